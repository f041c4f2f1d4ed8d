using Messenger.Client;
using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Client;

/// <summary>The host is ended while clients send, and started again on the same data.</summary>
public sealed class OutlivingTheHost
{
    const int Lines = 400;

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task What_was_sent_is_there_once_and_in_order_and_nobody_had_to_do_anything(string signal)
    {
        await using var folder = TestFolder.Create();
        var settings = new Dictionary<string, string>
        {
            ["Urls"] = $"http://127.0.0.1:{FreePort.Take()}",
            ["Messenger:DataDirectory"] = folder.In("data"),
            ["MESSENGER_ADMIN_USER"] = CompanyHost.Administrator,
            ["MESSENGER_ADMIN_PASSWORD"] = CompanyHost.Password,
        };
        await using var first = HostProcess.Start(settings);
        var address = await first.ReadyAsync();
        var ann = await CompanyHost.HireAsync(address, "ann");
        var bob = await CompanyHost.HireAsync(address, "bob");
        var room = await ann.StartDirectWith(bob);
        using var phone = await Phone.SignInAsync(ann);
        await using var anns = new Device(phone.Options);
        await using var bobs = new Device(bob.Options());
        await Task.WhenAll(anns.Knows(room), bobs.Knows(room));

        var lines = Enumerable.Range(1, Lines).Select(i => $"line {i}").ToList();
        var sending = lines.Select(line => anns.Client.PostAsync(room, line, Cancelled)).ToList();
        await sending[Lines / 8];
        first.Signal(signal);
        await first.ExitAsync();
        var before = sending.Count(s => s.IsCompleted);
        await using var second = HostProcess.Start(settings);
        await second.ReadyAsync();
        var stored = (await Task.WhenAll(sending)).Select(CompanyHost.Value).ToList();
        await bobs.Until(d => d.Heard(room).Count == Lines);
        await anns.Until(d => d.Heard(room).Count == Lines);

        Assert.True(before < Lines, "Nothing was under way when the host was ended.");
        Assert.Equal(lines, bobs.Heard(room));
        Assert.Equal(lines, anns.Heard(room));
        Assert.Equal(Enumerable.Range(1, Lines).Select(i => (long)i), stored.Select(m => m.Seq));
        var page = CompanyHost.Value(await bobs.Client.GetMessagesAsync(new GetMessages { ConversationId = room, Limit = 200 }, Cancelled));
        Assert.Equal(stored.Skip(Lines - page.Messages.Count), page.Messages);
        Assert.Contains(bobs.Told.OfType<ConnectionChanged>(), c => !c.Connected);
    }
}

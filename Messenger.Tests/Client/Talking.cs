using Messenger.Client;
using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Presence;
using Microsoft.AspNetCore.Http.Connections;
using Xunit;

namespace Messenger.Tests.Client;

public sealed class Talking(CompanyHost company) : IClassFixture<CompanyHost>
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(WireProtocol.Json, HttpTransportType.WebSockets)]
    [InlineData(WireProtocol.Json, HttpTransportType.ServerSentEvents)]
    [InlineData(WireProtocol.Json, HttpTransportType.LongPolling)]
    [InlineData(WireProtocol.MessagePack, HttpTransportType.WebSockets)]
    [InlineData(WireProtocol.MessagePack, HttpTransportType.LongPolling)]
    public async Task Two_colleagues_talk_over_every_transport_and_protocol(WireProtocol protocol, HttpTransportType transport)
    {
        var ann = await company.HireAsync("ann");
        var bob = await company.HireAsync("bob");
        var room = await ann.StartDirectWith(bob);
        await using var anns = new Device(ann.Options(protocol, transport));
        await using var bobs = new Device(bob.Options(protocol, transport));
        await Task.WhenAll(anns.Knows(room), bobs.Knows(room));

        string[] lines = ["hello", "你好，会议室在哪里？", "😀 **bold**\n\tcode", "third floor"];
        foreach (var line in lines[..2]) CompanyHost.Value(await anns.Client.PostAsync(room, line, Cancelled));
        foreach (var line in lines[2..]) CompanyHost.Value(await bobs.Client.PostAsync(room, line, Cancelled));
        await anns.Until(d => d.Heard(room).Count == 4);
        await bobs.Until(d => d.Heard(room).Count == 4);

        Assert.Equal(lines, anns.Heard(room));
        Assert.Equal(lines, bobs.Heard(room));
        var read = CompanyHost.Value(await bobs.Client.MarkReadAsync(room, 4, Cancelled));
        Assert.Equal(4, read.Seq);
        await anns.Until(d => d.Told.OfType<ReadMoved>().Any(r => r.State.UserId == bob.Id && r.State.Seq == 4));
        CompanyHost.Value(await anns.Client.WatchPresenceAsync(new WatchPresence { UserIds = [bob.Id], ConversationId = room }, Cancelled));
        CompanyHost.Value(await bobs.Client.SetTypingAsync(room, active: true, Cancelled));
        await anns.Until(d => d.Told.OfType<TypingChanged>().Any(t => t.State.UserId == bob.Id && t.State.Active));
    }

    [Fact]
    public async Task Sends_of_one_conversation_are_stored_in_the_order_of_the_calls()
    {
        var ann = await company.HireAsync("ann");
        var bob = await company.HireAsync("bob");
        var room = await ann.StartDirectWith(bob);
        await using var anns = new Device(ann.Options());
        await using var bobs = new Device(bob.Options(WireProtocol.MessagePack));
        await bobs.Knows(room);

        var lines = Enumerable.Range(1, 100).Select(i => $"line {i}").ToList();
        var stored = await Task.WhenAll(lines.Select(line => anns.Client.PostAsync(room, line, Cancelled)));
        await bobs.Until(d => d.Heard(room).Count == lines.Count);

        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), stored.Select(r => CompanyHost.Value(r).Seq));
        Assert.Equal(lines, bobs.Heard(room));
    }

    [Fact]
    public async Task Bad_texts_are_refused_with_their_codes_and_the_connection_stays()
    {
        var ann = await company.HireAsync("ann");
        var room = await ann.StartDirectWith(ann);
        foreach (var protocol in new[] { WireProtocol.Json, WireProtocol.MessagePack })
        {
            await using var device = new Device(ann.Options(protocol));
            await device.Knows(room);

            Assert.Equal(ErrorCode.MessageTooLong, (await device.Client.PostAsync(room, new string('会', 8_001), Cancelled)).Error?.Code);
            Assert.Equal(ErrorCode.TextEmpty, (await device.Client.PostAsync(room, " \n ", Cancelled)).Error?.Code);
            Assert.Equal(ErrorCode.TextInvalid, (await device.Client.PostAsync(room, "a\0b", Cancelled)).Error?.Code);
            Assert.Equal(ErrorCode.TextInvalid, (await device.Client.PostAsync(room, "a\ud800b", Cancelled)).Error?.Code);
            Assert.Equal(ErrorCode.NotAMember, (await device.Client.PostAsync(Ids.Create(TimeProvider.System.GetUtcNow()), "hello", Cancelled)).Error?.Code);
            Assert.Equal(ErrorCode.InvalidRequest, (await device.Client.GetMessagesAsync(new GetMessages { ConversationId = room, Limit = int.MaxValue }, Cancelled)).Error?.Code);
            Assert.Equal(ErrorCode.InvalidRequest, (await device.Client.GetMessagesAsync(new GetMessages { ConversationId = room, Before = -1 }, Cancelled)).Error?.Code);
            Assert.Equal(8_000, CompanyHost.Value(await device.Client.PostAsync(room, new string('会', 8_000), Cancelled)).Text!.Length);
            Assert.Single(device.Told.OfType<ConnectionChanged>());
        }
    }

    [Fact]
    public async Task A_repeat_is_answered_with_the_stored_message()
    {
        var ann = await company.HireAsync("ann");
        var room = await ann.StartDirectWith(ann);
        await using var device = new Device(ann.Options());
        var message = new PostMessage { ConversationId = room, ClientMessageId = Ids.Create(TimeProvider.System.GetUtcNow()), Text = "first" };

        var first = CompanyHost.Value(await device.Client.PostAsync(message, Cancelled));
        var second = CompanyHost.Value(await device.Client.PostAsync(message with { Text = "second" }, Cancelled));

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Whoever_was_away_hears_everything_once_and_in_order()
    {
        var ann = await company.HireAsync("ann");
        var bob = await company.HireAsync("bob");
        var room = await ann.StartDirectWith(bob);
        await using var door = new Door(company.Address);
        await using var bobs = new Device(bob.Options() with { Server = door.Address });
        await bobs.Knows(room);
        await using var anns = new Device(ann.Options());
        CompanyHost.Value(await anns.Client.PostAsync(room, "before", Cancelled));
        await bobs.Until(d => d.Heard(room).Count == 1);

        door.Close();
        await bobs.Until(d => d.Told.OfType<ConnectionChanged>().Any(c => !c.Connected));
        var whileAway = bobs.Client.PostAsync(room, "from bob", Cancelled);
        foreach (var line in Enumerable.Range(0, 300)) CompanyHost.Value(await anns.Client.PostAsync(room, $"away {line}", Cancelled));
        door.Open();
        var stored = CompanyHost.Value(await whileAway);
        await bobs.Until(d => d.Heard(room).Count == 302);

        Assert.Equal(302, stored.Seq);
        Assert.Equal(["before", .. Enumerable.Range(0, 300).Select(l => $"away {l}"), "from bob"], bobs.Heard(room));
    }
}

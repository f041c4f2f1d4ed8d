using Messenger.Client;
using Messenger.Client.Messages;
using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Client;

/// <summary>A company whose server replays no more than ten changes.</summary>
public sealed class ForgetfulCompany : CompanyHost
{
    public ForgetfulCompany(PgServer server)
        : base(server) => Settings["Messages:MaxChangesBehind"] = "10";
}

public sealed class LosingTheThread(ForgetfulCompany company) : IClassFixture<ForgetfulCompany>
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_too_far_behind_begins_anew_from_the_end_and_knows_what_he_missed()
    {
        var ann = await company.HireAsync("ann");
        var bob = await company.HireAsync("bob");
        var room = await ann.StartDirectWith(bob);
        await using var door = new Door(company.Address);
        await using var anns = new Device(ann.Options());
        await using var bobs = new Device(bob.Options() with { Server = door.Address });
        CompanyHost.Value(await bobs.Client.OpenAsync(room, Cancelled));
        CompanyHost.Value(await anns.Client.PostAsync(room, "line 1", Cancelled));
        await bobs.Until(d => d.Heard(room).Count == 1);

        door.Close();
        await bobs.Until(d => d.Told.OfType<ConnectionChanged>().Any(c => !c.Connected));
        await Task.WhenAll(Enumerable.Range(2, 199).Select(i => anns.Client.PostAsync(room, $"line {i}", Cancelled)));
        door.Open();
        await bobs.Until(d => d.Heard(room).Contains("line 200"));
        var reloaded = await HeldAsync(bobs, room);
        var held = reloaded;
        for (; held.Holes.Count > 0; held = await HeldAsync(bobs, room))
            CompanyHost.Value(await bobs.Client.GetMessagesAsync(new GetMessages { ConversationId = room, Before = held.Holes[^1].Last + 1 }, Cancelled));

        Assert.Equal(room, Assert.Single(bobs.Told.OfType<ConversationReloaded>()).ConversationId);
        Assert.Equal([new SeqRange(1, 150)], reloaded.Holes);
        Assert.Equal(Enumerable.Range(1, 200).Select(i => $"line {i}"), held.Messages.Select(m => m.Text));
        Assert.Equal(["line 1", .. Enumerable.Range(151, 50).Select(i => $"line {i}")], bobs.Heard(room));
    }

    [Fact]
    public async Task Of_a_conversation_that_is_not_open_nothing_is_loaded()
    {
        var ann = await company.HireAsync("ann");
        var bob = await company.HireAsync("bob");
        var room = await ann.StartDirectWith(bob);
        await using var door = new Door(company.Address);
        await using var anns = new Device(ann.Options());
        await using var bobs = new Device(bob.Options() with { Server = door.Address });
        await bobs.Knows(room);

        door.Close();
        await bobs.Until(d => d.Told.OfType<ConnectionChanged>().Any(c => !c.Connected));
        await Task.WhenAll(Enumerable.Range(1, 20).Select(i => anns.Client.PostAsync(room, $"line {i}", Cancelled)));
        door.Open();
        await bobs.Until(d => d.Told.OfType<ConversationReloaded>().Any());
        CompanyHost.Value(await anns.Client.PostAsync(room, "line 21", Cancelled));
        await bobs.Until(d => d.Heard(room).Count > 0);

        Assert.Equal(["line 21"], bobs.Heard(room));
        Assert.Contains(bobs.Told.OfType<HeadChanged>(), h => h.Head.Unread == 20);
    }

    [Fact]
    public async Task After_the_server_was_restored_everything_is_loaded_anew_and_the_unsent_goes_out()
    {
        var ann = await company.HireAsync("ann");
        var bob = await company.HireAsync("bob");
        var room = await ann.StartDirectWith(bob);
        await using var door = new Door(company.Address);
        await using var anns = new Device(ann.Options() with { Server = door.Address });
        CompanyHost.Value(await anns.Client.OpenAsync(room, Cancelled));
        foreach (var line in new[] { "kept", "kept too", "lost", "lost too" }) CompanyHost.Value(await anns.Client.PostAsync(room, line, Cancelled));
        await anns.Until(d => d.Heard(room).Count == 4);

        door.Close();
        await anns.Until(d => d.Told.OfType<ConnectionChanged>().Any(c => !c.Connected));
        var unsent = anns.Client.PostAsync(room, "unsent", Cancelled);
        await company.MeddleAsync("delete from messages where conversation_id = $1 and seq > 2", room);
        await company.MeddleAsync(
            "update conversations c set seq = 2, version = (select max(version) from messages where conversation_id = c.id) where id = $1", room);
        await company.MeddleAsync("update deployment set server_epoch = gen_random_uuid()");
        door.Open();
        var stored = CompanyHost.Value(await unsent);
        await anns.Until(d => d.Told.OfType<ServerRestored>().Any() && d.Heard(room)[^1] == "unsent");

        Assert.Equal(3, stored.Seq);
        Assert.Single(anns.Told.OfType<ServerRestored>());
        var held = await HeldAsync(anns, room);
        Assert.Equal(["kept", "kept too", "unsent"], held.Messages.Select(m => m.Text));
        Assert.Empty(held.Holes);
        Assert.Equal(["kept", "kept too", "unsent"], anns.Told.SkipWhile(u => u is not ServerRestored).OfType<MessagesChanged>().SelectMany(c => c.Messages).Select(m => m.Text));
    }

    static async Task<HeldConversation> HeldAsync(Device device, Guid conversation) =>
        Assert.IsType<HeldConversation>(await device.Client.GetHeldAsync(conversation, Cancelled));
}

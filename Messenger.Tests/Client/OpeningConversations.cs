using Messenger.Client;
using Messenger.Client.Messages;
using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Xunit;

namespace Messenger.Tests.Client;

public sealed class OpeningConversations(CompanyHost company) : IClassFixture<CompanyHost>
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_sync_tells_heads_and_opening_loads_the_newest_page()
    {
        var ann = await company.HireAsync("ann");
        var notes = await FillAsync(ann, messages: 120);
        await using var device = new Device(ann.Options());
        await device.Knows(notes);

        Assert.Null(await device.Client.GetHeldAsync(notes, Cancelled));
        var opened = CompanyHost.Value(await device.Client.OpenAsync(notes, Cancelled));

        Assert.Equal(120, opened.Head.Seq);
        Assert.Equal(Seqs(71, 120), opened.Messages.Select(m => m.Seq));
        Assert.Equal([new SeqRange(1, 70)], opened.Holes);
        Assert.Empty(device.Told.OfType<MessagesChanged>());
    }

    [Fact]
    public async Task Pages_of_an_open_conversation_close_its_holes()
    {
        var ann = await company.HireAsync("ann");
        var notes = await FillAsync(ann, messages: 120);
        await using var device = new Device(ann.Options());
        var held = CompanyHost.Value(await device.Client.OpenAsync(notes, Cancelled));

        CompanyHost.Value(await device.Client.GetMessagesAsync(new GetMessages { ConversationId = notes, Around = 20, Limit = 10 }, Cancelled));
        var around = await HeldAsync(device, notes);
        CompanyHost.Value(await device.Client.PostAsync(notes, "line 121", Cancelled));
        await device.Until(d => d.Heard(notes).Count == 1);
        for (held = await HeldAsync(device, notes); held.Holes.Count > 0; held = await HeldAsync(device, notes))
            CompanyHost.Value(await device.Client.GetMessagesAsync(new GetMessages { ConversationId = notes, Before = held.Holes[^1].Last + 1 }, Cancelled));

        Assert.Equal([new SeqRange(1, 15), new SeqRange(26, 70)], around.Holes);
        Assert.Equal(Enumerable.Range(1, 121).Select(i => $"line {i}"), held.Messages.Select(m => m.Text));
        Assert.Equal(["line 121"], device.Heard(notes));
    }

    [Fact]
    public async Task A_closed_conversation_holds_nothing_and_is_still_told_of()
    {
        var ann = await company.HireAsync("ann");
        var notes = await FillAsync(ann, messages: 3);
        await using var device = new Device(ann.Options());
        CompanyHost.Value(await device.Client.OpenAsync(notes, Cancelled));

        device.Client.Close(notes);
        CompanyHost.Value(await device.Client.PostAsync(notes, "line 4", Cancelled));
        await device.Until(d => d.Heard(notes).Count == 1);

        Assert.Null(await device.Client.GetHeldAsync(notes, Cancelled));
        Assert.Equal(Seqs(1, 4), CompanyHost.Value(await device.Client.OpenAsync(notes, Cancelled)).Messages.Select(m => m.Seq));
    }

    [Fact]
    public async Task What_was_started_after_the_first_sync_is_told_from_its_beginning()
    {
        var ann = await company.HireAsync("ann");
        var bob = await company.HireAsync("bob");
        var notes = await ann.StartDirectWith(ann);
        await using var anns = new Device(ann.Options());
        await anns.Knows(notes);
        await using var bobs = new Device(bob.Options());

        var room = await bob.StartDirectWith(ann);
        CompanyHost.Value(await bobs.Client.PostAsync(room, "hello", Cancelled));
        await anns.Until(d => d.Heard(room).Count == 1);
        var opened = CompanyHost.Value(await anns.Client.OpenAsync(room, Cancelled));

        Assert.Single(opened.Messages);
        Assert.Equal(["hello"], anns.Heard(room));
        Assert.Equal(bob.Id, opened.Head.PeerId);
    }

    [Fact]
    public async Task Opening_waits_for_a_connection_and_refuses_what_is_not_ones_own()
    {
        var ann = await company.HireAsync("ann");
        var bob = await company.HireAsync("bob");
        var notes = await FillAsync(ann, messages: 3);
        var foreign = await FillAsync(bob, messages: 1);
        await using var door = new Door(company.Address);
        door.Close();
        await using var device = new Device(ann.Options() with { Server = door.Address });

        var opening = device.Client.OpenAsync(notes, Cancelled);
        door.Open();

        Assert.Equal(Seqs(1, 3), CompanyHost.Value(await opening).Messages.Select(m => m.Seq));
        Assert.Equal(ErrorCode.NotAMember, (await device.Client.OpenAsync(foreign, Cancelled)).Error?.Code);
    }

    [Fact]
    public async Task Who_is_removed_keeps_nothing_of_a_conversation_and_hears_nothing_more()
    {
        var ann = await company.HireAsync("ann");
        var bob = await company.HireAsync("bob");
        var direct = await ann.StartDirectWith(bob);
        var room = (await ann.StartGroupWith(bob)).Conversation.Id;
        await using var anns = new Device(ann.Options());
        await using var bobs = new Device(bob.Options());
        CompanyHost.Value(await bobs.Client.OpenAsync(room, Cancelled));

        CompanyHost.Value(await anns.Client.Api.RemoveMemberAsync(room, bob.Id, Cancelled));
        CompanyHost.Value(await anns.Client.PostAsync(room, "without bob", Cancelled));
        await bobs.Until(d => d.Told.OfType<ConversationLeft>().Any());
        CompanyHost.Value(await anns.Client.PostAsync(room, "still without bob", Cancelled));
        CompanyHost.Value(await anns.Client.PostAsync(direct, "to bob", Cancelled));
        await bobs.Until(d => d.Heard(direct).Count == 1);

        Assert.Equal(room, Assert.Single(bobs.Told.OfType<ConversationLeft>()).ConversationId);
        Assert.Empty(bobs.Heard(room));
        Assert.Null(await bobs.Client.GetHeldAsync(room, Cancelled));
        Assert.Equal(ErrorCode.NotAMember, (await bobs.Client.OpenAsync(room, Cancelled)).Error?.Code);
        Assert.Equal(ErrorCode.NotAMember, (await bobs.Client.PostAsync(room, "let me in", Cancelled)).Error?.Code);
    }

    static async Task<HeldConversation> HeldAsync(Device device, Guid conversation) =>
        Assert.IsType<HeldConversation>(await device.Client.GetHeldAsync(conversation, Cancelled));

    static async Task<Guid> FillAsync(Employee person, int messages)
    {
        var notes = await person.StartDirectWith(person);
        using var api = new MessengerApi(person.Options());
        foreach (var i in Enumerable.Range(1, messages))
            CompanyHost.Value(await api.PostAsync(new PostMessage { ConversationId = notes, ClientMessageId = Ids.Create(TimeProvider.System.GetUtcNow()), Text = $"line {i}" }, Cancelled));
        return notes;
    }

    static IEnumerable<long> Seqs(int first, int last) => Enumerable.Range(first, last - first + 1).Select(i => (long)i);
}

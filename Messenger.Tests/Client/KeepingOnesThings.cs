using Messenger.Client;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;
using Xunit;

namespace Messenger.Tests.Client;

/// <summary>What a user keeps for himself, and the verbs on messages, through the client library.</summary>
public sealed class KeepingOnesThings(CompanyHost company) : IClassFixture<CompanyHost>
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_device_keeps_the_other_is_told_and_a_new_one_gets_all_of_it_first()
    {
        var ann = await company.HireAsync("ann");
        await using var first = new Device(ann.Options());
        await using var second = new Device(ann.Options());
        var notes = CompanyHost.Value(await first.Client.Api.StartDirectAsync(ann.Id, Cancelled)).Conversation.Id;
        await first.Knows(notes);
        await second.Knows(notes);
        var draft = new PersonalItem { Kind = PersonalKind.Draft, Key = notes.ToString(), Draft = new() { Text = "to do" } };

        var kept = CompanyHost.Value(await first.Client.SetPersonalAsync(new() { Item = draft }, Cancelled));
        await second.Until(d => d.Told.OfType<PersonalMoved>().Any(m => m.Items.Any(i => i.Draft?.Text == "to do")));
        CompanyHost.Value(await second.Client.SetPersonalAsync(new() { Item = draft with { Draft = new() { Text = "done" } }, IfVersion = kept.Version }, Cancelled));
        await first.Until(d => d.Told.OfType<PersonalMoved>().Any(m => m.Items.Any(i => i.Draft?.Text == "done")));

        await using var third = new Device(ann.Options());
        await third.Until(d => d.Told.OfType<PersonalMoved>().Any());
        var all = third.Told.OfType<PersonalMoved>().First();
        Assert.True(all.Full);
        Assert.Equal(["done"], all.Items.Select(i => i.Draft!.Text));
    }

    [Fact]
    public async Task The_verbs_on_messages_answer_the_row_as_it_is_then()
    {
        var ann = await company.HireAsync("ann");
        await using var device = new Device(ann.Options());
        var client = device.Client;
        var notes = CompanyHost.Value(await client.Api.StartDirectAsync(ann.Id, Cancelled)).Conversation.Id;
        var poll = CompanyHost.Value(await client.PostAsync(
            new PostMessage { ConversationId = notes, ClientMessageId = Ids.Create(TimeProvider.System.GetUtcNow()), Text = "tea?", Poll = new() { Options = ["yes", "no"] } }, Cancelled));
        var (conversation, seq) = (poll.ConversationId, poll.Seq);

        var voted = CompanyHost.Value(await client.VoteAsync(new() { ConversationId = conversation, Seq = seq, Options = [0] }, Cancelled));
        var reacted = CompanyHost.Value(await client.ReactAsync(new() { ConversationId = conversation, Seq = seq, Emoji = "🍵", Active = true }, Cancelled));
        var pinned = CompanyHost.Value(await client.PinAsync(new() { ConversationId = conversation, Seq = seq, Active = true }, Cancelled));
        var closed = CompanyHost.Value(await client.ClosePollAsync(new() { ConversationId = conversation, Seq = seq }, Cancelled));
        var voters = CompanyHost.Value(await client.Api.GetVotersAsync(conversation, seq, 0, null, Cancelled));
        var recalled = CompanyHost.Value(await client.RecallAsync(new() { ConversationId = conversation, Seq = seq }, Cancelled));

        Assert.Equal([1, 0], voted.Poll!.Options.Select(o => o.Votes));
        Assert.Equal("🍵", reacted.Reactions!.Single().Emoji);
        Assert.NotNull(pinned.Pinned);
        Assert.True(closed.Poll!.Closed);
        Assert.Equal([ann.Id], voters.UserIds);
        Assert.Null(recalled.Text);
        await device.Until(d => d.Told.OfType<MessagesChanged>().Any(c => c.Messages.Any(m => m.Version == recalled.Version)));
    }
}

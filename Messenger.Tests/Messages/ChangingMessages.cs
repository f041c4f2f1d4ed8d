using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Messages;

/// <summary>Edits, recalls, reactions and pins, through REST.</summary>
public sealed class ChangingMessages(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task An_edit_is_seen_by_all_and_the_earlier_text_by_its_sender()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        var message = await ann.PostAsync(room, "at noon");

        var edited = await ann.EditAsync(message, "at one");

        Assert.Equal((message.Seq, message.Version + 1, "at one"), (edited.Seq, edited.Version, edited.Text));
        Assert.NotNull(edited.EditedAt);
        Assert.Equivalent(edited, (await bob.ReadAsync(room)).Messages.Single(m => m.Seq == message.Seq));
        Assert.Equivalent(edited, Assert.Single((await bob.ChangesAsync(room, message.Version)).Messages));
        Assert.Equal(["at noon"], (await ann.SendAsync<EarlierTexts>(HttpMethod.Get, $"{Employee.PathOf(message)}/edits")).Texts.Select(t => t.Text));
        Assert.Equal(ErrorCode.Forbidden, await bob.RefusalAsync(HttpMethod.Get, $"{Employee.PathOf(message)}/edits"));
    }

    [Fact]
    public async Task An_edit_to_the_same_text_changes_nothing()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        var edited = await ann.EditAsync(await ann.PostAsync(notes, "once"), "twice");

        var again = await ann.EditAsync(edited, "twice");

        Assert.Equivalent(edited, again);
    }

    [Fact]
    public async Task Only_the_sender_edits_and_only_what_is_still_there()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        var message = await bob.PostAsync(room, "mine");

        var byAnother = await ann.RefusalAsync(HttpMethod.Patch, Employee.PathOf(message), new EditBody { Text = "yours" });
        await bob.RecallAsync(message);
        var afterRecall = await bob.RefusalAsync(HttpMethod.Patch, Employee.PathOf(message), new EditBody { Text = "again" });
        var ofTheSystem = await ann.RefusalAsync(HttpMethod.Patch, $"conversations/{room}/messages/1", new EditBody { Text = "x" });
        var ofNothing = await ann.RefusalAsync(HttpMethod.Patch, $"conversations/{room}/messages/99", new EditBody { Text = "x" });

        Assert.Equal(
            [ErrorCode.Forbidden, ErrorCode.MessageGone, ErrorCode.MessageGone, ErrorCode.NotFound],
            [byAnother!.Value, afterRecall!.Value, ofTheSystem!.Value, ofNothing!.Value]);
    }

    [Fact]
    public async Task A_recalled_message_leaves_a_tombstone_and_nothing_of_its_text()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        var secret = await bob.PostAsync(room, $"the secret <@{ann.Id}>");
        await ann.ReactAsync(secret, "😮");
        await ann.PinAsync(secret);
        var answer = await ann.PostAsync(room, new PostBody { ClientMessageId = Employee.NewId(), Text = "what?", ReplyTo = secret.Seq });
        var before = (await bob.SyncAsync()).Heads.Single(h => h.Conversation.Id == room).Version;

        var recalled = await bob.RecallAsync(secret);

        Assert.Equal((bob.Id, null, null, null, null), (recalled.Recalled!.UserId, recalled.Text, recalled.Reactions, recalled.Pinned, recalled.Mentions));
        Assert.Contains("the secret", answer.ReplyTo!.Text, StringComparison.Ordinal);
        var changes = await ann.ChangesAsync(room, before);
        Assert.Equal([secret.Seq, answer.Seq], changes.Messages.Select(m => m.Seq));
        Assert.Null(changes.Messages[1].ReplyTo!.Text);
        Assert.Equal(0, (await ann.SyncAsync()).Heads.Single(h => h.Conversation.Id == room).Mentions);
        Assert.Equal(ErrorCode.MessageGone, await bob.RefusalAsync(HttpMethod.Get, $"{Employee.PathOf(secret)}/edits"));
        Assert.Equivalent(recalled, await bob.RecallAsync(secret));
    }

    [Fact]
    public async Task Administrators_of_a_group_recall_what_others_wrote_and_members_do_not()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        var (hers, his) = (await ann.PostAsync(room, "hers"), await bob.PostAsync(room, "his"));

        var refusal = await bob.RefusalAsync(HttpMethod.Delete, Employee.PathOf(hers));
        var recalled = await ann.RecallAsync(his);

        Assert.Equal(ErrorCode.Forbidden, refusal);
        Assert.Equal((ann.Id, bob.Id), (recalled.Recalled!.UserId, recalled.SenderId));
    }

    [Fact]
    public async Task Reactions_are_counted_named_and_taken_away()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var message = await ann.PostAsync((await ann.StartDirectAsync(bob)).Conversation.Id, "done");

        await bob.ReactAsync(message, "👍🏽");
        var both = await ann.ReactAsync(message, "👍🏽");
        var repeated = await ann.ReactAsync(message, "👍🏽");
        await ann.ReactAsync(message, "❤️");
        var left = await bob.UnreactAsync(message, "👍🏽");

        Assert.Equal(("👍🏽", 2), Assert.Single(both.Reactions!) is var one ? (one.Emoji, one.Count) : default);
        Assert.Equal([bob.Id, ann.Id], both.Reactions![0].UserIds);
        Assert.Equal(both.Version, repeated.Version);
        Assert.Equal([("👍🏽", 1), ("❤️", 1)], left.Reactions!.Select(r => (r.Emoji, r.Count)));
        Assert.Equal([ann.Id], left.Reactions![0].UserIds);
        Assert.Null((await ann.UnreactAsync(message, "👍🏽")).Reactions!.SingleOrDefault(r => r.Emoji == "👍🏽"));
        Assert.Null((await ann.UnreactAsync(message, "❤️")).Reactions);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("👍👍")]
    [InlineData("hello")]
    [InlineData("e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301")]
    public async Task What_is_no_emoji_is_no_reaction(string emoji)
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var message = await ann.PostAsync((await ann.StartDirectAsync(ann)).Conversation.Id, "note");

        var refusal = await ann.RefusalAsync(HttpMethod.Put, $"{Employee.PathOf(message)}/reactions/{Uri.EscapeDataString(emoji)}");

        Assert.Equal(ErrorCode.InvalidRequest, refusal);
    }

    [Fact]
    public async Task Concurrent_reactions_and_edits_of_one_message_all_count()
    {
        await using var company = await Company.FoundAsync(host);
        var people = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => company.HireAsync($"P{i}")));
        var room = (await people[0].StartGroupAsync("Room", people[1..])).Conversation.Id;
        var message = await people[0].PostAsync(room, "vote");

        await Task.WhenAll([
            .. people.Select(p => (Task)p.ReactAsync(message, "👍")), .. people.Select(p => (Task)p.ReactAsync(message, "🎉")),
            .. Enumerable.Range(0, 5).Select(i => (Task)people[0].EditAsync(message, $"vote {i}")),
        ]);

        var now = (await people[1].ReadAsync(room)).Messages.Single(m => m.Seq == message.Seq);
        Assert.Equal([6, 6], now.Reactions!.Select(r => r.Count));
        Assert.Equal(message.Version + 17, now.Version);
        Assert.Equal(5, (await people[0].SendAsync<EarlierTexts>(HttpMethod.Get, $"{Employee.PathOf(message)}/edits")).Texts.Count);
    }

    [Fact]
    public async Task Pins_are_listed_the_latest_first()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        var (one, two) = (await ann.PostAsync(room, "one"), await ann.PostAsync(room, "two"));

        await bob.PinAsync(one);
        await ann.PinAsync(two);
        var pins = await bob.SendAsync<PinList>(HttpMethod.Get, $"conversations/{room}/pins");
        await ann.SendAsync<Message>(HttpMethod.Delete, $"{Employee.PathOf(two)}/pin");
        var rest = await bob.SendAsync<PinList>(HttpMethod.Get, $"conversations/{room}/pins");

        Assert.Equal([two.Seq, one.Seq], pins.Messages.Select(m => m.Seq));
        Assert.Equal(bob.Id, Assert.Single(rest.Messages).Pinned!.UserId);
    }

    [Fact]
    public async Task A_change_is_pushed_as_the_changed_row()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var message = await ann.PostAsync((await ann.StartDirectAsync(bob)).Conversation.Id, "here");
        using var pushes = new Received(await bob.ConnectAsync());

        var edited = await ann.EditAsync(message, "there");

        var push = await pushes.FirstAsync<ConversationChanges>(p => p.Version == edited.Version);
        Assert.Equal(message.Version, push.After);
        Assert.Equivalent(edited, Assert.Single(push.Messages));
    }

    [Fact]
    public async Task Somebody_who_joined_later_cannot_touch_what_he_cannot_see()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", HistoryVisibility.FromJoining)).Conversation.Id;
        var early = await ann.PostAsync(room, "early");
        await ann.SendAsync<Conversation>(HttpMethod.Post, $"conversations/{room}/members", new AddMembers { UserIds = [bob.Id] });

        var reaction = await bob.RefusalAsync(HttpMethod.Put, $"{Employee.PathOf(early)}/reactions/{Uri.EscapeDataString("👍")}");
        var answer = await bob.RefusalAsync(HttpMethod.Post, $"conversations/{room}/messages",
            new PostBody { ClientMessageId = Employee.NewId(), Text = "re", ReplyTo = early.Seq });
        var thread = await bob.RefusalAsync(HttpMethod.Get, $"{Employee.PathOf(early)}/thread");

        Assert.Equal([ErrorCode.NotFound, ErrorCode.NotFound, ErrorCode.NotFound], [reaction!.Value, answer!.Value, thread!.Value]);
    }
}

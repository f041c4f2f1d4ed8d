using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;
using Messenger.Contracts.Presence;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Messages;

/// <summary>Threads, quotes and mentions, through REST.</summary>
public sealed class TalkingInThreads(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task The_first_message_of_a_thread_says_how_many_replies_there_are()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        var root = await ann.PostAsync(room, "lunch?");

        var one = await ReplyAsync(bob, root, "yes");
        var two = await ReplyAsync(ann, one, "where?"); // a reply to a reply belongs to the same thread
        await ann.PostAsync(room, "meanwhile");

        Assert.Equal(root.Seq, two.ThreadSeq);
        var thread = await bob.SendAsync<ThreadPage>(HttpMethod.Get, $"{Employee.PathOf(root)}/thread");
        Assert.Equal((2, two.Seq), (thread.Root.Thread!.Replies, thread.Root.Thread.LastSeq));
        Assert.Equal([one.Seq, two.Seq], thread.Messages.Select(m => m.Seq));
        Assert.False(thread.HasBefore);
    }

    [Fact]
    public async Task A_reply_is_pushed_together_with_the_first_message()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        var root = await ann.PostAsync(room, "lunch?");
        using var pushes = new Received(await ann.ConnectAsync());

        var reply = await ReplyAsync(bob, root, "yes");

        var push = await pushes.FirstAsync<ConversationChanges>(p => p.Messages.Any(m => m.Seq == reply.Seq));
        Assert.Equal([root.Seq, reply.Seq], push.Messages.Select(m => m.Seq));
        Assert.Equal((reply.Version - 1, reply.Version + 1), (push.After, push.Version));
        Assert.Equal(1, push.Messages[0].Thread!.Replies);
        Assert.Equivalent(push.Messages, (await ann.ChangesAsync(room, push.After)).Messages);
    }

    [Fact]
    public async Task Many_replies_at_once_are_all_counted()
    {
        await using var company = await Company.FoundAsync(host);
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => company.HireAsync($"P{i}")));
        var room = (await people[0].StartGroupAsync("Room", people[1..])).Conversation.Id;
        Message[] roots = [await people[0].PostAsync(room, "one"), await people[1].PostAsync(room, "two")];

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => ReplyAsync(people[i % 4], roots[i % 2], $"reply {i}")));

        var changes = await people[3].ChangesAsync(room, 0);
        Assert.Equal([20, 20], roots.Select(r => changes.Messages.Single(m => m.Seq == r.Seq).Thread!.Replies));
        Assert.Equal(changes.Messages.Count, changes.Messages.Select(m => m.Version).Distinct().Count());
        Assert.Equal(changes.Version, changes.Messages.Max(m => m.Version));
    }

    [Fact]
    public async Task Who_takes_part_in_a_thread_follows_it_and_sees_what_he_has_not_read_until_he_says_otherwise()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob, eve, zoe) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Eve"), await company.HireAsync("Zoe"));
        var room = (await ann.StartGroupAsync("Room", bob, eve, zoe)).Conversation.Id;
        var root = await ann.PostAsync(room, "lunch?");
        await ReplyAsync(bob, root, "yes");
        var asked = await ReplyAsync(bob, root, $"and <@{eve.Id}>?");
        var other = await ann.PostAsync(room, "quiet thread");
        await ReplyAsync(ann, other, "indeed");

        Assert.Equal([(root.Seq, 2)], await ThreadsAsync(ann, root.Seq)); // she began it
        Assert.Equal([(root.Seq, 0)], await ThreadsAsync(bob, root.Seq)); // he wrote all of it
        Assert.Equal([(root.Seq, 2)], await ThreadsAsync(eve, root.Seq)); // she is mentioned
        Assert.Empty(await ThreadsAsync(zoe, root.Seq));

        await FollowAsync(zoe, root, new() { Following = true, ReadSeq = asked.Seq });
        await FollowAsync(ann, root, new() { Following = false });
        var late = await ReplyAsync(eve, root, "coming");
        Assert.Equal([(root.Seq, 1)], await ThreadsAsync(zoe, root.Seq));
        Assert.Empty(await ThreadsAsync(ann, root.Seq));
        var followers = await zoe.SendAsync<FollowerList>(HttpMethod.Get, $"{Employee.PathOf(root)}/thread/followers");
        Assert.Equal(new[] { bob.Id, eve.Id, zoe.Id }.Order(), followers.UserIds.Order());

        await eve.RecallAsync(late);
        Assert.Equal([(root.Seq, 0)], await ThreadsAsync(zoe, root.Seq));
        await ann.SendAsync(HttpMethod.Delete, $"conversations/{room}/members/{zoe.Id}");
        Assert.Empty(await ThreadsAsync(zoe, root.Seq));
    }

    [Fact]
    public async Task The_threads_that_one_follows_come_in_pages_the_latest_reply_first()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var room = (await ann.StartGroupAsync("Room")).Conversation.Id;
        var roots = new List<Message>();
        for (var i = 0; i < 3; i++) roots.Add(await ann.PostAsync(room, $"{i}"));
        await ReplyAsync(ann, roots[2], "reply");
        await ReplyAsync(ann, roots[0], "reply");
        await ReplyAsync(ann, roots[1], "reply");

        var first = await ann.SendAsync<ThreadList>(HttpMethod.Get, "threads?limit=2");
        var second = await ann.SendAsync<ThreadList>(HttpMethod.Get, $"threads?limit=2&after={first.Next}");

        Assert.Equal([roots[1].Seq, roots[0].Seq, roots[2].Seq], first.Threads.Concat(second.Threads).Select(t => t.Root.Seq));
        Assert.Null(second.Next);
        Assert.Equal(ErrorCode.InvalidRequest, await ann.RefusalAsync(HttpMethod.Get, "threads?after=nonsense"));
    }

    [Fact]
    public async Task Here_mentions_those_who_are_online_when_it_is_posted_and_nobody_who_comes_later()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob, eve) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Eve"));
        var room = (await ann.StartGroupAsync("Room", bob, eve)).Conversation.Id;
        await bob.ConnectAsync();
        await Eventually.TrueAsync(async () =>
            (await ann.SendAsync<PresenceList>(HttpMethod.Get, $"presence?userIds={bob.Id}")).Users.Single().State == PresenceState.Online);

        var posted = await ann.PostAsync(room, "<@here> coffee?");
        await eve.ConnectAsync();
        var edited = await ann.EditAsync(posted, "<@here> tea?");

        Assert.Equal(MentionScope.Here, edited.MentionsEveryone);
        Assert.Equal((1, 0, 0), ((await HeadAsync(bob, room)).Mentions, (await HeadAsync(eve, room)).Mentions, (await HeadAsync(ann, room)).Mentions));
        await ann.EditAsync(edited, "nothing");
        Assert.Equal(0, (await HeadAsync(bob, room)).Mentions);
    }

    static async Task<IEnumerable<(long Seq, int Unread)>> ThreadsAsync(Employee who, long seq) =>
        (await who.SendAsync<ThreadList>(HttpMethod.Get, "threads")).Threads.Where(t => t.Root.Seq == seq).Select(t => (t.Root.Seq, t.Unread));

    static Task<PersonalItem> FollowAsync(Employee who, Message root, ThreadFollow follow) =>
        who.KeepAsync(new() { Kind = PersonalKind.Thread, Key = $"{root.ConversationId}/{root.Seq}", Thread = follow });

    [Fact]
    public async Task What_is_said_in_a_thread_is_unread_in_the_main_line_only_when_it_is_shown_there()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        var root = await ann.PostAsync(room, "lunch?");
        await bob.SendAsync<ReadState>(HttpMethod.Put, $"conversations/{room}/read", new ReadBody { Seq = root.Seq });

        await ReplyAsync(ann, root, "in the thread");
        var inThread = await HeadAsync(bob, room);
        await ReplyAsync(ann, root, "in both", alsoInMain: true);
        var inBoth = await HeadAsync(bob, room);

        Assert.Equal((0, 1), (inThread.Unread, inBoth.Unread));
    }

    [Fact]
    public async Task A_mention_counts_until_it_is_read_and_follows_the_text()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob, eve) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Eve"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;

        var named = await ann.PostAsync(room, $"<@{bob.Id}> and <@{eve.Id}>, and <@{bob.Id}> again");
        var everyone = await ann.PostAsync(room, "<@all> look");
        var before = await HeadAsync(bob, room);
        await ann.EditAsync(named, "nobody");
        var edited = await HeadAsync(bob, room);
        var read = await bob.SendAsync<ReadState>(HttpMethod.Put, $"conversations/{room}/read", new ReadBody { Seq = everyone.Seq });

        Assert.Equal([bob.Id], named.Mentions!); // who is no member is not mentioned
        Assert.Equal(MentionScope.All, everyone.MentionsEveryone);
        Assert.Equal((2, 1, 0), (before.Mentions, edited.Mentions, read.Mentions));
        Assert.Equal(0, (await HeadAsync(ann, room)).Mentions);
    }

    [Fact]
    public async Task Whoever_may_not_mention_everybody_is_told_so()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        await ann.SendAsync<Conversation>(HttpMethod.Patch, $"conversations/{room}", new UpdateConversation { MentioningEveryone = MemberRole.Administrator });
        var harmless = await bob.PostAsync(room, "hello");

        var posted = await bob.RefusalAsync(HttpMethod.Post, $"conversations/{room}/messages", new PostBody { ClientMessageId = Employee.NewId(), Text = "<@all>" });
        var edited = await bob.RefusalAsync(HttpMethod.Patch, Employee.PathOf(harmless), new EditBody { Text = "<@here> hello" });

        Assert.Equal([ErrorCode.MentionForbidden, ErrorCode.MentionForbidden], [posted!.Value, edited!.Value]);
        Assert.Equal(MentionScope.All, (await ann.PostAsync(room, "<@all>")).MentionsEveryone);
    }

    [Fact]
    public async Task A_message_of_another_conversation_can_be_neither_quoted_nor_replied_to()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        var far = (await ann.StartGroupAsync("Far")).Conversation.Id;
        for (var i = 0; i < 5; i++) await ann.PostAsync(far, $"far {i}");

        var quote = await bob.RefusalAsync(HttpMethod.Post, $"conversations/{room}/messages", new PostBody { ClientMessageId = Employee.NewId(), Text = "x", ReplyTo = 5 });
        var thread = await bob.RefusalAsync(HttpMethod.Post, $"conversations/{room}/messages", new PostBody { ClientMessageId = Employee.NewId(), Text = "x", ThreadSeq = 5 });
        var entry = await bob.RefusalAsync(HttpMethod.Post, $"conversations/{room}/messages", new PostBody { ClientMessageId = Employee.NewId(), Text = "x", ReplyTo = 1 });

        Assert.Equal([ErrorCode.NotFound, ErrorCode.NotFound, ErrorCode.NotFound], [quote!.Value, thread!.Value, entry!.Value]);
    }

    static Task<Message> ReplyAsync(Employee who, Message to, string text, bool alsoInMain = false) =>
        who.PostAsync(to.ConversationId, new PostBody { ClientMessageId = Employee.NewId(), Text = text, ThreadSeq = to.Seq, AlsoInMain = alsoInMain });

    static async Task<ConversationHead> HeadAsync(Employee who, Guid conversation) =>
        (await who.SyncAsync()).Heads.Single(h => h.Conversation.Id == conversation);
}

using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Messages;

public sealed class CatchingUp(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task History_pages_before_after_and_around_have_no_holes()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        for (var i = 1; i <= 30; i++) await ann.PostAsync(notes, $"note {i}");

        var newest = await ann.ReadAsync(notes, "limit=10");
        var before = await ann.ReadAsync(notes, "before=21&limit=10");
        var after = await ann.ReadAsync(notes, "after=0&limit=10");
        var around = await ann.ReadAsync(notes, "around=15&limit=5");
        var byTime = await ann.ReadAsync(notes, $"aroundTime={Uri.EscapeDataString(around.Messages[2].PostedAt.ToString("o"))}&limit=1");

        Assert.Equal(Seqs(21, 30), newest.Messages.Select(m => m.Seq));
        Assert.Equal(Seqs(11, 20), before.Messages.Select(m => m.Seq));
        Assert.Equal(Seqs(1, 10), after.Messages.Select(m => m.Seq));
        Assert.Equal(Seqs(13, 17), around.Messages.Select(m => m.Seq));
        Assert.Equal([15L], byTime.Messages.Select(m => m.Seq));
        Assert.True(newest is { HasBefore: true, HasAfter: false } && after is { HasBefore: false, HasAfter: true } && around is { HasBefore: true, HasAfter: true });
    }

    [Fact]
    public async Task Pages_end_before_they_are_too_large_for_the_hub()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        for (var i = 0; i < 8; i++) await ann.PostAsync(notes, new string('长', 8_000));

        var page = await ann.ReadAsync(notes, "limit=200");
        var changes = await ann.ChangesAsync(notes, 1);

        Assert.True(page.HasBefore);
        Assert.Equal(8, page.Messages[^1].Seq);
        Assert.InRange(page.Messages.Count, 1, 2);
        Assert.True(changes.More);
        Assert.Equal(changes.Messages[^1].Version, changes.Version);
    }

    [Theory]
    [InlineData("before=-1")]
    [InlineData("limit=0")]
    [InlineData("limit=100000")]
    [InlineData("before=1&after=2")]
    [InlineData("around=x")]
    public async Task Nonsense_is_refused(string query)
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;

        Assert.Equal(ErrorCode.InvalidRequest, await ann.RefusalAsync(HttpMethod.Get, $"conversations/{notes}/messages?{query}"));
        Assert.Equal(ErrorCode.InvalidRequest, await ann.RefusalAsync(HttpMethod.Get, $"conversations/{notes}/changes?since=-1"));
        Assert.Equal(ErrorCode.InvalidRequest, await ann.RefusalAsync(HttpMethod.Get, "sync?token=nonsense"));
    }

    [Fact]
    public async Task Changes_in_any_number_of_pages_come_to_what_is_fetched_afresh()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob, carol) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Carol"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        var held = await ann.ChangesAsync(room, 0);
        for (var i = 0; i < 250; i++) await (i % 2 == 0 ? ann : bob).PostAsync(room, $"text {i}");
        await ann.SendAsync(HttpMethod.Post, $"conversations/{room}/members", new AddMembers { UserIds = [carol.Id] });
        await ann.SendAsync(HttpMethod.Patch, $"conversations/{room}", new UpdateConversation { Title = "New title" });

        var rows = new Dictionary<long, Message>();
        Conversation? conversation = null;
        var members = new HashSet<Guid>();
        ConversationChanges changes;
        for (var version = held.Version; ; version = changes.Version)
        {
            changes = await ann.ChangesAsync(room, version);
            Assert.Equal(version, changes.After);
            foreach (var row in changes.Messages) rows[row.Seq] = row;
            members.UnionWith(changes.Members.Select(m => m.UserId));
            conversation = changes.Conversation ?? conversation;
            if (!changes.More) break;
        }

        var head = await ann.SendAsync<ConversationHead>(HttpMethod.Get, $"conversations/{room}");
        Assert.Equal(Seqs(2, head.Seq), rows.Keys.Order());
        Assert.Equal(head.Version, changes.Version);
        Assert.Equal("New title", conversation!.Title);
        Assert.Contains(carol.Id, members);
    }

    [Fact]
    public async Task Long_messages_come_in_small_pages_and_none_is_left_out()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        for (var i = 1; i <= 15; i++) await ann.PostAsync(notes, $"{i} {new string('长', i % 4 == 0 ? 10 : 7_900)}");

        var (caughtUp, forwards, backwards) = (new List<long>(), new List<long>(), new List<long>());
        ConversationChanges changes;
        long version = 0;
        do
        {
            changes = await ann.ChangesAsync(notes, version);
            caughtUp.AddRange(changes.Messages.Select(m => m.Seq));
            version = changes.Version;
        }
        while (changes.More);
        for (MessagePage? page = null; page?.HasAfter != false; forwards.AddRange(page.Messages.Select(m => m.Seq))) page = await ann.ReadAsync(notes, $"after={forwards.LastOrDefault()}");
        for (MessagePage? page = null; page?.HasBefore != false; backwards.InsertRange(0, page.Messages.Select(m => m.Seq)))
            page = await ann.ReadAsync(notes, backwards.Count == 0 ? "" : $"before={backwards[0]}");

        Assert.Equal(Seqs(1, 15), caughtUp);
        Assert.Equal(Seqs(1, 15), forwards);
        Assert.Equal(Seqs(1, 15), backwards);
    }

    [Fact]
    public async Task Who_is_too_far_behind_is_told_so()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        await using var connection = await host.Database.ConnectAsync(TestContext.Current.CancellationToken);
        await using var age = new NpgsqlCommand("update conversations set version = 5000 where id = $1", connection) { Parameters = { new() { Value = notes } } };
        await age.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var changes = await ann.ChangesAsync(notes, 1);

        Assert.True(changes.TooFarBehind);
        Assert.Equal(5000, changes.Version);
    }

    [Fact]
    public async Task Sync_tells_what_changed_since_the_token_and_nothing_that_did_not()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var direct = (await ann.StartDirectAsync(bob)).Conversation.Id;
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        var full = await bob.SyncAsync();
        var idle = await bob.SyncAsync(full.Token);

        await ann.PostAsync(direct, "one");
        await ann.PostAsync(direct, "two");
        await ann.SendAsync(HttpMethod.Delete, $"conversations/{room}/members/{bob.Id}");
        var changed = await bob.SyncAsync(full.Token);
        var again = await bob.SyncAsync(changed.Token);

        Assert.True(full.Full);
        Assert.Equal(2, full.Heads.Count);
        Assert.False(idle.Full);
        var head = Assert.Single(changed.Heads);
        Assert.Equal((direct, 2L, 2, "two"), (head.Conversation.Id, head.Seq, head.Unread, head.LastMessage?.Text));
        Assert.Equal([room], changed.Left);
        Assert.DoesNotContain(again.Heads, h => h.Version > head.Version);
    }

    [Fact]
    public async Task Sync_never_misses_a_transaction_that_commits_after_a_later_one()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var slow = (await ann.StartDirectAsync(ann)).Conversation.Id;
        await using var connection = await host.Database.ConnectAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var change = new NpgsqlCommand(
            "update conversations set version = version + 1, changed_xid = pg_current_xact_id() where id = $1", connection)
        {
            Parameters = { new() { Value = slow } },
        };
        await change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        await ann.StartGroupAsync("Later, but committed first");
        var token = (await ann.SyncAsync()).Token;
        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        Assert.Contains((await ann.SyncAsync(token)).Heads, h => h.Conversation.Id == slow);
    }

    [Fact]
    public async Task Another_epoch_of_the_server_brings_everything_anew()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        await ann.StartDirectAsync(ann);
        var before = await ann.SyncAsync();
        var foreign = Guid.Empty.ToString("N") + before.Token[32..];

        var after = await ann.SyncAsync(foreign);

        Assert.True(after.Full);
        Assert.Single(after.Heads);
    }

    [Fact]
    public async Task Many_conversations_come_in_pages_each_once()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        for (var i = 0; i < 130; i++) await ann.StartGroupAsync($"Group {i}");

        var seen = new List<Guid>();
        var page = await ann.SyncAsync();
        for (seen.AddRange(page.Heads.Select(h => h.Conversation.Id)); page.More; seen.AddRange(page.Heads.Select(h => h.Conversation.Id)))
            page = await ann.SyncAsync(page.Token);

        Assert.Equal(130, seen.Count);
        Assert.Equal(130, seen.Distinct().Count());
    }

    [Fact]
    public async Task The_read_cursor_moves_forward_only_and_never_beyond_the_end()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var talk = (await ann.StartDirectAsync(bob)).Conversation.Id;
        for (var i = 0; i < 5; i++) await ann.PostAsync(talk, $"{i}");

        var read = await bob.SendAsync<ReadState>(HttpMethod.Put, $"conversations/{talk}/read", new ReadBody { Seq = 3 });
        var back = await bob.SendAsync<ReadState>(HttpMethod.Put, $"conversations/{talk}/read", new ReadBody { Seq = 1 });

        Assert.Equal((3L, 2), (read.Seq, read.Unread));
        Assert.Equal(3, back.Seq);
        Assert.Equal(ErrorCode.InvalidRequest, await bob.RefusalAsync(HttpMethod.Put, $"conversations/{talk}/read", new ReadBody { Seq = 6 }));
        Assert.Equal(ErrorCode.InvalidRequest, await bob.RefusalAsync(HttpMethod.Put, $"conversations/{talk}/read", new ReadBody { Seq = -1 }));
    }

    static IEnumerable<long> Seqs(long from, long to) => Enumerable.Range((int)from, (int)(to - from + 1)).Select(i => (long)i);
}

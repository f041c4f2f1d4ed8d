using FsCheck.Xunit;
using Messenger.Client.Messages;
using Messenger.Contracts.Messages;
using Xunit;

namespace Messenger.Tests.Client;

public sealed class MergingChanges
{
    static readonly Guid Room = Guid.Parse("01234567-89ab-cdef-0123-456789abcdef");

    [Property(MaxTest = 500)]
    public void Old_state_and_pushes_then_catch_up_is_what_one_fetches_afresh(int seed)
    {
        var random = new Random(seed);
        var server = new Server(random, changes: random.Next(1, 60));
        var start = random.NextInt64(server.Version + 1);
        var log = new ConversationLog();
        var inbox = new ConversationInbox(log);
        log.Apply(server.ChangesAfter(0, upTo: start), out _);

        var pushes = server.Pushes.Where(p => p.After >= start && random.Next(4) > 0).ToList();
        foreach (var push in pushes.Concat(pushes.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next())) inbox.Take(push, out _);
        log.Apply(server.ChangesAfter(log.Version, server.Version), out _);
        inbox.Settle();

        var fresh = new ConversationLog();
        fresh.Apply(server.ChangesAfter(0, server.Version), out _);
        Assert.Equal(fresh.Messages, log.Messages);
        Assert.Equal(fresh.Version, log.Version);
        Assert.Equal(fresh.Held.Runs, log.Held.Runs);
        Assert.False(inbox.HasGap);
    }

    [Property(MaxTest = 500)]
    public void Every_version_of_a_row_is_told_at_most_once_and_in_order(int seed)
    {
        var random = new Random(seed);
        var server = new Server(random, changes: random.Next(1, 60));
        var inbox = new ConversationInbox(new ConversationLog());
        var told = new List<Message>();

        foreach (var push in server.Pushes.Concat(server.Pushes).OrderBy(p => p.Version + random.Next(6)))
        {
            inbox.Take(push, out var news);
            told.AddRange(news);
        }

        Assert.Equal(told.Count, told.Select(m => (m.Seq, m.Version)).Distinct().Count());
        Assert.All(told.GroupBy(m => m.Seq), rows => Assert.Equal(rows.OrderBy(m => m.Version), rows));
        Assert.Equal(Enumerable.Range(1, told.Select(m => m.Seq).Distinct().Count()).Select(i => (long)i), told.Select(m => m.Seq).Distinct());
    }

    [Fact]
    public void A_gap_begins_once_and_closes_by_the_straggler()
    {
        var server = new Server(new Random(1), changes: 3);
        var inbox = new ConversationInbox(new ConversationLog());

        Assert.Equal(InboxState.GapBegan, inbox.Take(server.Pushes[1], out _));
        Assert.Equal(InboxState.GapOpen, inbox.Take(server.Pushes[2], out _));
        Assert.Equal(InboxState.Whole, inbox.Take(server.Pushes[0], out var news));
        Assert.Equal(server.Rows.Values, news.GroupBy(m => m.Seq).Select(g => g.Last()));
    }

    [Fact]
    public void Early_pushes_beyond_the_bound_are_let_go_and_caught_up()
    {
        var server = new Server(new Random(2), changes: ConversationInbox.MaxEarly * 3);
        var log = new ConversationLog();
        var inbox = new ConversationInbox(log);
        foreach (var push in server.Pushes.Skip(1)) inbox.Take(push, out _);

        inbox.Take(server.Pushes[0], out _);
        Assert.True(log.Version < server.Version);
        log.Apply(server.ChangesAfter(log.Version, server.Version), out _);

        Assert.Equal(server.Rows.Values, log.Messages);
    }

    [Fact]
    public void Too_far_behind_takes_nothing()
    {
        var log = new ConversationLog(version: 4);

        Assert.Equal(Merged.TooFarBehind, log.Apply(new ConversationChanges { ConversationId = Room, After = 4, Version = 9_000, TooFarBehind = true }, out _));
        Assert.Equal(4, log.Version);
    }

    [Fact]
    public void A_hole_between_pages_stays_known_until_it_is_filled()
    {
        var log = new ConversationLog();
        log.Apply(Page(1, 10));
        log.Apply(Page(21, 30));
        Assert.Equal([new SeqRange(1, 10), new SeqRange(21, 30)], log.Held.Runs);

        log.Apply(Page(11, 20));
        Assert.Equal([new SeqRange(1, 30)], log.Held.Runs);
    }

    [Fact]
    public void Beyond_its_capacity_a_log_lets_the_oldest_rows_go()
    {
        var log = new ConversationLog(capacity: 5);
        log.Apply(Page(1, 8));

        Assert.Equal(4, log.Messages.First().Seq);
        Assert.Equal([new SeqRange(4, 8)], log.Held.Runs);
    }

    [Property]
    public void Runs_hold_exactly_what_was_added(int seed)
    {
        var random = new Random(seed);
        var ranges = new SeqRanges();
        var model = new SortedSet<long>();
        for (var i = 0; i < 20; i++)
        {
            var first = random.Next(1, 60);
            var last = first + random.Next(8);
            ranges.Add(first, last);
            for (long seq = first; seq <= last; seq++) model.Add(seq);
        }

        Assert.Equal(model, ranges.Runs.SelectMany(r => Enumerable.Range((int)r.First, (int)(r.Last - r.First + 1)).Select(s => (long)s)));
        Assert.Equal(Enumerable.Range(5, 50).Select(s => (long)s).Except(model), ranges.HolesIn(5, 54).SelectMany(r => Enumerable.Range((int)r.First, (int)(r.Last - r.First + 1)).Select(s => (long)s)));
        Assert.All(ranges.Runs.Zip(ranges.Runs.Skip(1)), pair => Assert.True(pair.First.Last + 1 < pair.Second.First));
    }

    static MessagePage Page(long first, long last) => new()
    {
        ConversationId = Room,
        Messages = [.. Enumerable.Range((int)first, (int)(last - first + 1)).Select(seq => Row(seq, seq))],
        HasBefore = false,
        HasAfter = false,
    };

    static Message Row(long seq, long version) => new()
    {
        ConversationId = Room,
        Seq = seq,
        Version = version,
        Kind = MessageKind.Text,
        SenderId = Room,
        PostedAt = DateTimeOffset.UnixEpoch,
        Text = $"{seq} at {version}",
    };

    /// <summary>A conversation of posts and edits, and the push of each.</summary>
    sealed class Server
    {
        public Server(Random random, int changes)
        {
            for (var i = 0; i < changes; i++)
            {
                var rows = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Change(random)).GroupBy(r => r.Seq).Select(g => g.Last()).OrderBy(r => r.Seq).ToList();
                Pushes.Add(new ConversationChanges { ConversationId = Room, After = Pushes.LastOrDefault()?.Version ?? 0, Version = Version, Messages = rows });
            }
        }

        public SortedDictionary<long, Message> Rows { get; } = [];

        public List<ConversationChanges> Pushes { get; } = [];

        public long Version { get; private set; }

        public ConversationChanges ChangesAfter(long after, long upTo) => upTo == Version
            ? new() { ConversationId = Room, After = after, Version = Version, Messages = [.. Rows.Values.Where(r => r.Version > after)] }
            : new()
            {
                ConversationId = Room,
                After = after,
                Version = Pushes.LastOrDefault(p => p.Version <= upTo)?.Version ?? 0,
                Messages = [.. Pushes.Where(p => p.Version <= upTo).SelectMany(p => p.Messages).GroupBy(r => r.Seq).Select(g => g.Last()).OrderBy(r => r.Seq)],
            };

        Message Change(Random random)
        {
            var seq = Rows.Count > 0 && random.Next(3) == 0 ? random.NextInt64(1, Rows.Count + 1) : Rows.Count + 1;
            return Rows[seq] = Row(seq, ++Version);
        }
    }
}

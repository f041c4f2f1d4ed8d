using Messenger.Contracts.Search;
using Messenger.Domain.Messages;
using Messenger.Domain.Search;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Messenger.Tests.Search;

/// <summary>Searches that take too long for all the time there is.</summary>
public sealed class WalkingThroughTime
{
    static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>However much of the time one question covers before it takes too long, page by page all is found once, the newest first.</summary>
    [Fact]
    public async Task Page_by_page_all_is_found_once_in_its_order()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var chance = new Random(seed);
            var index = new SlowIndex(chance, messages: chance.Next(0, 400), days: chance.Next(1, 2_000));
            var searcher = new MessageSearcher(index, index.Clock);
            var (found, pages) = (new List<long>(), 0);
            for (string? cursor = null; ;)
            {
                var page = await searcher.SearchAsync(Guid.Empty, new SearchMessages { Text = "word", Limit = chance.Next(1, 50), Cursor = cursor }, TestContext.Current.CancellationToken);
                Assert.True(page.IsOk(out var hits, out _));
                found.AddRange(hits.Hits.Select(h => h.Seq));
                Assert.True(++pages < 10_000, $"seed {seed} comes to no end");
                if ((cursor = hits.Next) is null) break;
            }

            Assert.Equal(index.All.Select(c => c.Place.Seq), found);
        }
    }

    [Fact]
    public async Task A_page_comes_in_time_although_nothing_is_found()
    {
        var index = new SlowIndex(new Random(1), messages: 0, days: 100_000) { Covers = TimeSpan.FromDays(3) };

        var page = await new MessageSearcher(index, index.Clock).SearchAsync(Guid.Empty, new SearchMessages { Text = "word" }, TestContext.Current.CancellationToken);

        Assert.True(page.IsOk(out var hits, out _));
        Assert.Empty(hits.Hits);
        Assert.NotNull(hits.Next);
        Assert.True(index.Clock.GetUtcNow() - Now < TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task The_best_are_found_among_those_for_which_there_is_time()
    {
        var index = new SlowIndex(new Random(2), messages: 300, days: 300) { Covers = TimeSpan.FromDays(10) };

        var page = await new MessageSearcher(index, index.Clock).SearchAsync(Guid.Empty, new SearchMessages { Text = "word", Order = SearchOrder.Best }, TestContext.Current.CancellationToken);

        Assert.True(page.IsOk(out var hits, out _));
        Assert.Equal(20, hits.Hits.Count);
    }

    /// <summary>Messages at random times. A question that covers more than so much time takes too long: 700 ms, as the database's bound is.</summary>
    sealed class SlowIndex : IMessageSearch
    {
        readonly DateTimeOffset _oldest;

        public SlowIndex(Random chance, int messages, int days)
        {
            _oldest = Now - TimeSpan.FromDays(days);
            All = [.. Enumerable.Range(1, messages).Select(seq => new Candidate(new(Now - chance.Next(0, days) * TimeSpan.FromDays(chance.NextDouble()), Guid.Empty, seq), Guid.Empty, null, "a word"))
                .OrderByDescending(c => c.Place.PostedAt).ThenByDescending(c => c.Place.Seq)];
            Covers = TimeSpan.FromDays(chance.Next(1, days + 2) * chance.NextDouble());
        }

        public FakeTimeProvider Clock { get; } = new(Now);

        public IReadOnlyList<Candidate> All { get; }

        public TimeSpan Covers { get; init; }

        public Task<IReadOnlyList<Candidate>?> FindAsync(Guid reader, SearchedFor wanted, MessagePlace? behind, DateTimeOffset? from, int limit, CancellationToken cancellationToken)
        {
            var top = behind?.PostedAt ?? Now;
            if (top - (from ?? _oldest) > Covers && Covers > TimeSpan.FromMinutes(1))
            {
                Clock.Advance(TimeSpan.FromMilliseconds(700));
                return Task.FromResult<IReadOnlyList<Candidate>?>(null);
            }
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            return Task.FromResult<IReadOnlyList<Candidate>?>([.. All.Where(c => IsBehind(c.Place, behind) && (from is null || c.Place.PostedAt >= from)).Take(limit)]);
        }

        public Task<DateTimeOffset> GetOldestAsync(CancellationToken cancellationToken) => Task.FromResult(All.Count > 0 ? All[^1].Place.PostedAt : _oldest);

        public Task<bool> IsIncompleteAsync(CancellationToken cancellationToken) => Task.FromResult(false);

        public Task<int> IndexAsync(CancellationToken cancellationToken) => Task.FromResult(0);

        static bool IsBehind(MessagePlace place, MessagePlace? behind) =>
            behind is null || (place.PostedAt, place.ConversationId, place.Seq).CompareTo((behind.PostedAt, behind.ConversationId, behind.Seq)) < 0;
    }
}

using System.Globalization;
using Messenger.Contracts;
using Messenger.Contracts.Search;
using Messenger.Domain.Messages;

namespace Messenger.Domain.Search;

/// <summary>What the index is asked for: everything but the exact look at the text.</summary>
/// <param name="Words">Words that the text must have.</param>
/// <param name="Filters">The request, of which only the filters count here.</param>
public sealed record SearchedFor(IReadOnlyCollection<WantedWord> Words, SearchMessages Filters);

/// <summary>A message that has the words; whether it has the terms is seen in its text.</summary>
public sealed record Candidate(MessagePlace Place, Guid SenderId, long? ThreadSeq, string Text);

/// <summary>The index of messages, as one user may see them.</summary>
public interface IMessageSearch
{
    /// <summary>The newest candidates behind a place, up to so many, of those that the reader may see; null if that takes too long.</summary>
    /// <param name="reader">Who searches.</param>
    /// <param name="wanted">For what.</param>
    /// <param name="behind">Behind which place; null for the newest of all.</param>
    /// <param name="from">Posted from this time on; null for any time.</param>
    /// <param name="limit">So many.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IReadOnlyList<Candidate>?> FindAsync(Guid reader, SearchedFor wanted, MessagePlace? behind, DateTimeOffset? from, int limit, CancellationToken cancellationToken);

    /// <summary>When the oldest message was posted; now, if there is none.</summary>
    Task<DateTimeOffset> GetOldestAsync(CancellationToken cancellationToken);

    /// <summary>Some messages have no words yet.</summary>
    Task<bool> IsIncompleteAsync(CancellationToken cancellationToken);

    /// <summary>Gives words to some of the messages that have none yet, and answers how many those were.</summary>
    Task<int> IndexAsync(CancellationToken cancellationToken);
}

/// <summary>Searches messages.</summary>
public sealed class MessageSearcher(IMessageSearch search, TimeProvider clock)
{
    /// <summary>UTF-16 code units of a query.</summary>
    public const int LongestQuery = 200;

    /// <summary>Hits of one page, at most.</summary>
    public const int MaxPage = 50;

    /// <summary>Of so many candidates the best are found: all of those that have a common word would take a second.</summary>
    const int Ranked = 200;

    /// <summary>Texts that are looked at for one page. A page that ends so is short, and says where to go on.</summary>
    const int MostLookedAt = 1_000;

    const int LookedAtOnce = 100;

    /// <summary>A page of what the caller may see and searches for.</summary>
    public async Task<Result<MessageHits>> SearchAsync(Guid caller, SearchMessages request, CancellationToken cancellationToken)
    {
        if (request.Limit is < 1 or > MaxPage || request.Before <= request.After || request.Text?.Length > LongestQuery) return ErrorCode.InvalidRequest;
        if (request.Text is { } text && !TextRules.IsClean(text)) return ErrorCode.TextInvalid;
        var query = SearchQuery.Parse(request.Text ?? "");
        var filtered = request is not { ConversationId: null, SenderId: null, Before: null, After: null, HasLink: false, HasFile: false, HasImage: false, MentionsMe: false };
        if (query.IsEmpty && (!filtered || !string.IsNullOrWhiteSpace(request.Text))) return ErrorCode.TextEmpty;

        var wanted = new SearchedFor(query.Words, request);
        var page = request.Order == SearchOrder.Best && !query.IsEmpty
            ? await FindBestAsync(caller, query, wanted, cancellationToken)
            : await FindNewestAsync(caller, query, wanted, cancellationToken);
        if (!page.IsOk(out var hits, out var refusal)) return refusal;
        return await search.IsIncompleteAsync(cancellationToken) ? hits with { Incomplete = true } : hits;
    }

    async Task<Result<MessageHits>> FindNewestAsync(Guid caller, SearchQuery query, SearchedFor wanted, CancellationToken cancellationToken)
    {
        MessagePlace? behind = null;
        if (wanted.Filters.Cursor is { } cursor && (behind = MessagePlace.Parse(cursor)) is null) return ErrorCode.InvalidRequest;
        var (hits, lookedAt, walk) = (new List<MessageHit>(), 0, new CandidateWalk(search, caller, wanted, behind, clock));
        while (true)
        {
            var candidates = await walk.NextAsync(lookedAt == 0 ? wanted.Filters.Limit + 1 : LookedAtOnce, cancellationToken);
            foreach (var candidate in candidates)
            {
                if (hits.Count == wanted.Filters.Limit) return new MessageHits { Hits = hits, Next = behind!.ToString() };
                if (Look(query, candidate) is { } seen) hits.Add(seen.ToHit());
                behind = candidate.Place;
            }
            lookedAt += candidates.Count;
            if (walk.IsOver) return new MessageHits { Hits = hits };
            if (walk.IsTired || lookedAt >= MostLookedAt) return new MessageHits { Hits = hits, Next = walk.Place!.ToString() };
        }
    }

    async Task<Result<MessageHits>> FindBestAsync(Guid caller, SearchQuery query, SearchedFor wanted, CancellationToken cancellationToken)
    {
        var before = 0;
        if (wanted.Filters.Cursor is { } cursor && !(int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before) && before <= Ranked)) return ErrorCode.InvalidRequest;
        var (candidates, walk) = (new List<Candidate>(), new CandidateWalk(search, caller, wanted, behind: null, clock));
        while (candidates.Count < Ranked && !walk.IsOver && !walk.IsTired) candidates.AddRange(await walk.NextAsync(Ranked - candidates.Count, cancellationToken));
        var ranked = candidates.Select(candidate => Look(query, candidate)).OfType<Seen>()
            .OrderByDescending(s => SearchQuery.Fit(s.Text, s.Matches)).ThenByDescending(s => s.Candidate.Place.PostedAt)
            .Skip(before).Take(wanted.Filters.Limit + 1).ToList();
        return new MessageHits
        {
            Hits = [.. ranked.Take(wanted.Filters.Limit).Select(s => s.ToHit())],
            Next = ranked.Count > wanted.Filters.Limit ? (before + wanted.Filters.Limit).ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    /// <summary>What of a candidate was searched for; null if it only has the words.</summary>
    static Seen? Look(SearchQuery query, Candidate candidate)
    {
        var text = new FoldedText(candidate.Text);
        if (query.IsEmpty) return new(candidate, text, []);
        return query.Find(text) is { Count: > 0 } matches ? new(candidate, text, matches) : null;
    }

    sealed record Seen(Candidate Candidate, FoldedText Text, IReadOnlyList<FoldedMatch> Matches)
    {
        public MessageHit ToHit() => new()
        {
            ConversationId = Candidate.Place.ConversationId,
            Seq = Candidate.Place.Seq,
            SenderId = Candidate.SenderId,
            PostedAt = Candidate.Place.PostedAt,
            ThreadSeq = Candidate.ThreadSeq,
            Excerpt = Excerpt.Of(Text, Matches),
        };
    }
}

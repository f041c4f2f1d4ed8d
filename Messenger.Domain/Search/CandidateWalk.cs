using Messenger.Domain.Messages;

namespace Messenger.Domain.Search;

/// <summary>
/// Goes through candidates from the newest on. At first it asks for all the time there is, which is quick for nearly all words. Where that takes too long, as for two words that are common each and
/// seldom together, it goes back in steps that double, or shrink when one takes too long, until there is enough or its time is over: then a page is short and says where to go on.
/// </summary>
sealed class CandidateWalk(IMessageSearch search, Guid caller, SearchedFor wanted, MessagePlace? behind, TimeProvider clock)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    static readonly TimeSpan FirstStep = TimeSpan.FromDays(4);
    static readonly TimeSpan ShortestStep = TimeSpan.FromMinutes(1);

    readonly long _begun = clock.GetTimestamp();

    /// <summary>Zero while all is asked for at once.</summary>
    TimeSpan _step;
    DateTimeOffset _oldest;

    /// <summary>Everything before it has been seen; null at the beginning.</summary>
    public MessagePlace? Place { get; private set; } = behind;

    /// <summary>There is nothing behind what was seen.</summary>
    public bool IsOver { get; private set; }

    /// <summary>There may be, and no more time for it.</summary>
    public bool IsTired { get; private set; }

    /// <summary>The next candidates, up to so many; fewer, or none, when it is over or tired.</summary>
    public async Task<IReadOnlyList<Candidate>> NextAsync(int limit, CancellationToken cancellationToken)
    {
        if (_step == TimeSpan.Zero)
        {
            if (await search.FindAsync(caller, wanted, Place, from: null, limit, cancellationToken) is { } found) return Take(found, limit, endOfStep: null);
            (_step, _oldest) = (FirstStep, await search.GetOldestAsync(cancellationToken));
            if (wanted.Filters.After is { } after && after > _oldest) _oldest = after;
        }
        var start = Place;
        while (true)
        {
            var top = Place?.PostedAt ?? wanted.Filters.Before ?? clock.GetUtcNow();
            var from = top - _oldest <= _step ? _oldest : top - _step;
            if (await search.FindAsync(caller, wanted, Place, from, limit, cancellationToken) is { } found)
            {
                if (found.Count < limit) _step += _step;
                if (Take(found, limit, from).Count > 0 || IsOver) return found;
            }
            else
            {
                // Whatever the shortest takes, it is waited for no longer than any other.
                _step = _step / 4 > ShortestStep ? _step / 4 : ShortestStep;
            }
            // Each page gets on by a step at least, or there would be no end of pages.
            if (Place == start || clock.GetElapsedTime(_begun) <= Patience) continue;
            IsTired = true;
            return [];
        }
    }

    IReadOnlyList<Candidate> Take(IReadOnlyList<Candidate> found, int limit, DateTimeOffset? endOfStep)
    {
        IsOver = found.Count < limit && (endOfStep is null || endOfStep <= _oldest);
        // What is behind this place was posted before the step began.
        if (found.Count == limit) Place = found[^1].Place;
        else if (endOfStep is { } end) Place = new(end, Guid.Empty, 0);
        return found;
    }
}

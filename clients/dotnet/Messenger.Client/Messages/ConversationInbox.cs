using Messenger.Contracts.Messages;

namespace Messenger.Client.Messages;

/// <summary>What a client has to do after a push.</summary>
public enum InboxState
{
    /// <summary>Nothing is missing.</summary>
    Whole,

    /// <summary>Something is missing since just now: wait a moment for stragglers, then look again.</summary>
    GapBegan,

    /// <summary>Something is still missing, as known before.</summary>
    GapOpen,
}

/// <summary>
/// Puts pushes of one conversation in order. A push that is too early waits here for those before it; who still misses something after
/// <see cref="PatienceAt"/> asks the server. It knows no clock and no chance: its owner does.
/// </summary>
/// <param name="log">Where the pushes end.</param>
public sealed class ConversationInbox(ConversationLog log)
{
    /// <summary>How long stragglers are waited for at least, and how much longer at most.</summary>
    static readonly (TimeSpan Least, TimeSpan Spread) Patience = (TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(700));

    /// <summary>Early pushes kept at most; a further one is let go, and catch-up brings what it held.</summary>
    public const int MaxEarly = 32;

    readonly List<ConversationChanges> _early = [];

    /// <summary>
    /// How long stragglers are waited for: not the same for all, since what was lost on its way to one was often lost on its way to all, and their
    /// questions at the same moment would hold up everybody's sends (decision 0016).
    /// </summary>
    /// <param name="chance">From 0 up to 1.</param>
    public static TimeSpan PatienceAt(double chance) => Patience.Least + chance * Patience.Spread;

    /// <summary>Early pushes were let go, or wait still.</summary>
    public bool HasGap { get; private set; }

    /// <summary>Takes a push.</summary>
    /// <param name="push">The push.</param>
    /// <param name="news">The rows that are new, in order.</param>
    public InboxState Take(ConversationChanges push, out IReadOnlyList<Message> news)
    {
        if (log.Apply(push, out news) == Merged.Gap)
        {
            if (_early.Count < MaxEarly) _early.Add(push);
            var before = HasGap;
            HasGap = true;
            return before ? InboxState.GapOpen : InboxState.GapBegan;
        }
        news = [.. news, .. Settle()];
        return HasGap ? InboxState.GapOpen : InboxState.Whole;
    }

    /// <summary>After a push or a catch-up: takes in those early pushes that fit now.</summary>
    /// <returns>The rows that are new, in order.</returns>
    public IReadOnlyList<Message> Settle()
    {
        var news = new List<Message>();
        _early.Sort((a, b) => a.After.CompareTo(b.After));
        while (_early.Count > 0 && log.Apply(_early[0], out var rows) != Merged.Gap)
        {
            news.AddRange(rows);
            _early.RemoveAt(0);
        }
        HasGap = _early.Count > 0;
        return news;
    }
}

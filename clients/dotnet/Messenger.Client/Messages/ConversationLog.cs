using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;

namespace Messenger.Client.Messages;

/// <summary>What became of changes that were handed to a log.</summary>
public enum Merged
{
    /// <summary>They are in.</summary>
    Applied,

    /// <summary>The log held them already.</summary>
    Known,

    /// <summary>Nothing was taken: the log is at a version below <see cref="ConversationChanges.After"/>.</summary>
    Gap,

    /// <summary>Nothing was taken: the held rows are to be dropped and the newest page to be loaded.</summary>
    TooFarBehind,
}

/// <summary>
/// One conversation as this device knows it. Pushes, catch-up and pages enter here, in any order and any number of times; of two copies of a
/// row the one with the higher version stays. Not safe for several threads.
/// </summary>
/// <param name="version">The version to begin at: 0, or a head's version when only what comes later matters.</param>
/// <param name="capacity">Rows kept at most; beyond it the oldest go.</param>
public sealed class ConversationLog(long version = 0, int capacity = 10_000)
{
    readonly SortedDictionary<long, Message> _rows = [];
    readonly Dictionary<Guid, Member> _members = [];

    /// <summary>Everything up to here is in, for the rows that are held.</summary>
    public long Version { get; private set; } = version;

    /// <summary>The conversation's title and settings, once a change brought them.</summary>
    public Conversation? Conversation { get; private set; }

    /// <summary>The held rows, by seq.</summary>
    public IReadOnlyCollection<Message> Messages => _rows.Values;

    /// <summary>The memberships that changes brought, those that ended too.</summary>
    public IReadOnlyCollection<Member> Members => _members.Values;

    /// <summary>Which seqs are held; a hole between two runs is known, not forgotten.</summary>
    public SeqRanges Held { get; } = new();

    /// <summary>Takes changes, pushed or fetched.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="news">The rows that are above the version so far and newer than those held, by seq.</param>
    public Merged Apply(ConversationChanges changes, out IReadOnlyList<Message> news)
    {
        news = [];
        if (changes.TooFarBehind) return Merged.TooFarBehind;
        if (changes.After > Version) return Merged.Gap;
        if (changes.Version <= Version) return Merged.Known;
        news = Take(changes.Messages.Where(row => row.Version > Version));
        foreach (var member in changes.Members)
        {
            if (!_members.TryGetValue(member.UserId, out var held) || held.Version < member.Version) _members[member.UserId] = member;
        }
        Conversation = changes.Conversation ?? Conversation;
        Version = changes.Version;
        return Merged.Applied;
    }

    /// <summary>Takes a page of history. It has no holes, but says nothing of the version.</summary>
    /// <returns>The rows that were new here or newer than those held, by seq.</returns>
    public IReadOnlyList<Message> Apply(MessagePage page)
    {
        if (page.Messages.Count > 0) Held.Add(page.Messages[0].Seq, page.Messages[^1].Seq);
        return Take(page.Messages);
    }

    /// <summary>Drops all rows and goes on from a version; the newest page comes next.</summary>
    public void Reset(long version)
    {
        DropRows();
        _members.Clear();
        Version = version;
    }

    /// <summary>Drops the rows and stays at the version.</summary>
    public void DropRows()
    {
        _rows.Clear();
        Held.Clear();
    }

    /// <summary>Drops the rows before a seq: retention removed them, or the user may not see them.</summary>
    public void DropBefore(long seq)
    {
        foreach (var gone in _rows.Keys.TakeWhile(s => s < seq).ToList()) _rows.Remove(gone);
        Held.DropBefore(seq);
    }

    List<Message> Take(IEnumerable<Message> rows)
    {
        var news = new List<Message>();
        foreach (var row in rows.OrderBy(r => r.Seq))
        {
            if (_rows.TryGetValue(row.Seq, out var held) && held.Version >= row.Version) continue;
            _rows[row.Seq] = row;
            Held.Add(row.Seq, row.Seq);
            news.Add(row);
        }
        Trim();
        return news;
    }

    void Trim()
    {
        if (_rows.Count <= capacity) return;
        DropBefore(_rows.Keys.ElementAt(_rows.Count - capacity));
    }
}

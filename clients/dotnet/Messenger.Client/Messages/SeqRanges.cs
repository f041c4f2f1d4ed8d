namespace Messenger.Client.Messages;

/// <summary>One run of seqs, both ends included.</summary>
public readonly record struct SeqRange(long First, long Last);

/// <summary>Which seqs of a conversation this device holds: runs that neither touch nor overlap, in order.</summary>
public sealed class SeqRanges
{
    readonly List<SeqRange> _runs = [];

    /// <summary>The runs.</summary>
    public IReadOnlyList<SeqRange> Runs => _runs;

    /// <summary>Whether a seq is held.</summary>
    public bool Contains(long seq) => _runs.Exists(r => r.First <= seq && seq <= r.Last);

    /// <summary>What is not held from one seq to another, both included.</summary>
    public IReadOnlyList<SeqRange> HolesIn(long first, long last)
    {
        var holes = new List<SeqRange>();
        foreach (var run in _runs)
        {
            if (run.First > last) break;
            if (first < run.First) holes.Add(new(first, run.First - 1));
            first = Math.Max(first, run.Last + 1);
        }
        if (first <= last) holes.Add(new(first, last));
        return holes;
    }

    /// <summary>Adds a run; what it touches becomes one with it.</summary>
    public void Add(long first, long last)
    {
        if (first > last) return;
        var joined = _runs.FindAll(r => r.First <= last + 1 && first <= r.Last + 1);
        _runs.RemoveAll(joined.Contains);
        joined.Add(new(first, last));
        var run = new SeqRange(joined.Min(r => r.First), joined.Max(r => r.Last));
        var place = _runs.FindIndex(r => r.First > run.Last);
        _runs.Insert(place < 0 ? _runs.Count : place, run);
    }

    /// <summary>Forgets everything before a seq.</summary>
    public void DropBefore(long seq)
    {
        _runs.RemoveAll(r => r.Last < seq);
        if (_runs.Count > 0 && _runs[0].First < seq) _runs[0] = new(seq, _runs[0].Last);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => _runs.Clear();
}

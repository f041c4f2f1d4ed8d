namespace Messenger.Faults.Measures.Neighbours;

/// <summary>How often what became of an abuse.</summary>
sealed class Tally
{
    readonly SortedDictionary<string, long> _counts = [];

    public IReadOnlyDictionary<string, long> Counts
    {
        get
        {
            lock (_counts) return new SortedDictionary<string, long>(_counts);
        }
    }

    public void Add(string what, long count = 1)
    {
        lock (_counts) _counts[what] = _counts.GetValueOrDefault(what) + count;
    }
}

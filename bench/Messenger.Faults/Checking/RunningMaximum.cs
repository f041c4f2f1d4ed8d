namespace Messenger.Faults.Checking;

/// <summary>The largest value up to a time.</summary>
sealed class RunningMaximum
{
    readonly List<long> _times = [];
    readonly List<long> _maxima = [];

    public RunningMaximum(IEnumerable<(long At, long Value)> values)
    {
        foreach (var (at, value) in values.OrderBy(v => v.At))
        {
            if (_maxima is [.., var last] && value <= last) continue;
            _times.Add(at);
            _maxima.Add(value);
        }
    }

    /// <summary>The largest value before a time; 0 if there is none.</summary>
    public long Before(long time)
    {
        var place = _times.BinarySearch(time);
        if (place < 0) place = ~place;
        return place == 0 ? 0 : _maxima[place - 1];
    }
}

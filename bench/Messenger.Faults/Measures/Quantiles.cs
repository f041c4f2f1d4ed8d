namespace Messenger.Faults.Measures;

/// <summary>The spread of some durations, in milliseconds.</summary>
sealed record Quantiles(int Count, double P50, double P99, double Longest)
{
    /// <summary>Of durations in microseconds, in any order.</summary>
    public static Quantiles Of(IEnumerable<long> microseconds)
    {
        var sorted = microseconds.Order().ToList();
        return sorted.Count == 0 ? new(0, 0, 0, 0) : new(sorted.Count, At(sorted, 0.50), At(sorted, 0.99), sorted[^1] / 1_000.0);
    }

    /// <summary>The middle one.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    static double At(List<long> sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Count) - 1] / 1_000.0;
}

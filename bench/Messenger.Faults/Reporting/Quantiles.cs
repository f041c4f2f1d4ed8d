namespace Messenger.Faults.Reporting;

static class Quantiles
{
    /// <summary>The value below which a part of them lies, of microseconds in any order; zero of none.</summary>
    public static TimeSpan Part(this IEnumerable<long> microseconds, double part)
    {
        long[] sorted = [.. microseconds.Order()];
        return sorted.Length == 0 ? TimeSpan.Zero : TimeSpan.FromMicroseconds(sorted[(int)(part * (sorted.Length - 1))]);
    }
}

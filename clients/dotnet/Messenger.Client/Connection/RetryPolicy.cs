namespace Messenger.Client.Connection;

/// <summary>
/// How long to wait before the next try: a random part of a ceiling that doubles from 1 s to 30 s (full jitter), for ever. Chance is handed in.
/// </summary>
public static class RetryPolicy
{
    /// <summary>The highest ceiling.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The wait before a try.</summary>
    /// <param name="failures">Failures in a row so far, from 1.</param>
    /// <param name="chance">From 0 up to, not including, 1.</param>
    public static TimeSpan WaitAfter(int failures, double chance)
    {
        var ceiling = Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Min(Math.Max(failures, 1), 16) - 1));
        return TimeSpan.FromSeconds(ceiling * chance);
    }
}

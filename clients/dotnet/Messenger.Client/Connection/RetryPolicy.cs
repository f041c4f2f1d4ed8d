using System.Net;

namespace Messenger.Client.Connection;

/// <summary>
/// How long to wait before the next try: a random part of a ceiling that doubles from 1 s to 10 s (full jitter), for ever; and never less than
/// the server asked for. Chance is handed in.
/// </summary>
public static class RetryPolicy
{
    /// <summary>The highest ceiling.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>The longest time that a server is believed: a proxy's mistake must not keep anybody out for a day.</summary>
    public static readonly TimeSpan LongestTold = TimeSpan.FromMinutes(5);

    /// <summary>The wait before a try.</summary>
    /// <param name="failures">Failures in a row so far, from 1.</param>
    /// <param name="chance">From 0 up to, not including, 1.</param>
    public static TimeSpan WaitAfter(int failures, double chance)
    {
        var ceiling = Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Min(Math.Max(failures, 1), 16) - 1));
        return TimeSpan.FromSeconds(ceiling * chance);
    }

    /// <summary>At most so much is waited on top of what a server asked for.</summary>
    static readonly TimeSpan LongestOnTop = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The wait before a try that the server told to come later: that, and a random time on top, so that all do not come at once. A server that answers knows
    /// better than the number of failures when it can be asked again.
    /// </summary>
    /// <param name="failures">Failures in a row so far, from 1.</param>
    /// <param name="chance">From 0 up to, not including, 1.</param>
    /// <param name="told">What the server asked for; zero for nothing.</param>
    public static TimeSpan WaitAfter(int failures, double chance, TimeSpan told) =>
        (told > LongestTold ? LongestTold : told) + (WaitAfter(failures, 1) is var onTop && onTop > LongestOnTop ? LongestOnTop : onTop) * chance;

    /// <summary>What <c>Retry-After</c> of a 429 or 503 asks for (RFC 9110, section 10.2.3); zero for nothing.</summary>
    public static TimeSpan Told(HttpResponseMessage response, DateTimeOffset now)
    {
        if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)) return TimeSpan.Zero;
        var told = response.Headers.RetryAfter switch
        {
            { Delta: { } time } => time,
            { Date: { } date } => date - now,
            _ => TimeSpan.Zero,
        };
        return told > TimeSpan.Zero ? told : TimeSpan.Zero;
    }
}

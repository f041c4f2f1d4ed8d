namespace Messenger.Faults.Proxy;

/// <summary>
/// What happens to the bytes of one direction of a link. Byte counts begin anew on each connection, and whenever other faults are set.
/// </summary>
public sealed record LaneFaults
{
    /// <summary>Bytes pass as they come.</summary>
    public static LaneFaults None { get; } = new();

    /// <summary>How long each byte is on its way, besides the time that it takes anyway.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Up to this much is added to the latency, by chance; bytes never overtake each other.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>
    /// The share of TCP segments that is lost, from 0 to 1, as programs see it: what was lost comes when TCP sends it again, after 200 ms and
    /// twice as long each further time, and what follows waits for it.
    /// </summary>
    public double LostSegments { get; init; }

    /// <summary>How many bytes pass in a second; 0 for as many as come.</summary>
    public int BytesPerSecond { get; init; }

    /// <summary>Bytes are taken and never delivered, as by a route that leads nowhere; the connection stays open, and ends with the fault.</summary>
    public bool Swallow { get; init; }

    /// <summary>Bytes wait until the fault ends, then go on. What waits is bounded, so the sender's window closes.</summary>
    public bool Hold { get; init; }

    /// <summary>The most bytes of one write; 0 for no limit.</summary>
    public int SliceSize { get; init; }

    /// <summary>So many bytes pass, and then bytes wait as by <see cref="Hold"/>.</summary>
    public long? StopAfter { get; init; }

    /// <summary>The share of messages of channels that is lost, from 0 to 1, on a link that knows Redis.</summary>
    public double LostMessages { get; init; }

    /// <summary>The lowest bit of the byte at this place, from 0, is changed.</summary>
    public long? CorruptAt { get; init; }
}

/// <summary>A direction of a link.</summary>
public enum Lane
{
    /// <summary>From whoever connected to the server behind the proxy.</summary>
    ToServer,

    /// <summary>From the server to whoever connected.</summary>
    ToClient,
}

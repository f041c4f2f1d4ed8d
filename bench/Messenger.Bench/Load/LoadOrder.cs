namespace Messenger.Bench.Load;

/// <summary>Who connects, where, and how.</summary>
/// <param name="Nodes">Nodes of the service; seats are dealt to them in turn.</param>
/// <param name="Path">The hub.</param>
/// <param name="Wire">Which protocol.</param>
/// <param name="Verb">What is called to say something.</param>
/// <param name="Seats">The connections.</param>
/// <param name="Syncs">Each asks for its conversations as soon as it is connected, as clients do.</param>
/// <param name="ConnectsAtOnce">Connections that are made at the same time.</param>
sealed record LoadOrder(IReadOnlyList<Uri> Nodes, string Path, WireKind Wire, SayVerb Verb, IReadOnlyList<Seat> Seats, bool Syncs, int ConnectsAtOnce = 20);

/// <summary>A connection of a user.</summary>
/// <param name="User">Whose.</param>
/// <param name="Token">What proves it.</param>
/// <param name="Room">Where he speaks.</param>
sealed record Seat(Guid User, string Token, Guid Room);

/// <summary>A protocol of SignalR's.</summary>
enum WireKind
{
    MessagePack,
    Json,
}

/// <summary>What is called to say something.</summary>
enum SayVerb
{
    /// <summary>The service's own, which answers with the message.</summary>
    Post,

    /// <summary>The bare hub's, whose argument is the bytes to be spread.</summary>
    Say,
}

/// <summary>What a round brought.</summary>
/// <param name="Seconds">How long it took.</param>
/// <param name="Acknowledged">Messages that were answered well.</param>
/// <param name="Refused">Messages that were not.</param>
/// <param name="Delivered">Messages that were received, counted at each connection.</param>
/// <param name="Bytes">What all connections received, as payload of WebSocket messages.</param>
/// <param name="AckMilliseconds">From a send until its answer: median and 99 of a hundred.</param>
/// <param name="ProcessorSeconds">What the generator itself took.</param>
sealed record Round(double Seconds, long Acknowledged, long Refused, long Delivered, long Bytes, Latency AckMilliseconds, double ProcessorSeconds);

/// <summary>Milliseconds: the middle one, 99 of a hundred, and the longest.</summary>
sealed record Latency(double Median, double Most99, double Longest)
{
    /// <summary>Of some times.</summary>
    public static Latency Of(IReadOnlyCollection<double> milliseconds)
    {
        if (milliseconds.Count == 0) return new(0, 0, 0);
        var sorted = milliseconds.Order().ToList();
        return new(sorted[sorted.Count / 2], sorted[(int)Math.Ceiling(0.99 * sorted.Count) - 1], sorted[^1]);
    }
}

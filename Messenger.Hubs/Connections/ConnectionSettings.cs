using System.ComponentModel.DataAnnotations;

namespace Messenger.Hubs.Connections;

/// <summary>The section <c>Connections</c> of the settings: what a node takes on.</summary>
public sealed class ConnectionSettings
{
    /// <summary>Open connections of one user on one node; each browser tab has its own.</summary>
    [Range(10, 10_000)]
    public int PerUser { get; init; } = 50;

    /// <summary>Open connections from one address on one node. A whole office may share one.</summary>
    [Range(10, 1_000_000)]
    public int PerAddress { get; init; } = 5_000;

    /// <summary>
    /// New connections that a node takes in a second, on average. After an outage everybody comes at once: the others are told when to come
    /// back.
    /// </summary>
    [Range(1, 100_000)]
    public int NewPerSecond { get; init; } = 200;

    /// <summary>New connections that may come at once before <see cref="NewPerSecond"/> counts.</summary>
    [Range(1, 1_000_000)]
    public int NewAtOnce { get; init; } = 400;

    /// <summary>Hub calls that one connection may make in a second, on average; above it they are refused with <c>rate_limited</c>.</summary>
    [Range(1, 100_000)]
    public int CallsPerSecond { get; init; } = 50;

    /// <summary>Hub calls that one connection may make at once before <see cref="CallsPerSecond"/> counts.</summary>
    [Range(1, 100_000)]
    public int CallsAtOnce { get; init; } = 500;

    /// <summary>
    /// Bytes that may wait for all connections that have fallen behind, together; beyond it whoever falls further behind is cut off.
    /// </summary>
    [Range(1_000_000, 100_000_000_000)]
    public long BacklogBytes { get; init; } = 256_000_000;

    /// <summary>
    /// How long a node that is told to stop waits for its clients to move to another one. Without Redis there is none, and it does not wait.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(15);
}

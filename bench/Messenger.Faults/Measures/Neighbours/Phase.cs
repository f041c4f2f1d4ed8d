using System.Collections.Concurrent;

namespace Messenger.Faults.Measures.Neighbours;

/// <summary>What is seen of the sends that begin in a phase; times are in microseconds.</summary>
sealed class Phase(int number)
{
    public int Expected;
    public int Failed;
    public int TurnedAway;

    public int Number => number;

    /// <summary>Sends without an answer yet, and when they began.</summary>
    public ConcurrentDictionary<Guid, long> UnderWay { get; } = new();

    public ConcurrentQueue<long> Acks { get; } = new();

    public ConcurrentQueue<long> Deliveries { get; } = new();

    public ConcurrentQueue<long> Connects { get; } = new();
}

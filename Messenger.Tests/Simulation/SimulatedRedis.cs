using Messenger.Domain;

namespace Messenger.Tests.Simulation;

/// <summary>Carries pushes from node to node, late, in any order, and not all of them.</summary>
sealed class SimulatedRedis(Random chance, SimulatedDatabase database, SimulatedClock clock, Bug bug)
{
    const int LossPercent = 8;

    readonly List<SimulatedNode> _nodes = [];
    long _downUntil;

    public void Join(SimulatedNode node) => _nodes.Add(node);

    public void Leave(SimulatedNode node) => _nodes.Remove(node);

    /// <summary>Redis is away for a while; afterwards everyone is told to catch up.</summary>
    public async Task BreakAsync()
    {
        _downUntil = clock.Now + 1_000 * chance.Next(1, 2_000);
        await Task.Delay(TimeSpan.FromMicroseconds(_downUntil - clock.Now), clock);
        if (bug == Bug.NeverResyncs) return;
        foreach (var node in _nodes) node.HintAll();
    }

    public void Publish(SimulatedNode from, Delivery delivery)
    {
        var isDown = clock.Now < _downUntil;
        foreach (var node in _nodes.ToList())
            // While Redis is away a node still serves its own connections.
            if (isDown ? node == from : chance.Next(100) >= LossPercent) _ = CarryAsync(node, delivery);
    }

    async Task CarryAsync(SimulatedNode node, Delivery delivery)
    {
        await database.PauseAsync(30);
        node.Take(delivery);
    }
}

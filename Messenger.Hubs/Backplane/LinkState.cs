namespace Messenger.Hubs.Backplane;

/// <summary>What the link to Redis is good for.</summary>
enum LinkState
{
    /// <summary>Nothing comes back: sends go to this node's own connections.</summary>
    Down,

    /// <summary>Redis is back, but does not hold all of this node's subscriptions yet: sends go both ways.</summary>
    Recovering,

    /// <summary>Sends go through Redis, to the connections of all nodes.</summary>
    Up,
}

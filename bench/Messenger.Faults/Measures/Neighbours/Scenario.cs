
namespace Messenger.Faults.Measures.Neighbours;

/// <summary>One abuse, and what of it the honest may notice.</summary>
/// <param name="Name">Its name.</param>
/// <param name="What">What it is.</param>
/// <param name="Bound">The highest ratio that is allowed.</param>
sealed record Scenario(string Name, string What, double Bound)
{
    /// <summary>The bound holds for the time to the acknowledgement.</summary>
    public bool BindsAcks { get; init; } = true;

    /// <summary>The bound holds for the time to the delivery.</summary>
    public bool BindsDeliveries { get; init; } = true;

    /// <summary>Long messages per second to the group of everybody, in both kinds of phases.</summary>
    public double LongRate { get; init; }

    /// <summary>How many times as long as others its phases are.</summary>
    public double Length { get; init; } = 1;

    /// <summary>How long it lasts before what it does is measured.</summary>
    public TimeSpan Settles { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long after its end the next phase waits.</summary>
    public TimeSpan Recovers { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>What is done to Redis in place of an abuser's work: how it begins and ends.</summary>
    public (Func<RedisServer, Task> Begin, Func<RedisServer, Task> End)? OnRedis { get; init; }

    /// <summary>When Redis is back, clients are told to catch up within five seconds.</summary>
    static TimeSpan CatchUp { get; } = TimeSpan.FromSeconds(8);

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("flood", "a client sends calls at full speed", 1.5),
        new("connections", "a user opens 1,000 connections", 1.5),
        new("reconnects", "a user connects and leaves in 8 loops", 1.5),
        new("members", "an owner adds and removes a member of the group of 200 in a loop", 1.5),
        new("nonsense", "8 clients speak nonsense and come back (F22)", 1.5),
        new("slowloris", "1,000 half requests (F23)", 1.5),
        new("stalled-1", "1 of 200 does not read (F12)", 1.2) { BindsAcks = false, LongRate = 6, Length = 1.5, Settles = TimeSpan.FromSeconds(3) },
        new("stalled-50", "50 of 200 do not read (F12)", 1.2) { BindsAcks = false, LongRate = 6, Length = 1.5, Settles = TimeSpan.FromSeconds(3) },
        new("redis-killed", "Redis is killed (F9)", 2) { BindsDeliveries = false, Settles = TimeSpan.Zero, Recovers = CatchUp, OnRedis = (redis => redis.Process.KillAsync(), redis => redis.StartAsync()) },
        new("redis-frozen", "Redis is frozen (F9)", 2) { BindsDeliveries = false, Settles = TimeSpan.Zero, Recovers = CatchUp, OnRedis = (redis => redis.Process.SignalAsync("STOP"), redis => redis.Process.SignalAsync("CONT")) },
    ];
}

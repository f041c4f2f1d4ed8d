using Messenger.Faults.Proxy;

namespace Messenger.Faults.Nemesis;

/// <summary>What happens to Redis and the links to it. Without Redis they hit nothing, and are not in the list.</summary>
static class RedisFaults
{
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(5); // sends need no Redis

    public static Fault Break(Surroundings s)
    {
        var redis = s.Cluster.Redis!;
        var node = s.AnyNode();
        return s.Chance.Next(6) switch
        {
            0 => Make("kill -9 of Redis", s.Seconds(5, 10), () => redis.Process.KillAsync(), redis.StartAsync),
            1 => Make("FLUSHALL of Redis", TimeSpan.FromSeconds(2), () => redis.CommandAsync("flushall")),
            2 => Make("SIGSTOP of Redis", s.Seconds(10, 30), () => redis.Process.SignalAsync("STOP"), () => redis.Process.SignalAsync("CONT")),
            3 => Make($"{node.Name} is cut off from Redis", s.Seconds(5, 15), () => CutAsync(node.Redis!), node.Redis!.HealAsync),
            4 => Make("CLIENT KILL TYPE pubsub", TimeSpan.FromSeconds(2), () => redis.CommandAsync("client", "kill", "type", "pubsub")),
            _ => Make("maxmemory of Redis is hit", TimeSpan.FromSeconds(5), () => redis.CommandAsync("config", "set", "maxmemory", "1mb"), () => redis.CommandAsync("config", "set", "maxmemory", "0")),
        };
    }

    /// <summary>News is lost again and again while people are removed and added.</summary>
    public static Fault LoseNews(Surroundings s) => new Fault
    {
        Name = "F25",
        Target = "subscriptions to Redis are killed again and again while members change",
        Lasts = s.Seconds(8, 15),
        LongestSilence = Silence,
    }.While(stop => LoseAsync(s, stop));

    static async Task LoseAsync(Surroundings s, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (s.Chance.Next(2) == 0) await s.Cluster.Redis!.CommandAsync("client", "kill", "type", "pubsub");
            else s.AnyNode().Redis!.Reset();
            await Task.WhenAny(Task.Delay(s.Chance.Next(100, 800), stop));
        }
    }

    static Task CutAsync(FaultProxy link)
    {
        link.Set(new LaneFaults { Swallow = true });
        return Task.CompletedTask;
    }

    static Fault Make(string target, TimeSpan lasts, Func<Task> begin, Func<Task>? end = null) =>
        new() { Name = "F9", Target = target, Lasts = lasts, LongestSilence = Silence, BeginAsync = begin, EndAsync = end ?? (() => Task.CompletedTask) };
}

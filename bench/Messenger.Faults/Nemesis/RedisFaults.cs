using Messenger.Faults.Deployment;
using Messenger.Faults.Proxy;

namespace Messenger.Faults.Nemesis;

/// <summary>What happens to Redis and the links to it. Without Redis they hit nothing, and are not in the list.</summary>
static class RedisFaults
{
    const double LostShare = 0.1;

    static readonly TimeSpan Silence = TimeSpan.FromSeconds(5); // sends need no Redis

    static readonly Dictionary<string, Func<Surroundings, Fault>> Kinds = new()
    {
        ["kill"] = s => Make("kill -9 of Redis", s.Seconds(5, 10), () => s.Cluster.Redis!.Process.KillAsync(), () => s.Cluster.Redis!.StartAsync()),
        ["flush"] = s => Make("FLUSHALL of Redis", TimeSpan.FromSeconds(2), () => s.Cluster.Redis!.CommandAsync("flushall")),
        ["stop"] = s => Make("SIGSTOP of Redis", s.Seconds(10, 30), () => s.Cluster.Redis!.Process.SignalAsync("STOP"), () => s.Cluster.Redis!.Process.SignalAsync("CONT")),
        ["cut"] = s => CutOff(s.AnyNode(), s.Seconds(5, 15)),
        ["unsubscribe"] = s => Make("CLIENT KILL TYPE pubsub", TimeSpan.FromSeconds(2), () => s.Cluster.Redis!.CommandAsync("client", "kill", "type", "pubsub")),
        ["flap"] = Flap,
        ["memory"] = s => Make("maxmemory of Redis is hit", TimeSpan.FromSeconds(5), () => s.Cluster.Redis!.CommandAsync("config", "set", "maxmemory", "1mb"), () => s.Cluster.Redis!.CommandAsync("config", "set", "maxmemory", "0")),
    };

    /// <summary>What can be asked for alone.</summary>
    public static IEnumerable<(string Name, Func<Surroundings, Fault> Make)> Each => Kinds.Select(k => ($"F9-{k.Key}", k.Value));

    public static Fault Break(Surroundings s) => Kinds.Values.ElementAt(s.Chance.Next(Kinds.Count))(s);

    /// <summary>A tenth of all that Redis tells is lost while people are removed and added, and no node can notice it.</summary>
    public static Fault LoseNews(Surroundings s) => new()
    {
        Name = "F25",
        Target = "a tenth of the messages from Redis is lost",
        Lasts = s.Seconds(8, 15),
        LongestSilence = Silence,
        BeginAsync = () =>
        {
            foreach (var node in s.Cluster.Nodes) node.Redis!.Set(Lane.ToClient, new() { LostMessages = LostShare });
            return Task.CompletedTask;
        },
        EndAsync = () => Task.WhenAll(s.Cluster.Nodes.Select(node => node.Redis!.HealAsync())),
    };

    static Fault Flap(Surroundings s) => Make("subscriptions to Redis are killed again and again", s.Seconds(8, 15), () => Task.CompletedTask).While(stop => LoseAsync(s, stop));

    static async Task LoseAsync(Surroundings s, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (s.Chance.Next(2) == 0) await s.Cluster.Redis!.CommandAsync("client", "kill", "type", "pubsub");
            else s.AnyNode().Redis!.Reset();
            await Task.WhenAny(Task.Delay(s.Chance.Next(100, 800), stop));
        }
    }

    static Fault CutOff(Node node, TimeSpan lasts) => Make(
        $"{node.Name} is cut off from Redis",
        lasts,
        () =>
        {
            node.Redis!.Set(new LaneFaults { Swallow = true });
            return Task.CompletedTask;
        },
        node.Redis!.HealAsync);

    static Fault Make(string target, TimeSpan lasts, Func<Task> begin, Func<Task>? end = null) =>
        new() { Name = "F9", Target = target, Lasts = lasts, LongestSilence = Silence, EndsInQuiet = true, BeginAsync = begin, EndAsync = end ?? (() => Task.CompletedTask) };
}

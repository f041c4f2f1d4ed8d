using System.Globalization;
using System.Text.Json;
using Messenger.Faults.Deployment;
using Messenger.Faults.Workload;

namespace Messenger.Faults.Measures.Soak;

/// <summary>Many connections come and go, with Redis, without it and while it hangs; nothing of them may be left.</summary>
static class SoakRun
{
    const int Users = 120; // more than are delivered to one by one, so that connections join groups too
    const int WarmUp = 5_000;
    static readonly TimeSpan LongestSettling = TimeSpan.FromSeconds(60);
    static readonly TimeSpan LongestExit = TimeSpan.FromSeconds(40);
    static readonly TimeSpan Calm = TimeSpan.FromSeconds(3);

    public static IReadOnlyDictionary<string, string> Defaults { get; } = new Dictionary<string, string>
    {
        ["--connections"] = "50000",
        ["--at-once"] = "300",
    };

    /// <summary>0 when nothing is left and memory is as before.</summary>
    public static async Task<int> RunAsync(Choices choices, Action<string> say)
    {
        var settings = choices.Cluster("soak", nodes: 1);
        var count = choices.Number("--connections");
        say("Starting a node, PostgreSQL and Redis …");
        await using var cluster = await Cluster.StartAsync(settings, new(settings.Seed));
        var (node, redis) = (cluster.Nodes[0], cluster.Redis!);
        var port = new Ports(new(settings.Seed + 1)).Next();
        await node.Process.SignalAsync("TERM");
        await node.Process.WaitAsync(LongestExit);
        await node.StartAsync(environment: Environment(port));
        await node.WaitUntilReadyAsync(LongestExit);
        var company = await Company.FoundAsync(cluster.Postgres, Users);
        say($"Signing in {Users} users …");
        var devices = await Devices.SignInAsync(company, cluster.Nodes, Users);
        await using var clients = await ClientProcess.StartAsync(["measure", "soak-clients"], "clients", settings.Folder, new SoakOrder(node.OwnAddress, choices.Number("--at-once"), devices));

        var stages = new List<Stage>();
        var report = new SoakReport(choices, stages);
        stages.Add(await StageAsync("warm-up", WarmUp));
        stages.Add(await StageAsync("with Redis", count));
        await redis.Process.KillAsync();
        stages.Add(await StageAsync("Redis killed, then back", count / 2, () => redis.StartAsync()));
        await redis.Process.SignalAsync("STOP");
        stages.Add(await StageAsync("Redis frozen, then back", count / 2, () => redis.Process.SignalAsync("CONT")));

        var text = report.Write();
        await File.WriteAllTextAsync(Path.Combine(settings.Folder, "report.md"), text);
        say(text);
        return report.IsGood ? 0 : 1;

        async Task<Stage> StageAsync(string name, int connections, Func<Task>? heal = null)
        {
            var came = JsonSerializer.Deserialize<Came>(await clients.TellAsync("cycle", connections.ToString(CultureInfo.InvariantCulture)))!;
            if (heal is not null) await heal();
            var stage = new Stage(name, came, await SettledAsync(port), await ChannelsAsync(redis));
            // The link to Redis may need some seconds to be what it was: what was left over from an outage is ended one after the other.
            for (var tries = 0; stages.Count > 0 && !report.IsGoodStage(stage) && tries < 20; tries++)
            {
                await Task.Delay(Calm);
                stage = stage with { Channels = await ChannelsAsync(redis), Gauged = await Gauged.AskAsync(port) };
            }
            say($"{name}: {came.Done} in {came.Seconds:0} s; left {stage.Gauged.Connections} connections, {stage.Gauged.Contexts} in memory, {stage.Channels} channels, heap {stage.Gauged.HeapBytes / 1e6:0.0} MB, RSS {stage.Gauged.ResidentBytes / 1e6:0} MB");
            return stage;
        }
    }

    /// <summary>What the node holds when its connections are gone, or when they should be.</summary>
    static async Task<Gauged> SettledAsync(int port)
    {
        using var patience = new CancellationTokenSource(LongestSettling);
        while (true)
        {
            await Task.Delay(Calm, CancellationToken.None);
            var gauged = await Gauged.AskAsync(port);
            if (gauged is { Connections: 0, Contexts: 0 } || patience.IsCancellationRequested) return gauged;
        }
    }

    static async Task<int> ChannelsAsync(RedisServer redis) =>
        (await Child.RunAsync(["redis-cli", "-p", redis.Port.ToString(CultureInfo.InvariantCulture), "pubsub", "channels", "*"])).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>Gauges, and none of the limits that would make this take hours.</summary>
    static Dictionary<string, string> Environment(int port) => new()
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(SoakRun).Assembly.Location,
        [NodeGauges.Variable] = port.ToString(CultureInfo.InvariantCulture),
        ["Connections__NewPerSecond"] = "100000",
        ["Connections__NewAtOnce"] = "100000",
        ["Connections__PerUser"] = "10000",
        ["Limits__Connect__PerSecond"] = "100000",
        ["Limits__Connect__AtOnce"] = "100000",
        ["Limits__Read__PerSecond"] = "100000",
        ["Limits__Read__AtOnce"] = "100000",
    };
}

/// <summary>A part of the run, and what was left after it.</summary>
sealed record Stage(string Name, Came Came, Gauged Gauged, int Channels);

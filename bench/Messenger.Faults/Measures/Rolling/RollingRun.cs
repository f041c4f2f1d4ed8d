using System.Text.Json;
using Messenger.Faults.Deployment;
using Messenger.Faults.Recording;
using Messenger.Faults.Workload;

namespace Messenger.Faults.Measures.Rolling;

/// <summary>Restarts all nodes, one after the other and several times, while everybody sends.</summary>
static class RollingRun
{
    static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);
    static readonly TimeSpan LongestExit = TimeSpan.FromSeconds(40);

    /// <summary>The load balancer asks every half second.</summary>
    static readonly TimeSpan UntilBalanced = TimeSpan.FromSeconds(1);

    public static IReadOnlyDictionary<string, string> Defaults { get; } = new Dictionary<string, string>
    {
        ["--clients"] = "500",
        ["--rate"] = "100",
        ["--rolls"] = "3",
        ["--nodes"] = "3",
        ["--processes"] = "2",
    };

    /// <summary>0 when no send failed, none is lost or doubled, and every node ended as it should.</summary>
    public static async Task<int> RunAsync(Choices choices, Action<string> say)
    {
        var settings = choices.Cluster("rolling", choices.Number("--nodes"));
        say($"Starting {settings.Nodes} nodes, PostgreSQL, Redis and HAProxy …");
        await using var cluster = await Cluster.StartAsync(settings, new(settings.Seed));
        var company = await Company.FoundAsync(cluster.Postgres, choices.Number("--clients"));
        say($"Signing in {company.Users.Count} users …");
        var devices = await Devices.SignInAsync(company, cluster.Nodes, company.Users.Count);

        var orders = devices.Chunk((devices.Count + choices.Number("--processes") - 1) / choices.Number("--processes"))
            .Select((some, i) => new RollingOrder(settings.Folder, $"clients-{i + 1}", cluster.Address, (double)choices.Number("--rate") * some.Length / devices.Count, some)).ToList();
        var clients = new List<ClientProcess>();
        try
        {
            foreach (var order in orders) clients.Add(await ClientProcess.StartAsync(["measure", "rolling-clients"], order.Name, settings.Folder, order));
            var begun = RunClock.Now;
            await Task.WhenAll(clients.Select(c => c.TellAsync("start")));
            await Task.Delay(Quiet);
            var turns = new List<Turn>();
            for (var roll = 1; roll <= choices.Number("--rolls"); roll++)
                foreach (var node in cluster.Nodes) turns.Add(await RestartAsync(node, roll, say));
            await Task.Delay(Quiet);
            await Task.WhenAll(clients.Select(c => c.TellAsync("stop")));

            var seen = new List<RollingSeen>();
            foreach (var order in orders) seen.Add(JsonSerializer.Deserialize<RollingSeen>(await File.ReadAllTextAsync(RollingClients.FileOf(order)))!);
            var stored = await StoredLog.ReadAsync(cluster.Postgres);
            var report = new RollingReport(choices, begun, turns, [.. seen.SelectMany(s => s.Sends)], [.. seen.SelectMany(s => s.Connects).Order()], stored);
            var text = report.Write();
            await File.WriteAllTextAsync(Path.Combine(settings.Folder, "report.md"), text);
            say(text);
            return report.IsGood ? 0 : 1;
        }
        finally
        {
            foreach (var client in clients) await client.DisposeAsync();
        }
    }

    static async Task<Turn> RestartAsync(Node node, int roll, Action<string> say)
    {
        var told = RunClock.Now;
        await node.Process.SignalAsync("TERM");
        int? code = await node.Process.WaitAsync(LongestExit) ? node.Process.ExitCode : null;
        var ended = RunClock.Now;
        await node.StartAsync();
        await node.WaitUntilReadyAsync(LongestExit);
        var turn = new Turn(roll, node.Name, told, ended, RunClock.Now, code);
        say($"Roll {roll}, {node.Name}: ended after {turn.Drain.TotalSeconds:0.0} s with {code}, ready again {TimeSpan.FromMicroseconds(turn.Ready - ended).TotalSeconds:0.0} s later.");
        await Task.Delay(UntilBalanced);
        return turn;
    }
}

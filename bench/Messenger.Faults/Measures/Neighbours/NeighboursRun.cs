using System.Text.Json;
using Messenger.Faults.Deployment;
using Messenger.Faults.Workload;

namespace Messenger.Faults.Measures.Neighbours;

/// <summary>What honest people notice of those who are not: phases without and with an abuse take turns.</summary>
static class NeighboursRun
{
    const int Users = 200;
    const int Honest = 150;
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    /// <summary>Rounds that do not count: the first time that an abuse is met, the runtime compiles what answers it, which a node in service has behind it.</summary>
    const int Practice = 1;

    public static IReadOnlyDictionary<string, string> Defaults { get; } = new Dictionary<string, string>
    {
        ["--rate"] = "60",
        ["--seconds"] = "6",
        ["--rounds"] = "5",
        ["--abuses"] = "all",
        ["--abuser"] = "idle",
    };

    /// <summary>0 when all ratios are within their bounds, 1 when one is beyond, 2 when the machine was too busy to tell.</summary>
    public static async Task<int> RunAsync(Choices choices, Action<string> say)
    {
        var settings = choices.Cluster("neighbours", nodes: 2);
        say("Starting 2 nodes, PostgreSQL and Redis …");
        await using var cluster = await Cluster.StartAsync(settings, new(settings.Seed));
        var company = await Company.FoundAsync(cluster.Postgres, Users);
        say($"Signing in {Users} users …");
        var devices = await Devices.SignInAsync(company, cluster.Nodes, Users);
        var nodes = cluster.Nodes.Select(n => n.OwnAddress).ToList();
        await using var crowd = await ClientProcess.StartAsync(["measure", "crowd"], "crowd", settings.Folder, new CrowdOrder(nodes, [.. devices.Take(Honest)], choices.Number("--rate")));
        // Of two processors the abuser's own work would take one away from the honest: it gets what nobody else wants.
        IReadOnlyList<string> wrapper = choices.Word("--abuser") == "idle" ? ["chrt", "--idle", "0"] : [];
        await using var abuser = await ClientProcess.StartAsync(["measure", "abuser"], "abuser", settings.Folder, new AbuseOrder(nodes, devices[0], devices[Honest - 1], [.. devices.Skip(Honest)]), wrapper);
        await Task.Delay(WarmUp);

        var findings = new List<Finding>();
        var report = new NeighboursReport(choices, findings, Users, Honest);
        foreach (var scenario in Scenario.All.Where(s => choices.Word("--abuses") == "all" || choices.Word("--abuses").Split(',').Contains(s.Name)))
        {
            var finding = new Finding(scenario);
            findings.Add(finding);
            for (var round = -Practice; round < choices.Number("--rounds"); round++)
            {
                var baseline = await MeasureAsync(scenario);
                await BeginAsync(scenario);
                await Task.Delay(scenario.Settles);
                var abuse = await MeasureAsync(scenario);
                var shed = await EndAsync(scenario);
                await Task.Delay(scenario.Recovers);
                if (round >= 0) finding.Add(baseline, abuse, shed);
            }
            say($"{scenario.Name}: acknowledgements {finding.AckRatio:0.00}, deliveries {finding.DeliveryRatio:0.00} times the baseline (bound {scenario.Bound})");
        }
        var text = report.Write();
        await File.WriteAllTextAsync(Path.Combine(settings.Folder, "report.md"), text);
        say(text);
        return findings.Exists(f => !f.IsValid) ? 2 : findings.TrueForAll(f => f.IsGood) ? 0 : 1;

        async Task<PhaseMeasured> MeasureAsync(Scenario scenario)
        {
            var before = Read();
            var order = new PhaseOrder(choices.Seconds("--seconds").TotalSeconds * scenario.Length, scenario.LongRate);
            var seen = JsonSerializer.Deserialize<PhaseSeen>(await crowd.TellAsync("measure", JsonSerializer.Serialize(order)))!;
            return new(seen, Read() - before);
        }

        Task BeginAsync(Scenario scenario) => scenario.OnRedis is { } redis ? redis.Begin(cluster.Redis!) : abuser.TellAsync("begin", scenario.Name);

        async Task<IReadOnlyDictionary<string, long>> EndAsync(Scenario scenario)
        {
            if (scenario.OnRedis is not { } redis) return JsonSerializer.Deserialize<Dictionary<string, long>>(await abuser.TellAsync("end"))!;
            await redis.End(cluster.Redis!);
            return new Dictionary<string, long>();
        }

        Cpu Read() => Cpu.Read(cluster.Nodes.Select(n => n.Process.Id), abuser.Id);
    }
}

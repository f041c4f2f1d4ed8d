using System.Globalization;
using System.Text;
using Messenger.Faults.Checking;
using Messenger.Faults.Checking.Events;
using Messenger.Faults.Nemesis;

namespace Messenger.Faults.Reporting;

/// <summary>What a run found, as Markdown.</summary>
sealed class Report(RunSettings settings, History history, Verdict verdict, IReadOnlyList<string> findings, IReadOnlyList<string> notes)
{
    const int NeighbouringFaults = 2;

    /// <summary>Of each invariant, in the summary: where only that is kept of a run, it is all there is to find the cause by.</summary>
    const int MostInSummary = 5;

    readonly StringBuilder _text = new();

    /// <summary>The end of it, for whoever watches.</summary>
    public string Summary() => string.Create(CultureInfo.InvariantCulture, $"""
        {verdict.Judgement}: {verdict.Acknowledged} messages acknowledged, {verdict.Unknown} with an unknown try ({verdict.Recovered} of them stored unseen), {verdict.Faults} faults, seed {settings.Seed}.
        {string.Join('\n', findings.Concat(verdict.Counts.SelectMany(c => verdict.Violations.Where(v => v.Invariant == c.Key).Take(MostInSummary).Select(v => v.What).Prepend($"{c.Key} was broken {c.Value} times, first:"))))}
        {Path.Combine(settings.Folder, "report.md")}
        """);

    /// <summary>The whole.</summary>
    public string Write()
    {
        Line($"# Faults, seed {settings.Seed}: {verdict.Judgement.ToString().ToLowerInvariant()}");
        Line($"");
        Line($"{settings.Nodes} node(s), {(settings.Redis ? "with" : "without")} Redis, {settings.Users} users, {settings.Rate} messages per second asked for, {(settings.Rounds > 0 ? $"each fault {settings.Rounds} time(s)" : $"faults for {settings.Duration.TotalMinutes:0.#} minutes")}.");
        Line($"");
        Operations();
        var faults = FaultSummary.Of(history);
        Kinds(faults);
        Faults(faults);
        Promises();
        Memory();
        CounterExamples();
        return _text.ToString();
    }

    void Operations()
    {
        Line($"| operation | ok | refused | unknown |");
        Line($"| --- | ---: | ---: | ---: |");
        Count("send (tries)", history.Of<Sent>().Select(s => s.Phase));
        Count("mark read", history.Of<Marked>().Select(s => s.Phase));
        Count("add, remove", history.Of<MemberChanged>().Select(s => s.Phase));
        Count("end a session", history.Of<Revoked>().Select(s => s.Phase));
        Line($"");
        Line($"{verdict.Acknowledged} messages acknowledged. Recorded as they came: {history.Of<Pushed>().Count} pushes, {history.Of<Fetched>().Count} answers with rows, {history.Of<Synced>().Count} syncs.");
        Line($"");
        var unknown = UnknownOutcomes.Of(history);
        Line($"| messages with a try of unknown outcome | {verdict.Unknown} |");
        Line($"| --- | ---: |");
        Line($"| a later try was acknowledged | {unknown.Told} |");
        Line($"| in the log, though nobody was told | {unknown.Stored} |");
        Line($"| not in the log | {unknown.Absent} |");
        Line($"");
    }

    void Count(string operation, IEnumerable<Phase> phases)
    {
        var counts = phases.CountBy(p => p).ToDictionary();
        Line($"| {operation} | {counts.GetValueOrDefault(Phase.Ok)} | {counts.GetValueOrDefault(Phase.Refused)} | {counts.GetValueOrDefault(Phase.Unknown)} |");
    }

    void Faults(IReadOnlyList<FaultSummary> all)
    {
        Line($"## Each fault");
        Line($"");
        Line($"Sends that were under way between the begin of a fault and the mark after it; the longest time without an acknowledgement; the time from that mark until all devices showed everything.");
        Line($"");
        Line($"| fault | what | lasted | ok | refused | unknown | available | p50 | p99 | silence | stated | converged |");
        Line($"| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var f in all) Fault(f);
        Line($"");
        foreach (var f in all.Where(f => f.Fault.Fault == ReconnectStorm.Name)) Line($"- {ReconnectStorm.Name}: meanwhile the p99 of the others' {f.Ok} sends was {f.Latencies.Part(0.99).TotalMilliseconds:0} ms (stated: 1000 ms).");
        foreach (var s in Spread.Of(history)) Line($"- F2, {s.Fault}: {s.Reconnects} connections came, {s.Mean:0.0} per second of the time told to the clients, at most {s.Most} in one second (stated: twice the mean).");
        var wanted = settings.Faults.Count > 0 ? settings.Faults : Catalogue.Names;
        foreach (var name in wanted.Where(n => Catalogue.WhyNot(n, settings) is not null)) Line($"- {name} was not done: {Catalogue.WhyNot(name, settings)}.");
        Line($"");
    }

    void Fault(FaultSummary f)
    {
        var all = Math.Max(1, f.Ok + f.Refused + f.Unknown);
        Line($"| {f.Fault.Fault} | {f.Fault.Target} | {f.Lasted.TotalSeconds:0.0} s | {f.Ok} | {f.Refused} | {f.Unknown} | {100.0 * f.Ok / all:0.0} % | {f.Latencies.Part(0.5).TotalMilliseconds:0} ms | {f.Latencies.Part(0.99).TotalMilliseconds:0} ms | {f.LongestSilence.TotalSeconds:0.0} s | {f.Fault.LongestSilence / 1_000_000.0:0} s | {(f.CatchUps.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"{f.CatchUps.Part(1).TotalSeconds:0.0} s") : "no")} |");
    }

    /// <summary>All faults of one kind together.</summary>
    void Kinds(IReadOnlyList<FaultSummary> all)
    {
        Line($"## Faults by kind");
        Line($"");
        Line($"Silence: the longest time without an acknowledgement, of each fault. Away: how long devices were without a connection that they had lost. Caught up: how long after the mark a device showed everything.");
        Line($"");
        Line($"| fault | times | silence, median | most | sends, p50 | p99 | away, p50 | p95 | caught up, p50 | p99 | most |");
        Line($"| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var kind in all.GroupBy(f => f.Fault.Fault).OrderBy(k => int.Parse(k.Key.Split('-')[0][1..], CultureInfo.InvariantCulture))) Kind(kind.Key, [.. kind]);
        Kind("all", all);
        Line($"");
    }

    void Kind(string name, IReadOnlyList<FaultSummary> some)
    {
        long[] silences = [.. some.Select(f => f.LongestSilence.Microseconds())], sends = [.. some.SelectMany(f => f.Latencies)];
        long[] absences = [.. some.SelectMany(f => f.Absences)], catchUps = [.. some.SelectMany(f => f.CatchUps)];
        Line($"| {name} | {some.Count} | {silences.Part(0.5).TotalSeconds:0.0} s | {silences.Part(1).TotalSeconds:0.0} s | {sends.Part(0.5).TotalMilliseconds:0} ms | {sends.Part(0.99).TotalMilliseconds:0} ms | {absences.Part(0.5).TotalSeconds:0.0} s | {absences.Part(0.95).TotalSeconds:0.0} s | {catchUps.Part(0.5).TotalSeconds:0.0} s | {catchUps.Part(0.99).TotalSeconds:0.0} s | {catchUps.Part(1).TotalSeconds:0.0} s |");
    }

    void Memory()
    {
        Line($"## Memory");
        Line($"");
        Line($"MiB of each node after a full collection at each mark: what is reachable, and what the process has. Judged is what all nodes reach together: a minute after healing and over the whole run it may be a fifth and {MemoryUse.SlackOfANode >> 20} MiB for each node above what it was.");
        Line($"");
        Line($"| | marks | live, first | last | most | resident, first | last | most | connections, most |");
        Line($"| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var node in history.Of<NodeMeasured>().GroupBy(m => m.Node).OrderBy(m => m.Key))
            Line($"| {node.Key} | {node.Count()} | {Size(node.First().Live)} | {Size(node.Last().Live)} | {Size(node.Max(m => m.Live))} | {Size(node.First().Resident)} | {Size(node.Last().Resident)} | {Size(node.Max(m => m.Resident))} | {node.Max(m => m.Connections)} |");
        if (MemoryUse.Totals(history) is [var first, ..] totals) Line($"| all | {totals.Count} | {Size(first.Live)} | {Size(totals[^1].Live)} | {Size(totals.Max(t => t.Live))} | | | | |");
        Line($"");
    }

    void Promises()
    {
        Line($"## Promises");
        Line($"");
        Line($"| | promise | broken |");
        Line($"| --- | --- | ---: |");
        foreach (var invariant in Checker.Invariants) Line($"| {invariant.Name} | {invariant.Promise} | {verdict.Counts.GetValueOrDefault(invariant.Name)} |");
        Line($"");
        foreach (var finding in findings) Line($"- **{finding}**");
        foreach (var note in notes) Line($"- {note}");
        Line($"");
    }

    void CounterExamples()
    {
        if (verdict.Violations.Count == 0) return;
        Line($"## Counter-examples");
        Line($"");
        Line($"Repeat the choices of this run with `bench/faults.sh --seed {settings.Seed}`. The times are seconds since the first event.");
        Line($"");
        var start = history.Events[0].At;
        var faults = new FaultTimes(history).All.OrderBy(t => t.From).ToList();
        foreach (var violation in verdict.Violations)
        {
            Line($"- **{violation.Invariant}** at {Seconds(violation.At, start)}: {violation.What}");
            foreach (var (from, until, fault) in faults.Where(t => t.From <= violation.At).TakeLast(NeighbouringFaults))
                Line($"  - {fault.Fault}, {fault.Target}: {Seconds(from, start)} to {Seconds(until, start)}");
        }
    }

    static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0}");

    static string Seconds(long at, long start) => at == 0 ? "the end" : string.Create(CultureInfo.InvariantCulture, $"{(at - start) / 1_000_000.0:0.000} s");

    void Line(FormattableString line) => _text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

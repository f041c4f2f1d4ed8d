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

    readonly StringBuilder _text = new();

    /// <summary>The end of it, for whoever watches.</summary>
    public string Summary() => string.Create(CultureInfo.InvariantCulture, $"""
        {verdict.Judgement}: {verdict.Acknowledged} messages acknowledged, {verdict.Unknown} with an unknown try ({verdict.Recovered} of them stored unseen), {verdict.Faults} faults, seed {settings.Seed}.
        {string.Join('\n', findings.Concat(verdict.Counts.Select(c => $"{c.Key} was broken {c.Value} times, first: {verdict.Violations.First(v => v.Invariant == c.Key).What}")))}
        {Path.Combine(settings.Folder, "report.md")}
        """);

    /// <summary>The whole.</summary>
    public string Write()
    {
        Line($"# Faults, seed {settings.Seed}: {verdict.Judgement.ToString().ToLowerInvariant()}");
        Line($"");
        Line($"{settings.Nodes} node(s), {(settings.Redis ? "with" : "without")} Redis, {settings.Users} users, {settings.Rate} messages per second asked for, faults for {settings.Duration.TotalMinutes:0.#} minutes.");
        Line($"");
        Operations();
        KindsOfFaults();
        Faults();
        Promises();
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
        var repeated = history.Messages.Count(m => m.WasUnknown && m.Acknowledgements.Count > 0);
        Line($"{verdict.Acknowledged} messages acknowledged. {verdict.Unknown} had a try of unknown outcome: {repeated} were repeated until they were acknowledged, {verdict.Recovered} are in the log though nobody was told, {verdict.Unknown - repeated - verdict.Recovered} are not in it. Recorded as they came: {history.Of<Pushed>().Count} pushes, {history.Of<Fetched>().Count} answers with rows, {history.Of<Synced>().Count} syncs.");
        Line($"");
    }

    void Count(string operation, IEnumerable<Phase> phases)
    {
        var counts = phases.CountBy(p => p).ToDictionary();
        Line($"| {operation} | {counts.GetValueOrDefault(Phase.Ok)} | {counts.GetValueOrDefault(Phase.Refused)} | {counts.GetValueOrDefault(Phase.Unknown)} |");
    }

    void KindsOfFaults()
    {
        Line($"## Kinds of faults");
        Line($"");
        Line($"The longest time without any acknowledgement, from the begin of a fault until all was healed, and how many sends were acknowledged of those under way meanwhile.");
        Line($"");
        Line($"| fault | times | silence, median | silence, longest | unknown | available |");
        Line($"| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var kind in FaultSummary.Of(history).GroupBy(f => f.Fault.Fault).OrderBy(k => int.Parse(k.Key[1..].Split('-')[0], CultureInfo.InvariantCulture)))
        {
            var silences = kind.Select(f => f.LongestSilence).Order().ToList();
            var (ok, all) = (kind.Sum(f => f.Ok), Math.Max(1, kind.Sum(f => f.Ok + f.Refused + f.Unknown)));
            Line($"| {kind.Key} | {silences.Count} | {silences[silences.Count / 2].TotalSeconds:0.0} s | {silences[^1].TotalSeconds:0.0} s | {kind.Sum(f => f.Unknown)} | {100.0 * ok / all:0.0} % |");
        }
        Line($"");
        var healed = history.Of<Healed>().ToDictionary(h => h.Mark, h => h.At);
        var times = history.Of<Converged>().Where(c => healed.ContainsKey(c.Mark)).Select(c => (c.At - healed[c.Mark]) / 1_000_000.0).Order().ToList();
        if (times.Count > 0)
            Line($"After {healed.Count} heals devices had caught up {times.Count} times: in {times[times.Count / 2]:0.0} s (median), {times[(int)(0.99 * (times.Count - 1))]:0.0} s (p99), {times[^1]:0.0} s (longest).");
        Line($"");
    }

    void Faults()
    {
        Line($"## Every fault");
        Line($"");
        Line($"Sends that were under way between the begin of a fault and the mark after it; the longest time without an acknowledgement; the time from that mark until all devices showed everything.");
        Line($"");
        Line($"| fault | what | lasted | ok | refused | unknown | available | p50 | p99 | silence | stated | converged |");
        Line($"| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var f in FaultSummary.Of(history))
        {
            var all = Math.Max(1, f.Ok + f.Refused + f.Unknown);
            Line($"| {f.Fault.Fault} | {f.Fault.Target} | {f.Lasted.TotalSeconds:0.0} s | {f.Ok} | {f.Refused} | {f.Unknown} | {100.0 * f.Ok / all:0.0} % | {f.Median.TotalMilliseconds:0} ms | {f.P99.TotalMilliseconds:0} ms | {f.LongestSilence.TotalSeconds:0.0} s | {f.Fault.LongestSilence / 1_000_000.0:0} s | {(f.Converged is { } c ? $"{c.TotalSeconds:0.0} s" : "no")} |");
        }
        Line($"");
        var wanted = settings.Faults.Count > 0 ? settings.Faults : Catalogue.Names;
        foreach (var name in wanted.Where(n => Catalogue.WhyNot(n, settings) is not null)) Line($"- {name} was not done: {Catalogue.WhyNot(name, settings)}.");
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

    static string Seconds(long at, long start) => at == 0 ? "the end" : string.Create(CultureInfo.InvariantCulture, $"{(at - start) / 1_000_000.0:0.000} s");

    void Line(FormattableString line) => _text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

using System.Globalization;
using System.Text;

namespace Messenger.Faults.Measures.Neighbours;

/// <summary>What the honest noticed, as Markdown.</summary>
sealed class NeighboursReport(Choices choices, IReadOnlyList<Finding> findings, int users, int honest)
{
    readonly StringBuilder _text = new();

    public string Write()
    {
        Line($"# Neighbours of abusers: {(findings.Any(f => !f.IsValid) ? "INVALID, the machine was busy" : findings.All(f => f.IsGood) ? "within the bounds" : "BEYOND A BOUND")}");
        Line($"");
        Line($"{honest} connections on 2 nodes with Redis post {choices.Word("--rate")} messages per second to groups of ten; of their group of {users}, {users - honest} are not connected. Each abuse: {choices.Word("--rounds")} rounds of a phase without and one with it, {choices.Word("--seconds")} s each (after one that does not count, in which the runtime compiles what answers the abuse; F12 half as long again, with 6 long messages per second to the group of {users}). A ratio is the median of the abuse's p99 by the median of the baselines' p99. The abuser's process runs {(choices.Word("--abuser") == "idle" ? "at idle priority (SCHED_IDLE)" : "at ordinary priority")}.");
        Line($"");
        Line($"| abuse | bound | ack p99 ms, without: with | ratio | delivery p99 ms, without: with | ratio | |");
        Line($"| --- | ---: | ---: | ---: | ---: | ---: | --- |");
        foreach (var f in findings)
            Line($"| {f.Scenario.What} | {f.Scenario.Bound:0.0} | {Median(f.Baselines, s => s.Acks.P99):0.0} : {Median(f.Abuses, s => s.Acks.P99):0.0} | {f.AckRatio:0.00}{(f.Scenario.BindsAcks ? "" : " (free)")} | {Median(f.Baselines, s => s.Deliveries.P99):0.0} : {Median(f.Abuses, s => s.Deliveries.P99):0.0} | {f.DeliveryRatio:0.00}{(f.Scenario.BindsDeliveries ? "" : " (free)")} | {f.Verdict} |");
        Line($"");
        Line($"Samples and their spread, and what else the honest met. Newcomers are honest connects, five a second.");
        Line($"");
        Line($"| abuse | phases | acks | deliveries of expected | failed | lowest : highest ack p99, without | with | newcomers' p99 ms, without: with | turned away, without: with |");
        Line($"| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var f in findings) Spread(f);
        Line($"");
        Line($"Processors, in percent of the machine: what was idle, what the nodes took, what the abuser took.");
        Line($"");
        Line($"| abuse | idle, without: with | nodes, without: with | abuser |");
        Line($"| --- | ---: | ---: | ---: |");
        foreach (var f in findings) Processors(f);
        Line($"");
        Line($"What became of the abusers, in all rounds together:");
        Line($"");
        foreach (var f in findings.Where(f => f.Shed.Count > 0)) Line($"- {f.Scenario.Name}: {string.Join(", ", f.Shed.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Value:#,0} {s.Key}")))}");
        return _text.ToString();
    }

    void Spread(Finding f)
    {
        var deliveries = f.Abuses.Sum(a => a.Seen.Deliveries.Count);
        Line($"| {f.Scenario.Name} | {f.Abuses.Count} + {f.Baselines.Count} | {f.Abuses.Sum(a => a.Seen.Acks.Count)} | {deliveries} ({100.0 * deliveries / Math.Max(1, f.Abuses.Sum(a => a.Seen.Expected)):0} %) | {f.Abuses.Sum(a => a.Seen.Failed)} | {f.Baselines.Min(b => b.Seen.Acks.P99):0.0} : {f.Baselines.Max(b => b.Seen.Acks.P99):0.0} | {f.Abuses.Min(b => b.Seen.Acks.P99):0.0} : {f.Abuses.Max(b => b.Seen.Acks.P99):0.0} | {Median(f.Baselines, s => s.Connects.P99):0} : {Median(f.Abuses, s => s.Connects.P99):0} | {f.Baselines.Sum(b => b.Seen.TurnedAway)} : {f.Abuses.Sum(a => a.Seen.TurnedAway)} of {f.Abuses.Sum(a => a.Seen.Connects.Count + a.Seen.TurnedAway)} |");
    }

    void Processors(Finding f)
    {
        var (without, with) = (f.Baselines.Select(b => b.Cpu).Aggregate((a, b) => a + b), f.Abuses.Select(a => a.Cpu).Aggregate((a, b) => a + b));
        Line($"| {f.Scenario.Name} | {without.Percent(without.Idle):0} : {with.Percent(with.Idle):0} | {without.Percent(without.Nodes):0} : {with.Percent(with.Nodes):0} | {with.Percent(with.Abuser):0} |");
    }

    static double Median(IEnumerable<PhaseMeasured> phases, Func<PhaseSeen, double> time) => Quantiles.Median(phases.Select(p => time(p.Seen)));

    void Line(FormattableString text) => _text.AppendLine(text.ToString(CultureInfo.InvariantCulture));
}

using System.Globalization;
using System.Text;

namespace Messenger.Faults.Measures.Rolling;

/// <summary>What a rolling restart cost, as Markdown.</summary>
sealed class RollingReport(Choices choices, long begun, IReadOnlyList<Turn> turns, IReadOnlyList<SendSeen> sends, IReadOnlyList<long> connects, StoredLog stored)
{
    const int Second = 1_000_000;
    const double SteepestPeak = 2;
    const int Countable = 100; // with fewer, chance alone makes a peak
    static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(25);

    readonly StringBuilder _text = new();

    IReadOnlyList<SendSeen> Failed { get; } = [.. sends.Where(IsFailed)];

    int Lost => sends.Count(s => IsLost(s, stored));

    /// <summary>Everything was within its bound.</summary>
    public bool IsGood => sends.Count > 0 && Failed.Count == 0 && Lost == 0 && stored.Doubled == 0 && turns.All(IsGoodTurn);

    public string Write()
    {
        Line($"# Rolling restart: {(IsGood ? "within its bounds" : "BEYOND ITS BOUNDS")}");
        Line($"");
        Line($"{choices.Word("--rolls")} rolls of {choices.Word("--nodes")} nodes behind HAProxy under {choices.Word("--clients")} clients of the .NET client library in {choices.Word("--processes")} processes, who all send in turn, {choices.Word("--rate")} messages per second together, in groups of ten.");
        Line($"");
        Line($"| part | sends | failed | lost | p50 ms | p99 ms | longest ms |");
        Line($"| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        Part("before", begun, turns[0].Told);
        foreach (var roll in turns.GroupBy(t => t.Roll))
            Part($"roll {roll.Key}", roll.First().Told, turns.FirstOrDefault(t => t.Roll > roll.Key)?.Told ?? roll.Last().Ready);
        Part("after", turns[^1].Ready, long.MaxValue);
        Part("all", begun, long.MaxValue);
        Line($"");
        Line($"Failed: the user was told so, or waited for a minute in vain; must be 0. Lost: acknowledged and not in the log at that place; must be 0. In the log twice: {stored.Doubled}; must be 0. {stored.Count} messages are in the log.");
        Line($"");
        Line($"| roll | node | drain s | exit code | ready after s | came back | peak per s | mean per s | peak / mean |");
        Line($"| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var turn in turns) Write(turn);
        Line($"");
        Line($"Bounds: a drain shorter than {LongestDrain.TotalSeconds:0} s, exit code 0, a peak of at most {SteepestPeak:0} times the mean where at least {Countable} came back. The mean is over the time from the signal to the last one who came back.");
        foreach (var failure in Failed.Take(20)) Line($"\nFailed {(failure.Begun - begun) / 1e6:0.0} s after the start: {failure.Failure}");
        return _text.ToString();
    }

    void Part(string name, long from, long to)
    {
        var some = sends.Where(s => s.Begun >= from && s.Begun < to).ToList();
        var times = Quantiles.Of(some.Where(s => s.Seq > 0).Select(s => s.Ended - s.Begun));
        Line($"| {name} | {some.Count} | {some.Count(IsFailed)} | {some.Count(s => IsLost(s, stored))} | {times.P50:0.0} | {times.P99:0.0} | {times.Longest:0} |");
    }

    void Write(Turn turn)
    {
        var (count, peak, mean) = ComingBack(turn);
        Line($"| {turn.Roll} | {turn.Node} | {turn.Drain.TotalSeconds:0.0} | {turn.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "none"} | {(turn.Ready - turn.Ended) / 1e6:0.0} | {count} | {peak} | {mean:0.0} | {(count == 0 ? 0 : peak / mean):0.0} |");
    }

    bool IsGoodTurn(Turn turn)
    {
        var (count, peak, mean) = ComingBack(turn);
        return turn.ExitCode == 0 && turn.Drain < LongestDrain && (count < Countable || peak <= SteepestPeak * mean);
    }

    (int Count, int Peak, double Mean) ComingBack(Turn turn)
    {
        var came = connects.Where(c => c >= turn.Told && c < turn.Ready).ToList();
        if (came.Count == 0) return (0, 0, 0);
        return (came.Count, came.GroupBy(c => (c - turn.Told) / Second).Max(s => s.Count()), came.Count / Math.Max(1.0, (came[^1] - turn.Told) / (double)Second));
    }

    void Line(FormattableString text) => _text.AppendLine(text.ToString(CultureInfo.InvariantCulture));

    static bool IsFailed(SendSeen send) => send.Seq == 0;

    static bool IsLost(SendSeen send, StoredLog stored) => send.Seq > 0 && !stored.Has(send.Id, send.Conversation, send.Seq);
}

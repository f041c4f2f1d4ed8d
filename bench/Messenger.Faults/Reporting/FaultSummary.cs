using Messenger.Faults.Checking;
using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Reporting;

/// <summary>What clients noticed of a fault, from its begin until all was healed.</summary>
sealed record FaultSummary
{
    public required FaultDone Fault { get; init; }

    public required TimeSpan Lasted { get; init; }

    public required int Ok { get; init; }

    public required int Refused { get; init; }

    public required int Unknown { get; init; }

    /// <summary>Of acknowledged tries.</summary>
    public required TimeSpan Median { get; init; }

    public required TimeSpan P99 { get; init; }

    public required TimeSpan LongestSilence { get; init; }

    /// <summary>From the mark after it until all devices showed everything.</summary>
    public TimeSpan? Converged { get; init; }

    public static IReadOnlyList<FaultSummary> Of(History history)
    {
        var begun = history.Of<Sent>().Where(s => s.Phase == Phase.Invoke).GroupBy(Key).ToDictionary(s => s.Key, s => s.First().At);
        var ended = history.Of<Sent>().Where(s => s.Phase != Phase.Invoke).ToList();
        var answered = ended.Where(s => s.Phase == Phase.Ok).Select(s => s.At).ToList();
        var marks = history.Of<Healed>();
        var converged = history.Of<Converged>().GroupBy(c => c.Mark).ToDictionary(c => c.Key, c => c.Max(e => e.At));
        return [.. new FaultTimes(history).All.OrderBy(t => t.From).Select(t =>
        {
            var mark = marks.FirstOrDefault(m => m.At >= t.Until);
            var until = mark?.At ?? t.Until;
            var during = ended.Where(s => s.At >= t.From && begun.TryGetValue(Key(s), out var at) && at <= until).ToList();
            var latencies = during.Where(s => s.Phase == Phase.Ok).Select(s => s.At - begun[Key(s)]).Order().ToList();
            return new FaultSummary
            {
                Fault = t.Fault,
                Lasted = Time(t.Until - t.From),
                Ok = latencies.Count,
                Refused = during.Count(s => s.Phase == Phase.Refused),
                Unknown = during.Count(s => s.Phase == Phase.Unknown),
                Median = Part(latencies, 0.5),
                P99 = Part(latencies, 0.99),
                LongestSilence = Time(Checking.Invariants.Availability.LongestSilence(history, answered, t.From, until)),
                Converged = mark is not null && converged.TryGetValue(mark.Mark, out var last) ? Time(last - mark.At) : null,
            };
        })];
    }

    static (string, Guid, int) Key(Sent sent) => (sent.Device, sent.MessageId, sent.Attempt);

    static TimeSpan Part(List<long> sorted, double part) => sorted.Count == 0 ? TimeSpan.Zero : Time(sorted[(int)(part * (sorted.Count - 1))]);

    static TimeSpan Time(long microseconds) => TimeSpan.FromMicroseconds(microseconds);
}

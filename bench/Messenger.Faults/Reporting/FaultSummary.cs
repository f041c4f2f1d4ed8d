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

    /// <summary>Microseconds that acknowledged tries took.</summary>
    public required IReadOnlyList<long> Latencies { get; init; }

    public required TimeSpan LongestSilence { get; init; }

    /// <summary>Microseconds from the mark after it until a device showed everything, for each device.</summary>
    public required IReadOnlyList<long> CatchUps { get; init; }

    /// <summary>Microseconds that a device was without a connection which it lost, for each loss.</summary>
    public required IReadOnlyList<long> Absences { get; init; }

    public static IReadOnlyList<FaultSummary> Of(History history)
    {
        var begun = history.Of<Sent>().Where(s => s.Phase == Phase.Invoke).GroupBy(Key).ToDictionary(s => s.Key, s => s.First().At);
        var ended = history.Of<Sent>().Where(s => s.Phase != Phase.Invoke).ToList();
        var answered = ended.Where(s => s.Phase == Phase.Ok).Select(s => s.At).ToList();
        var marks = history.Of<Healed>();
        var converged = history.Of<Converged>().GroupBy(c => c.Mark).ToDictionary(c => c.Key, c => c.ToList());
        var links = history.Of<LinkChanged>().GroupBy(l => l.Device).Select(l => l.ToList()).ToList();
        return [.. new FaultTimes(history).All.OrderBy(t => t.From).Select(t =>
        {
            var mark = marks.FirstOrDefault(m => m.At >= t.Until);
            var until = mark?.At ?? t.Until;
            var during = ended.Where(s => s.At >= t.From && begun.TryGetValue(Key(s), out var at) && at <= until).ToList();
            var latencies = during.Where(s => s.Phase == Phase.Ok).Select(s => s.At - begun[Key(s)]).ToList();
            return new FaultSummary
            {
                Fault = t.Fault,
                Lasted = Time(t.Until - t.From),
                Ok = latencies.Count,
                Refused = during.Count(s => s.Phase == Phase.Refused),
                Unknown = during.Count(s => s.Phase == Phase.Unknown),
                Latencies = latencies,
                LongestSilence = Time(Checking.Invariants.Availability.LongestSilence(history, answered, t.From, until)),
                CatchUps = mark is not null && converged.TryGetValue(mark.Mark, out var shown) ? [.. shown.Select(c => c.At - mark.At)] : [],
                Absences = [.. links.SelectMany(device => Losses(device, t.From, until))],
            };
        })];
    }

    static (string, Guid, int) Key(Sent sent) => (sent.Device, sent.MessageId, sent.Attempt);

    static IEnumerable<long> Losses(List<LinkChanged> device, long from, long until)
    {
        for (var i = 0; i + 1 < device.Count; i++)
        {
            if (!device[i].IsUp && device[i + 1].IsUp && device[i].At >= from && device[i].At <= until) yield return device[i + 1].At - device[i].At;
        }
    }

    static TimeSpan Time(long microseconds) => TimeSpan.FromMicroseconds(microseconds);
}

using Messenger.Faults.Checking;
using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Reporting;

/// <summary>How evenly clients came back that a draining node had told to move.</summary>
/// <param name="Fault">The drain.</param>
/// <param name="Reconnects">Connections of devices since it began.</param>
/// <param name="Mean">Of them, per second of the time that the clients were told to spread over.</param>
/// <param name="Most">Of them, in one second.</param>
sealed record Spread(string Fault, int Reconnects, double Mean, int Most)
{
    /// <summary>Two thirds of the default of <c>Connections:DrainTime</c>.</summary>
    static readonly TimeSpan Told = TimeSpan.FromSeconds(10);

    public static IEnumerable<Spread> Of(History history)
    {
        foreach (var (from, until, fault) in new FaultTimes(history).All.Where(t => t.Fault.Fault == "F2"))
        {
            var up = history.Of<LinkChanged>().Where(l => l.IsUp && l.At >= from && l.At <= until).Select(l => (l.At - from) / 1_000_000).ToList();
            if (up.Count > 0) yield return new(fault.Target, up.Count, up.Count / Told.TotalSeconds, up.CountBy(second => second).Max(s => s.Value));
        }
    }
}

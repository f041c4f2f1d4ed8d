using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Checking.Invariants;

sealed class Revocation : IInvariant
{
    public string Name => "I9";

    public string Promise => "An ended session is dead within the time set for it.";

    public IEnumerable<Violation> Check(History history)
    {
        var faults = new FaultTimes(history);
        var ends = new Dictionary<Guid, long>();
        foreach (var revoked in history.Of<Revoked>().Where(r => r.Phase == Phase.Ok))
        {
            var quiet = faults.IsQuiet(revoked.At, revoked.At + history.Limits.Revocation.Microseconds(), history.Limits.RevocationInFaults);
            var limit = (quiet ? history.Limits.Revocation : history.Limits.RevocationInFaults) + history.Limits.Slack;
            ends.TryAdd(revoked.Ended, revoked.At + limit.Microseconds());
        }
        foreach (var e in history.Events.Where(e => e.Session != Guid.Empty && ends.TryGetValue(e.Session, out var end) && e.At > end))
        {
            if (e is Pushed or ReadPushed or Fetched or Synced or Sent { Phase: Phase.Ok } or Marked { Phase: Phase.Ok })
                yield return new(Name, $"Device {e.Device} was still served ({e.GetType().Name}) {(e.At - ends[e.Session]) / 1_000} ms after its session had to be dead.", e.At);
        }
    }
}

using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Checking.Invariants;

sealed class SilentGap : IInvariant
{
    public string Name => "I7";

    public string Promise => "No device skips a row without knowing it, and no sync leaves out what was committed before it.";

    public IEnumerable<Violation> Check(History history) => [.. Views(history), .. Pages(history), .. Syncs(history)];

    IEnumerable<Violation> Views(History history)
    {
        foreach (var view in history.Of<Viewed>())
        {
            var last = view.Final || view.Rows.Count == 0 ? view.Base : view.Rows[0].Seq - 1;
            foreach (var row in view.Rows)
            {
                if (row.Seq > last + 1) yield return new(Name, $"Device {view.Device} shows seq {row.Seq} of {view.Conversation} next to seq {last}.", view.At);
                last = row.Seq;
            }
        }
    }

    IEnumerable<Violation> Pages(History history) =>
        history.Of<Fetched>().Where(f => f.IsPage)
            .Where(page => page.Rows.Zip(page.Rows.Skip(1)).Any(p => p.Second.Seq > p.First.Seq + 1))
            .Select(page => new Violation(Name, $"Device {page.Device} got a page of {page.Conversation} with a hole.", page.At));

    /// <summary>After a sync, a device knows of each of its conversations what was acknowledged before it asked.</summary>
    IEnumerable<Violation> Syncs(History history)
    {
        var acknowledged = history.Of<Sent>().Where(s => s.Phase == Phase.Ok).GroupBy(s => s.Conversation).ToDictionary(s => s.Key, s => new RunningMaximum(s.Select(a => (a.At, a.Version))));
        foreach (var device in history.Of<Synced>().GroupBy(s => s.Device))
        {
            var known = new Dictionary<Guid, long>();
            foreach (var sync in device)
            {
                if (sync.Full) known.Clear();
                foreach (var head in sync.Heads) known[head.Conversation] = Math.Max(known.GetValueOrDefault(head.Conversation), head.Version);
                foreach (var (conversation, version) in known)
                {
                    if (history.Members.Changes(conversation, sync.User) || !acknowledged.TryGetValue(conversation, out var maximum)) continue;
                    if (maximum.Before(sync.Invoked) is var floor && floor > version)
                        yield return new(Name, $"Device {device.Key} was not told by a sync that {conversation} is at version {floor}; it knows {version}.", sync.At);
                }
            }
        }
    }
}

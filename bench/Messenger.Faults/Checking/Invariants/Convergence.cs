using System.Globalization;
using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Checking.Invariants;

sealed class Convergence : IInvariant
{
    public string Name => "I11";

    public string Promise => "When the faults are over, every device and every node shows the log, within the time set for it.";

    public IEnumerable<Violation> Check(History history) => [.. Late(history), .. Different(history)];

    IEnumerable<Violation> Late(History history)
    {
        var converged = history.Of<Converged>().ToLookup(c => c.Mark);
        var devices = history.Of<Viewed>().Where(v => v.Final).Select(v => v.Device).ToHashSet();
        var limit = history.Limits.Convergence + history.Limits.Slack;
        var links = history.Of<LinkChanged>().ToLookup(l => l.Device);
        foreach (var mark in history.Of<Healed>())
        {
            var times = converged[mark.Mark].GroupBy(c => c.Device).ToDictionary(c => c.Key, c => c.Min(e => e.At));
            foreach (var device in devices)
            {
                if (!times.TryGetValue(device, out var at)) yield return new(Name, $"Device {device} never showed all that was in the log at mark {mark.Mark}{Link(links[device], mark.At)}.", mark.At);
                else if (at > mark.At + limit.Microseconds()) yield return new(Name, $"Device {device} took {(at - mark.At) / 1_000} ms to show all that was in the log at mark {mark.Mark}{Link(links[device], mark.At)}.", at);
            }
        }
    }

    IEnumerable<Violation> Different(History history)
    {
        foreach (var view in history.Of<Viewed>().Where(v => v.Final && !history.Members.Changes(v.Conversation, v.User)))
        {
            if (!Same(view.Rows, history.Log.Rows(view.Conversation).Skip((int)view.Base)))
                yield return new(Name, $"Device {view.Device} does not show what is in the log of {view.Conversation}: {view.Rows.Count} rows after seq {view.Base}, up to {(view.Rows is [.., var last] ? last.Seq : view.Base)}; the log goes to {history.Log.Head(view.Conversation)}.", view.At);
        }
        foreach (var log in history.Of<FinalLog>().Where(l => l.Source is not (History.Sql or History.AfterCrash)))
        {
            if (!Same(log.Rows, history.Log.Rows(log.Conversation)))
                yield return new(Name, $"{log.Source} does not answer with what is in the log of {log.Conversation}.", log.At);
        }
    }

    /// <summary>A device that is away cannot show anything, which is another fault than one that is not told.</summary>
    static string Link(IEnumerable<LinkChanged> changes, long mark)
    {
        var (before, after) = (changes.LastOrDefault(c => c.At <= mark), changes.Where(c => c.At > mark).ToList());
        var then = before is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; {(before.IsUp ? "connected" : "away")} since {(mark - before.At) / 1_000} ms before it");
        return after.Count == 0 ? then : string.Create(CultureInfo.InvariantCulture, $"{then}, {(after[0].IsUp ? "connected" : "away")} {(after[0].At - mark) / 1_000} ms after it");
    }

    static bool Same(IEnumerable<Row> shown, IEnumerable<Row> log) => shown.Select(Identity).SequenceEqual(log.Select(Identity));

    static (long, long, Guid, ulong) Identity(Row row) => (row.Seq, row.Version, row.MessageId, row.Hash);
}

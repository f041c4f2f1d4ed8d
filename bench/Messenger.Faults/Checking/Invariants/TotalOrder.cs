using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Checking.Invariants;

sealed class TotalOrder : IInvariant
{
    public string Name => "I3";

    public string Promise => "All see one order: no seq ever has two contents, and rows are told by seq.";

    public IEnumerable<Violation> Check(History history)
    {
        var older = new Dictionary<(Guid, long, long), Row>();
        foreach (var (e, conversation, rows) in history.SeenLists())
        {
            var last = 0L;
            foreach (var row in rows)
            {
                if (row.Seq <= last) yield return new(Name, $"{Who(e)} was told seq {row.Seq} of {conversation} after seq {last}.", e.At);
                last = row.Seq;
                if (history.Log.Find(conversation, row.Seq) is not { } final) continue;
                if (final.MessageId != row.MessageId || final.Sender != row.Sender)
                    yield return new(Name, $"{Who(e)} saw message {row.MessageId} at seq {row.Seq} of {conversation}, where the log holds {final.MessageId}.", e.At);
                else if (Other(final, row, older, conversation))
                    yield return new(Name, $"{Who(e)} saw seq {row.Seq} of {conversation} at version {row.Version} with another content than others.", e.At);
            }
        }
    }

    /// <summary>Versions before the last one are compared among those who saw them.</summary>
    static bool Other(Row final, Row seen, Dictionary<(Guid, long, long), Row> older, Guid conversation)
    {
        if (seen.Version == final.Version) return seen.Hash != final.Hash || seen.State != final.State;
        var key = (conversation, seen.Seq, seen.Version);
        if (older.TryAdd(key, seen)) return false;
        return older[key].Hash != seen.Hash || older[key].State != seen.State;
    }

    static string Who(HistoryEvent e) => e is FinalLog { Source: var source } ? source : $"Device {e.Device}";
}

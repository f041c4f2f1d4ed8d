using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Checking.Invariants;

sealed class ReadCursors : IInvariant
{
    const int MostUnread = 100;

    public string Name => "I10";

    public string Promise => "A read cursor only moves forward, to the largest seq acknowledged, and unread is what lies behind it.";

    public IEnumerable<Violation> Check(History history) => [.. Backwards(history), .. Heads(history)];

    IEnumerable<Violation> Backwards(History history)
    {
        foreach (var cursor in history.Of<Marked>().GroupBy(m => (m.Conversation, m.User)))
        {
            var acknowledged = new RunningMaximum(cursor.Where(m => m.Phase == Phase.Ok).Select(m => (m.At, m.Seq)));
            var begun = new Dictionary<string, long>();
            foreach (var mark in cursor)
            {
                if (mark.Phase == Phase.Invoke) begun[mark.Device] = mark.At;
                else if (mark.Phase == Phase.Ok && begun.TryGetValue(mark.Device, out var at) && mark.Seq < acknowledged.Before(at))
                    yield return new(Name, $"The cursor of {mark.User} in {mark.Conversation} was {acknowledged.Before(at)} and then {mark.Seq}.", mark.At);
            }
        }
    }

    IEnumerable<Violation> Heads(History history)
    {
        var marks = history.Of<Marked>().ToLookup(m => (m.Conversation, m.User));
        foreach (var head in history.Of<FinalHead>())
        {
            var (least, most) = (0L, 0L);
            foreach (var mark in marks[(head.Conversation, head.User)])
            {
                most = Math.Max(most, mark.Seq);
                if (mark.Phase == Phase.Ok) least = Math.Max(least, mark.Seq);
            }
            if (head.Read < least) yield return new(Name, $"The cursor of {head.User} in {head.Conversation} is {head.Read}; {least} was acknowledged.", head.At);
            // Whoever joins begins with all of the past read.
            if (head.Read > most && !history.Members.Changes(head.Conversation, head.User)) yield return new(Name, $"The cursor of {head.User} in {head.Conversation} is {head.Read}; nobody asked for more than {most}.", head.At);
            if (head.Read > head.Seq || head.Seq != history.Log.Head(head.Conversation)) yield return new(Name, $"The head of {head.Conversation} for {head.User} is {head.Seq}, read {head.Read}; the log's is {history.Log.Head(head.Conversation)}.", head.At);
            var unread = Math.Min(MostUnread, history.Log.Rows(head.Conversation).Count(r => r.Seq > head.Read && r.Seq >= head.FirstSeq && r.Sender != head.User && !r.IsSystem && r.State != RowState.Recalled));
            if (head.Unread != unread) yield return new(Name, $"{head.User} is told of {head.Unread} unread messages in {head.Conversation}; there are {unread}.", head.At);
        }
    }
}

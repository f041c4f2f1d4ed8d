using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Checking.Invariants;

sealed class Duplicate : IInvariant
{
    public string Name => "I2";

    public string Promise => "A message is in the log once, and shown once.";

    public IEnumerable<Violation> Check(History history)
    {
        foreach (var conversation in history.Log.Conversations)
        {
            foreach (var twice in Twice(history.Log.Rows(conversation)))
                yield return new(Name, $"Message {twice.MessageId} is at seq {twice.Seq} of {conversation} and at another.", 0);
        }
        foreach (var view in history.Of<Viewed>())
        {
            foreach (var twice in Twice(view.Rows))
                yield return new(Name, $"Device {view.Device} shows message {twice.MessageId} of {view.Conversation} twice.", view.At);
        }
        foreach (var message in history.Messages.Where(m => m.Acknowledgements.Select(a => a.Seq).Distinct().Count() > 1))
            yield return new(Name, $"Message {message.Id} was acknowledged at several seqs of {message.Conversation}.", message.Begun);
    }

    static IEnumerable<Row> Twice(IEnumerable<Row> rows)
    {
        var seen = new HashSet<(Guid, Guid)>();
        return rows.Where(r => !r.IsSystem && !seen.Add((r.Sender, r.MessageId)));
    }
}

using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Checking.Invariants;

sealed class Phantom : IInvariant
{
    public string Name => "I6";

    public string Promise => "What anybody sees was sent by someone and stays in the log; what was refused is not there.";

    public IEnumerable<Violation> Check(History history)
    {
        var sent = history.Messages.ToDictionary(m => (m.Conversation, m.Sender, m.Id));
        var edits = history.Of<Edited>().Select(e => (e.Conversation, e.Seq, e.Hash, e.State)).ToHashSet();
        foreach (var (e, conversation, row) in history.SeenRows())
        {
            if (history.Log.Find(conversation, row.Seq) is null)
                yield return new(Name, $"Device {e.Device} saw seq {row.Seq} of {conversation}, which the log does not hold.", e.At);
            else if (!WasWritten(conversation, row))
                yield return new(Name, $"Device {e.Device} saw a text at seq {row.Seq} of {conversation} that nobody sent.", e.At);
        }
        foreach (var conversation in history.Log.Conversations)
        {
            foreach (var row in history.Log.Rows(conversation))
            {
                if (!WasWritten(conversation, row)) yield return new(Name, $"Seq {row.Seq} of {conversation} is a message that nobody sent.", 0);
                else if (!row.IsSystem && sent[(conversation, row.Sender, row.MessageId)].WasRefused) yield return new(Name, $"Message {row.MessageId} was refused and is at seq {row.Seq} of {conversation}.", 0);
            }
        }

        bool WasWritten(Guid conversation, Row row) =>
            row.IsSystem
            || sent.TryGetValue((conversation, row.Sender, row.MessageId), out var message)
                && (row.State == RowState.Posted ? message.Hashes.Contains(row.Hash) : edits.Contains((conversation, row.Seq, row.Hash, row.State)));
    }
}

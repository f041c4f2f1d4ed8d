using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Checking.Invariants;

sealed class Lost : IInvariant
{
    public string Name => "I1";

    public string Promise => "What was acknowledged is in the log, at its place and with its text.";

    public IEnumerable<Violation> Check(History history)
    {
        foreach (var message in history.Messages)
        {
            foreach (var told in message.Acknowledgements)
            {
                var row = history.Log.Find(message.Conversation, told.Seq);
                if (row is null || row.Sender != message.Sender || row.MessageId != message.Id)
                    yield return new(Name, $"Message {message.Id} was acknowledged at seq {told.Seq} of {message.Conversation}, where the log holds {(row is null ? "nothing" : $"message {row.MessageId}")}.", told.At);
                else if (row.State == RowState.Posted && !message.Hashes.Contains(row.Hash))
                    yield return new(Name, $"Message {message.Id} at seq {told.Seq} of {message.Conversation} has another text in the log.", told.At);
            }
        }
    }
}

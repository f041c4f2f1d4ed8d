using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Checking.Invariants;

sealed class Removal : IInvariant
{
    public string Name => "I8";

    public string Promise => "Who was removed receives nothing of what comes after, and no answer to what is asked after.";

    public IEnumerable<Violation> Check(History history)
    {
        foreach (var (e, conversation, row) in history.SeenRows())
        {
            foreach (var absence in history.Members.Of(conversation, e.User))
            {
                if (e.At < absence.Until && row.Version > absence.Version)
                    yield return new(Name, $"Device {e.Device} received version {row.Version} of {conversation}, although its user was removed at version {absence.Version}.", e.At);
            }
        }
        foreach (var answer in history.Of<Fetched>().Where(f => f.Rows.Count > 0))
        {
            foreach (var absence in history.Members.Of(answer.Conversation, answer.User))
            {
                if (answer.Invoked > absence.From && answer.At < absence.Until)
                    yield return new(Name, $"Device {answer.Device} got an answer about {answer.Conversation}, asked after its user's removal was acknowledged.", answer.At);
            }
        }
    }
}

using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Checking.Invariants;

sealed class OnlyForward : IInvariant
{
    public string Name => "I12";

    public string Promise => "A row only moves forward: no later answer has an older version, and a recalled text never comes back.";

    public IEnumerable<Violation> Check(History history)
    {
        foreach (var (e, conversation, row) in history.SeenRows())
        {
            if (history.Log.Find(conversation, row.Seq) is { } final && (row.Version > final.Version || row.State > final.State))
                yield return new(Name, $"Device {e.Device} saw seq {row.Seq} of {conversation} at version {row.Version}, {row.State}; in the end it is at {final.Version}, {final.State}.", e.At);
        }
        var changed = history.Of<Fetched>()
            .SelectMany(f => f.Rows, (answer, row) => (answer, row))
            .Where(s => history.Log.Find(s.answer.Conversation, s.row.Seq) is { } final && (final.Version != s.row.Version || final.State != RowState.Posted))
            .GroupBy(s => (s.answer.Conversation, s.row.Seq));
        var edits = history.Of<Edited>().Where(e => e.Phase == Phase.Ok).ToLookup(e => (e.Conversation, e.Seq));
        foreach (var answers in changed)
        {
            var known = new RunningMaximum(answers.Select(s => (s.answer.At, s.row.Version)).Concat(edits[answers.Key].Select(e => (e.At, e.Version))));
            foreach (var (answer, row) in answers.Where(s => s.row.Version < known.Before(s.answer.Invoked)))
                yield return new(Name, $"Device {answer.Device} got seq {row.Seq} of {answer.Conversation} at version {row.Version}, asked for when {known.Before(answer.Invoked)} was known.", answer.At);
        }
    }
}

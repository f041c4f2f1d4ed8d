using Messenger.Faults.Checking.Events;
using Messenger.Faults.Checking.Invariants;

namespace Messenger.Faults.Checking;

/// <summary>Judges a history. Pure: the same history gets the same verdict, wherever it was recorded or made up.</summary>
public static class Checker
{
    const int ExamplesOfEach = 20;

    /// <summary>The promises, in the order of their names.</summary>
    public static IReadOnlyList<IInvariant> Invariants { get; } =
    [
        new Lost(), new Duplicate(), new TotalOrder(), new Dense(), new SendOrder(), new Phantom(), new SilentGap(),
        new Removal(), new Revocation(), new ReadCursors(), new Convergence(), new OnlyForward(), new Durability(), new Availability(),
    ];

    /// <summary>Checks the promises named, or all of them.</summary>
    public static Verdict Check(History history, IReadOnlyCollection<string>? only = null)
    {
        var violations = new List<Violation>();
        var counts = new Dictionary<string, int>();
        long? first = null;
        foreach (var invariant in Invariants.Where(i => only is null || only.Contains(i.Name)))
        {
            var broken = invariant.Check(history).ToList();
            if (broken.Count == 0) continue;
            counts[invariant.Name] = broken.Count;
            first = Math.Min(first ?? long.MaxValue, broken.Min(v => v.At == 0 ? history.Events[^1].At : v.At));
            violations.AddRange(broken.Take(ExamplesOfEach));
        }
        var acknowledged = history.Messages.Count(m => m.Acknowledgements.Count > 0);
        var unknown = history.Messages.Where(m => m.WasUnknown).ToList();
        var faults = history.Of<FaultDone>().Count(f => f.Begins);
        var stored = new HashSet<(Guid, Guid, Guid)>(history.Log.Conversations.SelectMany(history.Log.Rows, (c, r) => (c, r.Sender, r.MessageId)));
        return new()
        {
            Judgement = violations.Count > 0 ? Judgement.Violated : acknowledged == 0 || unknown.Count == 0 || faults == 0 ? Judgement.Invalid : Judgement.Clean,
            Violations = violations,
            Counts = counts,
            FirstSeen = first is { } at ? TimeSpan.FromMicroseconds(at - history.Events[0].At) : null,
            Acknowledged = acknowledged,
            Unknown = unknown.Count,
            Recovered = unknown.Count(m => m.Acknowledgements.Count == 0 && stored.Contains((m.Conversation, m.Sender, m.Id))),
            Faults = faults,
        };
    }
}

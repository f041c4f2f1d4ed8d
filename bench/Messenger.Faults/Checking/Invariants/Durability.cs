using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Checking.Invariants;

sealed class Durability : IInvariant
{
    static readonly IReadOnlyList<IInvariant> OfTheLog = [new Lost(), new Duplicate(), new TotalOrder(), new Dense(), new SendOrder(), new Phantom()];

    public string Name => "I13";

    public string Promise => "After everything was killed and started again, I1 to I6 hold, and the log is what it was.";

    public IEnumerable<Violation> Check(History history)
    {
        if (!history.Of<FinalLog>().Any(l => l.Source == History.AfterCrash)) yield break;
        var after = history.ComparedWith(History.AfterCrash);
        foreach (var conversation in history.Log.Conversations.Where(c => !history.Log.Rows(c).Select(Identity).SequenceEqual(after.Log.Rows(c).Select(Identity))))
            yield return new(Name, $"The log of {conversation} is another one after the crash.", 0);
        foreach (var violation in OfTheLog.SelectMany(i => i.Check(after)))
            yield return violation with { Invariant = Name, What = $"After the crash ({violation.Invariant}): {violation.What}" };
    }

    static (long, long, Guid, ulong) Identity(Row row) => (row.Seq, row.Version, row.MessageId, row.Hash);
}

using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Checking.Invariants;

sealed class Dense : IInvariant
{
    public string Name => "I4";

    public string Promise => "Seqs are 1 to the head without holes; versions grow with them, and no row shares one.";

    public IEnumerable<Violation> Check(History history)
    {
        foreach (var conversation in history.Log.Conversations)
        {
            var versions = new HashSet<long>();
            var (seq, version) = (0L, 0L);
            foreach (var row in history.Log.Rows(conversation))
            {
                if (row.Seq != ++seq) yield return new(Name, $"{conversation} has seq {row.Seq} where {seq} belongs.", 0);
                if (!versions.Add(row.Version)) yield return new(Name, $"Version {row.Version} of {conversation} belongs to several rows.", 0);
                if (row.State == RowState.Posted && row.Version <= version) yield return new(Name, $"Seq {row.Seq} of {conversation} has version {row.Version}, below an earlier one.", 0);
                if (row.State == RowState.Posted) version = row.Version;
                seq = row.Seq;
            }
        }
    }
}

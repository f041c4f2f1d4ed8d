using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Checking;

/// <summary>The logs of all conversations at the end.</summary>
public sealed class FinalLogs
{
    readonly Dictionary<Guid, IReadOnlyList<Row>> _logs;
    readonly Dictionary<Guid, Dictionary<long, Row>> _bySeq;

    internal FinalLogs(IEnumerable<FinalLog> logs)
    {
        _logs = logs.GroupBy(l => l.Conversation).ToDictionary(l => l.Key, l => (IReadOnlyList<Row>)[.. l.SelectMany(p => p.Rows).OrderBy(r => r.Seq)]);
        _bySeq = _logs.ToDictionary(l => l.Key, l => l.Value.DistinctBy(r => r.Seq).ToDictionary(r => r.Seq));
    }

    /// <summary>The conversations.</summary>
    public IReadOnlyCollection<Guid> Conversations => _logs.Keys;

    /// <summary>The rows of a conversation, by seq.</summary>
    public IReadOnlyList<Row> Rows(Guid conversation) => _logs.GetValueOrDefault(conversation, []);

    /// <summary>The row at a place.</summary>
    public Row? Find(Guid conversation, long seq) => _bySeq.GetValueOrDefault(conversation)?.GetValueOrDefault(seq);

    /// <summary>The newest seq; 0 for an empty log.</summary>
    public long Head(Guid conversation) => Rows(conversation) is [.., var last] ? last.Seq : 0;
}

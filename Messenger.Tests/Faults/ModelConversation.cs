using Messenger.Faults.Checking.Events;

namespace Messenger.Tests.Faults;

/// <summary>A conversation as a made-up history has it: one change after the other, and no faults.</summary>
sealed class ModelConversation(Guid id, HashSet<int> members)
{
    readonly Dictionary<Guid, long> _cursors = [];

    public Guid Id => id;

    public HashSet<int> Members => members;

    public List<Row> Log { get; } = [new(1, 1, GoodHistory.UserId(0), Guid.Empty, 1)];

    public long Version { get; private set; } = 1;

    /// <summary>Appends, or finds what was appended under this id before.</summary>
    public Row Append(Guid sender, Guid messageId, ulong hash, Action<ModelConversation, Row> deliver, Guid? joined = null, Guid? left = null)
    {
        if (messageId != Guid.Empty && Log.Find(r => r.Sender == sender && r.MessageId == messageId) is { } stored) return stored;
        var row = new Row(Log.Count + 1, ++Version, sender, messageId, hash) { Joined = joined is { } j ? [j] : null, Left = left is { } l ? [l] : null };
        Log.Add(row);
        deliver(this, row);
        return row;
    }

    /// <summary>Edits or recalls a row, unless it was recalled meanwhile; answers its version.</summary>
    public long Change(long seq, ulong hash, RowState state, Action<ModelConversation, Row> deliver)
    {
        var row = Log[(int)seq - 1];
        if (row.State == RowState.Recalled) return row.Version;
        Log[(int)seq - 1] = row = row with { Hash = hash, State = state, Version = ++Version };
        deliver(this, row);
        return row.Version;
    }

    public Row[] After(long version) => [.. Log.Where(r => r.Version > version)];

    public long Advance(Guid user, long seq) => _cursors[user] = Math.Max(_cursors.GetValueOrDefault(user), seq);

    public Head HeadOf(Guid user)
    {
        var read = _cursors.GetValueOrDefault(user);
        var unread = Log.Count(r => r.Seq > read && r.Sender != user && !r.IsSystem && r.State != RowState.Recalled);
        return new(id, Log.Count, Version, read, Math.Min(100, unread));
    }
}

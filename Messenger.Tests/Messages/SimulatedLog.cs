using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Messages;

namespace Messenger.Tests.Messages;

/// <summary>What one write does in the simulation.</summary>
public enum Fate
{
    /// <summary>It is committed.</summary>
    Commits,

    /// <summary>The database is away; nothing is written.</summary>
    IsUnavailable,

    /// <summary>It is committed, but the connection breaks before that is known.</summary>
    CommitsUnheard,

    /// <summary>The connection breaks, and nothing is written.</summary>
    VanishesUnheard,
}

/// <summary>
/// The log as a model: simple enough to be right by looking at it. Whatever fate a write meets, the log's own rules hold: members only, each
/// client id once, seqs without holes.
/// </summary>
sealed class SimulatedLog(IEnumerable<Fate> fates) : IMessageLog
{
    readonly Lock _lock = new();
    readonly IEnumerator<Fate> _fates = fates.GetEnumerator();
    readonly Dictionary<Guid, List<Message>> _logs = [];
    readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Messages with this text make their whole batch fail, as a bad value in a statement would.</summary>
    public const string Poison = "poison";

    /// <summary>Those who are not members anywhere.</summary>
    public HashSet<Guid> Strangers { get; } = [];

    /// <summary>Conversations that somebody else holds locked.</summary>
    public HashSet<Guid> Locked { get; } = [];

    /// <summary>Conversations that are locked for the first rerun they come in together with others.</summary>
    public HashSet<Guid> LockedOnRerun { get; } = [];

    /// <summary>Nothing is written before this has ended.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    /// <summary>Ends when the first write begins.</summary>
    public Task Entered => _entered.Task;

    /// <summary>Every write, in order: how many items, and whether it was a rerun.</summary>
    public List<(int Items, bool Rerun)> Writes { get; } = [];

    public IReadOnlyDictionary<Guid, List<Message>> Logs => _logs;

    public Guid ConversationOf(NewMessage item) => item.ConversationId;

    public async Task<WrittenBatch<Message>> WriteAsync(IReadOnlyList<NewMessage> items, bool rerun)
    {
        _entered.TrySetResult();
        await Task.Yield();
        await Gate;
        lock (_lock)
        {
            if (items.Any(i => Locked.Contains(i.ConversationId))) throw new WriteFailedException(WriteFailure.Blocked, null);
            Writes.Add((items.Count, rerun));
            if (rerun && items.Any(i => LockedOnRerun.Remove(i.ConversationId))) throw new WriteFailedException(WriteFailure.Blocked, null);
            if (items.Any(i => i.Text == Poison)) throw new WriteFailedException(WriteFailure.Refused, null);
            switch (_fates.MoveNext() ? _fates.Current : Fate.Commits)
            {
                case Fate.IsUnavailable:
                    throw new WriteFailedException(WriteFailure.Unavailable, null);
                case Fate.VanishesUnheard:
                    throw new WriteFailedException(WriteFailure.Unknown, null);
                case Fate.CommitsUnheard:
                    Commit(items);
                    throw new WriteFailedException(WriteFailure.Unknown, null);
                default:
                    return new([.. Commit(items)], []);
            }
        }
    }

    List<Result<Message>> Commit(IReadOnlyList<NewMessage> items) => [.. items.Select(Append)];

    Result<Message> Append(NewMessage item)
    {
        if (!_logs.TryGetValue(item.ConversationId, out var log)) _logs[item.ConversationId] = log = [];
        if (log.Find(m => m.SenderId == item.SenderId && m.ClientMessageId == item.ClientMessageId) is { } stored) return stored;
        if (Strangers.Contains(item.SenderId)) return ErrorCode.NotAMember;
        var message = new Message
        {
            ConversationId = item.ConversationId,
            Seq = log.Count + 1,
            Version = log.Count + 1,
            Kind = MessageKind.Text,
            SenderId = item.SenderId,
            ClientMessageId = item.ClientMessageId,
            PostedAt = default,
            Text = item.Text,
        };
        log.Add(message);
        return message;
    }
}

/// <summary>Keeps what was published.</summary>
sealed class RecordedDelivery : ILiveDelivery
{
    readonly System.Collections.Concurrent.ConcurrentQueue<Delivery> _published = new();

    public IReadOnlyCollection<Delivery> Published => _published;

    public void Publish(Delivery delivery) => _published.Enqueue(delivery);
}

using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Messages;

namespace Messenger.Tests.Simulation;

/// <summary>
/// PostgreSQL as a model: transactions begin, and commit later or not at all, and whoever asked may not learn which. What a transaction does is
/// done in the moment of its commit, as the row locks of the real one have it.
/// </summary>
sealed class SimulatedDatabase(Random chance, SimulatedClock clock, Bug bug)
{
    readonly Dictionary<Guid, SimulatedConversation> _conversations = [];
    readonly SortedSet<ulong> _running = [];
    ulong _nextXid = 1;

    public IReadOnlyCollection<SimulatedConversation> Conversations => _conversations.Values;

    public SimulatedConversation this[Guid id] => _conversations[id];

    /// <summary>What a sync that reads now may go by next time.</summary>
    public ulong Horizon => bug == Bug.TakesTheTokenFromTheClock || _running.Count == 0 ? _nextXid : _running.Min;

    public void Add(SimulatedConversation conversation) => _conversations.Add(conversation.Id, conversation);

    /// <summary>Runs a transaction that fails in any of the ways in which one can.</summary>
    public async Task<T> CommitAsync<T>(Func<ulong, T> apply, Action<T>? beforeCommit = null)
    {
        var xid = _nextXid++;
        _running.Add(xid);
        await PauseAsync(20);
        var fate = chance.Next(100);
        if (fate < 6)
        {
            _running.Remove(xid);
            throw new WriteFailedException(fate < 3 ? WriteFailure.Unavailable : WriteFailure.Blocked, null);
        }
        if (fate < 10)
        {
            _running.Remove(xid);
            throw new WriteFailedException(WriteFailure.Unknown, null);
        }
        if (fate < 14)
        {
            // The connection is gone, and the server goes on by itself for a while.
            _ = CommitLaterAsync(xid, apply);
            throw new WriteFailedException(WriteFailure.Unknown, null);
        }
        var result = apply(xid);
        _running.Remove(xid);
        beforeCommit?.Invoke(result);
        await PauseAsync(5);
        return fate < 20 ? throw new WriteFailedException(WriteFailure.Unknown, null) : result;
    }

    /// <summary>A transaction that waits for its turn and then surely commits, as the changes of members here do.</summary>
    public async Task<T> ChangeAsync<T>(Func<ulong, T> apply)
    {
        var xid = _nextXid++;
        _running.Add(xid);
        await PauseAsync(20);
        var result = apply(xid);
        _running.Remove(xid);
        return result;
    }

    /// <summary>Something takes up to so many milliseconds.</summary>
    public Task PauseAsync(int milliseconds) => Task.Delay(TimeSpan.FromMicroseconds(1 + chance.Next(1_000 * milliseconds)), clock);

    async Task CommitLaterAsync<T>(ulong xid, Func<ulong, T> apply)
    {
        await PauseAsync(400);
        apply(xid);
        _running.Remove(xid);
    }
}

/// <summary>One conversation of it.</summary>
sealed class SimulatedConversation(Guid id, bool isLarge, IEnumerable<Guid> members, SimulatedClock clock, Bug bug)
{
    public sealed record Membership(long FirstSeq, long ReadSeq, ulong Xid, bool IsOpen);

    readonly Dictionary<Guid, Membership> _members = members.ToDictionary(m => m, _ => new Membership(1, 0, 0, true));

    public Guid Id => id;

    public List<Message> Rows { get; } = [];

    public long Seq => Rows.Count;

    public long Version { get; private set; }

    public ulong Xid { get; private set; }

    public int Epoch { get; private set; }

    public Membership? Find(Guid user) => _members.TryGetValue(user, out var member) && member.IsOpen ? member : null;

    public Membership? FindEver(Guid user) => _members.GetValueOrDefault(user);

    /// <summary>Whom the changes of this moment go to.</summary>
    public Audience Audience => isLarge ? new GroupAudience(id, Epoch) : new UserAudience([.. _members.Where(m => m.Value.IsOpen).Select(m => m.Key)]);

    /// <summary>The group that members' connections belong into; null for a small conversation.</summary>
    public GroupAudience? Group => isLarge ? new(id, Epoch) : null;

    public Result<Message> Append(NewMessage item, ulong xid)
    {
        if (bug != Bug.SkipsDedupe && Rows.Find(m => m.SenderId == item.SenderId && m.ClientMessageId == item.ClientMessageId) is { } stored) return stored;
        return Find(item.SenderId) is null ? ErrorCode.NotAMember : Write(item.SenderId, xid, MessageKind.Text, item.ClientMessageId, item.Text, null);
    }

    /// <summary>Takes somebody out or in again.</summary>
    public MoveDelivery? Change(Guid user, bool joins, Guid by, ulong xid)
    {
        if (Find(user) is not null == joins) return null;
        var (before, epoch) = (Version, Epoch);
        Write(by, xid, MessageKind.System, null, null, new() { Event = joins ? SystemEvent.MembersAdded : SystemEvent.MemberRemoved, UserIds = [user] });
        _members[user] = joins ? new(1, Math.Max(_members[user].ReadSeq, Seq - 1), xid, true) : _members[user] with { Xid = xid, IsOpen = false };
        if (!joins && bug != Bug.KeepsTheOldGroup) Epoch++;
        return isLarge && !joins ? new(id, epoch, Epoch, before, [user]) : null;
    }

    public Result<ReadState> Read(ReadAdvance item, ulong xid)
    {
        if (Find(item.UserId) is not { } member) return ErrorCode.NotAMember;
        if (item.Seq > Seq) return ErrorCode.InvalidRequest;
        if (item.Seq > member.ReadSeq) _members[item.UserId] = member = member with { ReadSeq = item.Seq, Xid = xid };
        return new ReadState { ConversationId = id, UserId = item.UserId, Seq = member.ReadSeq, Unread = Unread(item.UserId) };
    }

    public int Unread(Guid user) => Rows.Count(r => r.Seq > _members[user].ReadSeq && r.Kind == MessageKind.Text && r.SenderId != user);

    public ConversationChanges Since(long version) =>
        new() { ConversationId = id, After = version, Version = Version, Messages = [.. Rows.Where(r => r.Version > version)] };

    Message Write(Guid sender, ulong xid, MessageKind kind, Guid? clientMessageId, string? text, SystemEntry? system)
    {
        Version++;
        Xid = xid;
        var row = new Message
        {
            ConversationId = id,
            Seq = Seq + 1,
            Version = Version,
            Kind = kind,
            SenderId = sender,
            ClientMessageId = clientMessageId,
            PostedAt = clock.GetUtcNow(),
            Text = text,
            System = system,
        };
        Rows.Add(row);
        return row;
    }
}

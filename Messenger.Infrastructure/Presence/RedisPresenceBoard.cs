using Messenger.Contracts.Presence;
using Messenger.Domain.Presence;
using Messenger.Infrastructure.Redis;
using StackExchange.Redis;

namespace Messenger.Infrastructure.Presence;

/// <summary>
/// The board on Redis: a set of nodes, and for each node a hash of its users, which expires unless the node keeps it alive.
/// </summary>
sealed class RedisPresenceBoard(IConnectionMultiplexer redis, RedisSettings settings, TimeProvider clock) : IPresenceBoard
{
    /// <summary>A field that is no user: a hash without fields would not exist.</summary>
    static readonly RedisValue Marker = "node";

    readonly RedisKey _nodesKey = $"{settings.Prefix}:presence:nodes";
    readonly string _node = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
    volatile IReadOnlyList<string> _others = [];

    IDatabase Database => redis.GetDatabase();

    public async Task WriteAsync(IReadOnlyDictionary<Guid, PresenceState> states, CancellationToken cancellationToken)
    {
        var key = KeyOf(_node);
        var (present, absent) = (states.Where(s => s.Value != PresenceState.Offline), states.Where(s => s.Value == PresenceState.Offline));
        var batch = Database.CreateBatch();
        Task[] writes =
        [
            batch.HashSetAsync(key, [new(Marker, 1), .. present.Select(s => new HashEntry(Field(s.Key), (int)s.Value))]),
            batch.HashDeleteAsync(key, [.. absent.Select(s => Field(s.Key))]),
            batch.KeyExpireAsync(key, IPresenceBoard.Lifetime),
        ];
        batch.Execute();
        await Task.WhenAll(writes).WaitAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<Guid, PresenceState>> ReadOthersAsync(IReadOnlyCollection<Guid> users, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. users.Distinct()];
        RedisValue[] fields = [.. ids.Select(Field)];
        var states = new Dictionary<Guid, PresenceState>();
        if (ids.Length == 0) return states;
        var batch = Database.CreateBatch();
        var reads = _others.Select(node => batch.HashGetAsync(KeyOf(node), fields)).ToList();
        batch.Execute();
        foreach (var values in await Task.WhenAll(reads).WaitAsync(cancellationToken))
            for (var i = 0; i < ids.Length; i++)
                if (values[i].HasValue && (PresenceState)(int)values[i] is var state && state > states.GetValueOrDefault(ids[i], PresenceState.Offline))
                    states[ids[i]] = state;
        return states;
    }

    public async Task<PresenceBeat> BeatAsync(CancellationToken cancellationToken)
    {
        var batch = Database.CreateBatch();
        var renewed = batch.KeyExpireAsync(KeyOf(_node), IPresenceBoard.Lifetime);
        var added = batch.SetAddAsync(_nodesKey, _node);
        var members = batch.SetMembersAsync(_nodesKey);
        batch.Execute();
        await Task.WhenAll(renewed, added, members).WaitAsync(cancellationToken);

        string[] named = [.. (await members).Select(m => m.ToString()).Where(m => m != _node)];
        var look = Database.CreateBatch();
        var exists = named.Select(node => look.KeyExistsAsync(KeyOf(node))).ToList();
        look.Execute();
        var alive = await Task.WhenAll(exists).WaitAsync(cancellationToken);
        string[] others = [.. named.Where((_, i) => alive[i])];
        if (others.Length < named.Length)
            await Database.SetRemoveAsync(_nodesKey, [.. named.Except(others).Select(n => (RedisValue)n)]).WaitAsync(cancellationToken);

        var before = _others;
        _others = others;
        return new(WasLost: !await renewed, NodesChanged: !before.ToHashSet().SetEquals(others));
    }

    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        var batch = Database.CreateBatch();
        Task[] writes = [batch.SetRemoveAsync(_nodesKey, _node), batch.KeyDeleteAsync(KeyOf(_node))];
        batch.Execute();
        await Task.WhenAll(writes).WaitAsync(cancellationToken);
    }

    RedisKey KeyOf(string node) => $"{settings.Prefix}:presence:{node}";

    static RedisValue Field(Guid user) => user.ToString("N");
}

using System.Text.Json;
using Messenger.Contracts;
using Messenger.Contracts.Operations;
using Messenger.Domain.Operations;
using Messenger.Infrastructure.Redis;
using StackExchange.Redis;

namespace Messenger.Infrastructure.Operations;

/// <summary>The board of a node that is alone.</summary>
sealed class LoneNodeBoard : INodeBoard
{
    public Task PutAsync(NodeReport report, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<NodeReport>> ReadOthersAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<NodeReport>>([]);

    public Task LeaveAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>The board on Redis: a set of nodes, and for each what it said, which expires.</summary>
sealed class RedisNodeBoard(IConnectionMultiplexer redis, RedisSettings settings, TimeProvider clock) : INodeBoard
{
    readonly RedisKey _nodesKey = $"{settings.Prefix}:nodes";
    readonly string _node = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    IDatabase Database => redis.GetDatabase();

    public async Task PutAsync(NodeReport report, CancellationToken cancellationToken)
    {
        var batch = Database.CreateBatch();
        Task[] writes =
        [
            batch.StringSetAsync(KeyOf(_node), JsonSerializer.Serialize(report, ContractsJson.Default.NodeReport), INodeBoard.Lifetime),
            batch.SetAddAsync(_nodesKey, _node),
        ];
        batch.Execute();
        await Task.WhenAll(writes).WaitAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<NodeReport>> ReadOthersAsync(CancellationToken cancellationToken)
    {
        string[] nodes = [.. (await Database.SetMembersAsync(_nodesKey).WaitAsync(cancellationToken)).Select(m => m.ToString()).Where(m => m != _node)];
        var said = new List<NodeReport>();
        foreach (var node in nodes)
        {
            var text = await Database.StringGetAsync(KeyOf(node)).WaitAsync(cancellationToken);
            if (!text.HasValue) await Database.SetRemoveAsync(_nodesKey, node).WaitAsync(cancellationToken);
            else if (Read(text!) is { } report) said.Add(report);
        }
        return said;
    }

    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        var batch = Database.CreateBatch();
        Task[] writes = [batch.SetRemoveAsync(_nodesKey, _node), batch.KeyDeleteAsync(KeyOf(_node))];
        batch.Execute();
        await Task.WhenAll(writes).WaitAsync(cancellationToken);
    }

    /// <summary>Null for what a node of another version says in words that are not known here.</summary>
    static NodeReport? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, ContractsJson.Default.NodeReport);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    RedisKey KeyOf(string node) => $"{settings.Prefix}:nodes:{node}";
}

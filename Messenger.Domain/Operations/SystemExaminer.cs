using Messenger.Contracts.Operations;

namespace Messenger.Domain.Operations;

/// <summary>Looks at all parts of the installation at once, and waits for none of them longer than somebody before a screen would.</summary>
public sealed class SystemExaminer
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);
    static readonly CountReport NotCounted = new();

    readonly INodeReadings _node;
    readonly StorageKind _storageKind;
    readonly TimeProvider _clock;
    readonly Question<IReadOnlyList<NodeReport>> _others;
    readonly Question<DatabaseReading> _database;
    readonly Question<WorkReading> _work;
    readonly Question<CountReport> _counts;
    readonly Question<StorageRoom> _storage;

    /// <summary>Asks these.</summary>
    public SystemExaminer(INodeReadings node, INodeBoard board, IDatabaseReadings database, IStorageReadings storage, TimeProvider clock)
    {
        (_node, _storageKind, _clock) = (node, storage.Kind, clock);
        _others = new(board.ReadOthersAsync, clock);
        _database = new(database.ReadAsync, clock);
        _work = new(database.ReadWorkAsync, clock);
        _counts = new(database.CountAsync, clock);
        _storage = new(storage.LookAsync, clock);
    }

    /// <summary>This node, as it tells the others.</summary>
    public NodeReport ExamineNode() => HealthRules.Judge(_node.Read(), []);

    /// <summary>Everything.</summary>
    public async Task<SystemReport> ExamineAsync()
    {
        var (others, database, work, counts, storage) =
            (_others.AskAsync(Patience), _database.AskAsync(Patience), _work.AskAsync(Patience), _counts.AskAsync(Patience), _storage.AskAsync(Patience));
        var nodes = (await others).Value ?? [];
        var here = HealthRules.Judge(_node.Read(), [.. nodes.Select(n => n.Version)]) with { Current = true };
        return new()
        {
            At = _clock.GetUtcNow(),
            Nodes = [here, .. nodes.OrderBy(n => n.Name, StringComparer.Ordinal)],
            Link = HealthRules.Judge(_node.ReadLink()),
            Database = HealthRules.Judge(await database),
            Storage = HealthRules.Judge(_storageKind, await storage),
            Work = HealthRules.Judge(await work),
            Counts = (await counts).Value ?? NotCounted,
        };
    }
}

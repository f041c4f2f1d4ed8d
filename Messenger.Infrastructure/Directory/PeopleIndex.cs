using Messenger.Domain.Directory;
using Messenger.Domain.Search;
using Messenger.Infrastructure.Postgres;
using Npgsql;

namespace Messenger.Infrastructure.Directory;

/// <summary>
/// Everybody, held in memory by each node. A question first asks the database for what has changed since the last one: the rows that a transaction wrote which
/// had not ended then. So an answer knows all that was committed before it was asked for, and costs an index's page while nothing changes.
/// </summary>
sealed class PeopleIndex(ConnectionPools pools) : IPeopleIndex, IDisposable
{
    const string Columns = "id, user_name, display_name, title, department, department_id, avatar_version, email, pinyin, deactivated_at is not null";

    readonly SemaphoreSlim _oneAtATime = new(1, 1);
    Dictionary<Guid, IndexedPerson> _people = [];
    PeopleSnapshot? _snapshot;

    /// <summary>What was not certain to be over at the last look: everything from this transaction on is looked at again.</summary>
    ulong _from;

    public async Task<PeopleSnapshot> GetAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            return await Repeating.OnceAsync(() => RefreshAsync(cancellationToken));
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    async Task<PeopleSnapshot> RefreshAsync(CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                // In this order: what is committed between the statements is looked at once more.
                new("select pg_snapshot_xmin(pg_current_snapshot())"),
                _snapshot is null
                    ? new($"select {Columns} from users")
                    : new($"select {Columns} from users where changed_xid >= $1") { Parameters = { new NpgsqlParameter<ulong>() { TypedValue = _from, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Xid8 } } },
                new("select id, parent_id, name from departments"),
            },
        };
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        var from = rows.GetFieldValue<ulong>(0);
        // After the database was restored, its transactions are counted from an earlier one.
        if (from < _from) (_snapshot, _people, _from) = (null, [], 0);

        await rows.NextResultAsync(cancellationToken);
        var people = _snapshot is null ? [] : _people;
        var changed = _snapshot is null;
        while (await rows.ReadAsync(cancellationToken))
        {
            if (_snapshot is not null && !changed) (people, changed) = (new(_people), true);
            if (rows.GetBoolean(9)) people.Remove(rows.GetGuid(0));
            else people[rows.GetGuid(0)] = Read(rows);
        }
        await rows.NextResultAsync(cancellationToken);
        var departments = await ReadDepartmentsAsync(rows, cancellationToken);
        var ordered = changed
            ? people.Values.OrderBy(p => p.Name.SortKey, StringComparer.Ordinal).ThenBy(p => p.User.Id).ToList()
            : _snapshot!.People;
        (_people, _from) = (people, from);
        return _snapshot = new(ordered, departments);
    }

    static IndexedPerson Read(NpgsqlDataReader row) => new(
        new()
        {
            Id = row.GetGuid(0),
            UserName = row.GetString(1),
            DisplayName = row.GetString(2),
            Title = row.IsDBNull(3) ? null : row.GetString(3),
            Department = row.IsDBNull(4) ? null : row.GetString(4),
            DepartmentId = row.IsDBNull(5) ? null : row.GetGuid(5),
            AvatarVersion = row.IsDBNull(6) ? null : row.GetInt64(6),
        },
        row.IsDBNull(7) ? null : row.GetString(7),
        row.IsDBNull(8) ? null : row.GetString(8),
        AnyAsciiRomanizer.Instance);

    static async Task<IReadOnlyDictionary<Guid, IndexedDepartment>> ReadDepartmentsAsync(NpgsqlDataReader rows, CancellationToken cancellationToken)
    {
        var all = new Dictionary<Guid, DepartmentRow>();
        while (await rows.ReadAsync(cancellationToken))
            all[rows.GetGuid(0)] = new() { Id = rows.GetGuid(0), ParentId = rows.IsDBNull(1) ? null : rows.GetGuid(1), Name = rows.GetString(2) };
        return all.Keys.ToDictionary(id => id, id =>
        {
            var line = DepartmentStore.Line(all, id);
            return new IndexedDepartment(new FoldedText(DepartmentPaths.Of(all, id)).Text, line);
        });
    }
}

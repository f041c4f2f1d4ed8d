using Messenger.Contracts;
using Messenger.Contracts.Directory;
using Messenger.Domain;
using Messenger.Domain.Directory;
using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Infrastructure.Directory;

/// <summary>The departments on PostgreSQL.</summary>
sealed class DepartmentStore(IDbContextFactory<MessengerDbContext> databases) : IDepartments
{
    public async Task<IReadOnlyList<Department>> GetAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(database, cancellationToken);
    }

    public async Task<Result<Department>> CreateAsync(Guid id, CreateDepartment wish, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await DepartmentPaths.LockAsync(database, cancellationToken);
        var all = await database.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, cancellationToken);
        if (!all.ContainsKey(id))
        {
            var row = new DepartmentRow { Id = id, ParentId = wish.ParentId, Name = wish.Name, Position = wish.Position };
            if (Refuse(all, row, below: 0) is { } refusal) return refusal;
            database.Departments.Add(row);
            if (!await TrySetHeadsAsync(database, id, wish.HeadIds, cancellationToken)) return ErrorCode.UserNotFound;
            await database.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        return (await ReadAsync(database, cancellationToken)).Single(d => d.Id == id);
    }

    public async Task<Result<Department>> UpdateAsync(Guid id, UpdateDepartment wish, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await DepartmentPaths.LockAsync(database, cancellationToken);
        var all = await database.Departments.ToDictionaryAsync(d => d.Id, cancellationToken);
        if (!all.TryGetValue(id, out var row)) return ErrorCode.NotFound;
        row.Name = wish.Name ?? row.Name;
        row.Position = wish.Position ?? row.Position;
        if (wish.ParentId is { } parent)
        {
            if (Line(all, parent).Contains(id)) return ErrorCode.Conflict;
            row.ParentId = parent == Guid.Empty ? null : parent;
        }
        if (Refuse(all, row, below: all.Values.Max(d => Line(all, d.Id) is var line && line.IndexOf(id) is >= 0 and var steps ? steps : 0)) is { } refusal) return refusal;
        if (wish.HeadIds is { } heads && !await TrySetHeadsAsync(database, id, heads, cancellationToken)) return ErrorCode.UserNotFound;
        await database.SaveChangesAsync(cancellationToken);
        if (wish.Name is { } name)
            await database.Users.Where(u => u.DepartmentId == id && u.Department != name).ExecuteUpdateAsync(u => u.SetProperty(x => x.Department, name), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (await ReadAsync(database, cancellationToken)).Single(d => d.Id == id);
    }

    public async Task<Result<Done>> RemoveAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await DepartmentPaths.LockAsync(database, cancellationToken);
        // Deactivated people count: they may come back.
        if (await database.Users.AnyAsync(u => u.DepartmentId == id, cancellationToken) || await database.Departments.AnyAsync(d => d.ParentId == id, cancellationToken))
            return ErrorCode.NotEmpty;
        if (await database.Departments.Where(d => d.Id == id).ExecuteDeleteAsync(cancellationToken) == 0) return ErrorCode.NotFound;
        await transaction.CommitAsync(cancellationToken);
        return new Done();
    }

    public async Task<Result<UserPage>> ListPeopleAsync(Guid id, bool below, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (!await database.Departments.AnyAsync(d => d.Id == id, cancellationToken)) return ErrorCode.NotFound;
        var ids = below ? await BelowAsync(database, [id], cancellationToken) : [id];
        return await UserQueries.PageAsync(database.Users.Where(u => u.DepartmentId != null && ids.Contains(u.DepartmentId.Value)), after, limit, cancellationToken);
    }

    public async Task<Result<IReadOnlyList<Guid>>> GetPeopleAsync(IReadOnlyCollection<Guid> ids, int most, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var wanted = ids.Distinct().ToList();
        if (await database.Departments.CountAsync(d => wanted.Contains(d.Id), cancellationToken) < wanted.Count) return ErrorCode.NotFound;
        var all = await BelowAsync(database, wanted, cancellationToken);
        var people = await database.Users.Where(u => u.DeactivatedAt == null && u.DepartmentId != null && all.Contains(u.DepartmentId.Value))
            .OrderBy(u => u.Id).Select(u => u.Id).Take(most + 1).ToListAsync(cancellationToken);
        return people.Count > most ? ErrorCode.TooManyMembers : people;
    }

    /// <summary>A department and those above it, from itself to the top.</summary>
    public static List<Guid> Line(IReadOnlyDictionary<Guid, DepartmentRow> all, Guid id)
    {
        var line = new List<Guid>();
        for (Guid? at = id; at is { } here && all.TryGetValue(here, out var row) && line.Count < all.Count; at = row.ParentId) line.Add(here);
        return line;
    }

    static ErrorCode? Refuse(IReadOnlyDictionary<Guid, DepartmentRow> all, DepartmentRow row, int below) =>
        row.ParentId is { } parent && !all.ContainsKey(parent) ? ErrorCode.NotFound
        : all.Values.Any(d => d.Id != row.Id && d.ParentId == row.ParentId && d.Name == row.Name) ? ErrorCode.NameTaken
        : (row.ParentId is { } above ? Line(all, above).Count : 0) + 1 + below > DepartmentRules.Deepest ? ErrorCode.TooMany
        : null;

    static async Task<bool> TrySetHeadsAsync(MessengerDbContext database, Guid id, IReadOnlyList<Guid> heads, CancellationToken cancellationToken)
    {
        if (await database.Users.CountAsync(u => heads.Contains(u.Id) && u.DeactivatedAt == null, cancellationToken) < heads.Count) return false;
        await database.DepartmentHeads.Where(h => h.DepartmentId == id).ExecuteDeleteAsync(cancellationToken);
        database.DepartmentHeads.AddRange(heads.Select((head, i) => new DepartmentHeadRow { DepartmentId = id, UserId = head, Position = i }));
        return true;
    }

    static async Task<List<Guid>> BelowAsync(MessengerDbContext database, List<Guid> ids, CancellationToken cancellationToken)
    {
        var all = await database.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, cancellationToken);
        return [.. all.Keys.Where(d => Line(all, d).Any(ids.Contains))];
    }

    static async Task<IReadOnlyList<Department>> ReadAsync(MessengerDbContext database, CancellationToken cancellationToken)
    {
        var rows = await database.Departments.AsNoTracking().OrderBy(d => d.Position).ThenBy(d => d.Name).ToListAsync(cancellationToken);
        var people = await database.Users.Where(u => u.DepartmentId != null && u.DeactivatedAt == null)
            .GroupBy(u => u.DepartmentId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var heads = (await database.DepartmentHeads.AsNoTracking().Where(h => database.Users.Any(u => u.Id == h.UserId && u.DeactivatedAt == null))
            .OrderBy(h => h.Position).ToListAsync(cancellationToken)).ToLookup(h => h.DepartmentId, h => h.UserId);
        var children = rows.ToLookup(d => d.ParentId);
        var ordered = new List<Department>(rows.Count);
        AddBelow(null);
        return ordered;

        void AddBelow(Guid? parent)
        {
            foreach (var row in children[parent])
            {
                ordered.Add(new() { Id = row.Id, ParentId = row.ParentId, Name = row.Name, Position = row.Position, People = people.GetValueOrDefault(row.Id), HeadIds = [.. heads[row.Id]] });
                AddBelow(row.Id);
            }
        }
    }
}

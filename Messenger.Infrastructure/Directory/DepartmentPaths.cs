using Messenger.Domain.Directory;
using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Infrastructure.Directory;

/// <summary>Departments by the names from the top to them.</summary>
static class DepartmentPaths
{
    /// <summary>Held by whoever changes the tree, so that what was read of it stays true.</summary>
    const long TreeLock = 0x4d53_4752_0002;

    /// <summary>The path of a department.</summary>
    public static string Of(IReadOnlyDictionary<Guid, DepartmentRow> all, Guid department) =>
        string.Join(DepartmentRules.Separator, Enumerable.Reverse(DepartmentStore.Line(all, department)).Select(d => all[d].Name));

    /// <summary>Until the end of the transaction nobody else changes the tree.</summary>
    public static Task LockAsync(MessengerDbContext database, CancellationToken cancellationToken) =>
        database.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({TreeLock})", cancellationToken);

    /// <summary>The department at a path that has passed the rules; what is missing of it is added to the context. In a transaction of the caller's.</summary>
    public static async Task<DepartmentRow> FindOrMakeAsync(MessengerDbContext database, IReadOnlyList<string> names, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await LockAsync(database, cancellationToken);
        DepartmentRow? found = null;
        foreach (var name in names)
        {
            var parent = found?.Id;
            found = database.Departments.Local.FirstOrDefault(d => d.ParentId == parent && d.Name == name)
                ?? await database.Departments.SingleOrDefaultAsync(d => d.ParentId == parent && d.Name == name, cancellationToken);
            if (found is null) database.Departments.Add(found = new() { Id = Guid.CreateVersion7(now), ParentId = parent, Name = name });
        }
        return found!;
    }

    /// <summary>Puts a user into the department at a path; an empty one takes him out of any, and an absent one leaves him where he is.</summary>
    public static async Task PutAsync(MessengerDbContext database, Identity.UserRow user, string? path, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (path is null) return;
        var department = path.Length > 0 && DepartmentRules.ParsePath(path).IsOk(out var names, out _) ? await FindOrMakeAsync(database, names, now, cancellationToken) : null;
        (user.DepartmentId, user.Department) = (department?.Id, department?.Name);
    }
}

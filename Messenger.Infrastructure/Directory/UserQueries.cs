using Messenger.Contracts.Directory;
using Messenger.Infrastructure.Identity;
using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Infrastructure.Directory;

/// <summary>Lists of users: by part of a name, page by page in the order of display names.</summary>
static class UserQueries
{
    const int IdLength = 36;

    /// <summary>Those whose display name or user name contains the text; all, if there is none.</summary>
    public static IQueryable<UserRow> NamedLike(this IQueryable<UserRow> users, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return users;
        var pattern = LikePattern.Containing(text);
        return users.Where(u => EF.Functions.ILike(u.DisplayName, pattern, @"\") || EF.Functions.ILike(u.UserName!, pattern, @"\"));
    }

    /// <summary>Those after a cursor; null if it is none of ours.</summary>
    public static IQueryable<UserRow>? After(this IQueryable<UserRow> users, string? cursor)
    {
        if (cursor is null) return users;
        if (cursor.Length <= IdLength || !Guid.TryParse(cursor.AsSpan(0, IdLength), out var id)) return null;
        var name = cursor[(IdLength + 1)..];
        return users.Where(u => EF.Functions.GreaterThan(ValueTuple.Create(u.DisplayName, u.Id), ValueTuple.Create(name, id)));
    }

    /// <summary>The cursor after a user.</summary>
    public static string CursorOf(Guid id, string displayName) => $"{id:D} {displayName}";

    public static User ToContract(UserRow row) => new()
    {
        Id = row.Id,
        UserName = row.UserName!,
        DisplayName = row.DisplayName,
        Department = row.Department,
        Deactivated = row.DeactivatedAt is not null,
    };
}

using Messenger.Contracts;
using Messenger.Contracts.Directory;
using Messenger.Contracts.Presence;
using Messenger.Domain;
using Messenger.Domain.Directory;
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

    /// <summary>A page of those of them who are active, by display name; <see cref="ErrorCode.InvalidRequest"/> for a foreign cursor.</summary>
    public static async Task<Result<UserPage>> PageAsync(IQueryable<UserRow> users, string? after, int limit, CancellationToken cancellationToken)
    {
        if (users.AsNoTracking().Where(u => u.DeactivatedAt == null).After(after) is not { } rest) return ErrorCode.InvalidRequest;
        var found = await rest.OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var page = found.Take(limit).ToList();
        return new UserPage { Users = [.. page.Select(ToContract)], Next = found.Count > limit ? CursorOf(page[^1].Id, page[^1].DisplayName) : null };
    }

    /// <summary>What is to be written: absent keeps what is held, empty removes it.</summary>
    public static string? Keep(string? wish, string? held) => wish is null ? held : wish.Length == 0 ? null : wish;

    /// <summary>What the user says of himself now; null for nothing.</summary>
    public static PersonStatus? StatusOf(UserRow row, DateTimeOffset now) => StatusOf(row.Availability, row.StatusEmoji, row.StatusText, row.StatusUntil, now);

    public static PersonStatus? StatusOf(Availability? availability, string? emoji, string? text, DateTimeOffset? until, DateTimeOffset now) =>
        until <= now || (availability, emoji, text) is (null, null, null) ? null : new() { Availability = availability, Emoji = emoji, Text = text, Until = until };

    public static User ToContract(UserRow row) => new()
    {
        Id = row.Id,
        UserName = row.UserName!,
        DisplayName = row.DisplayName,
        Pinyin = new PersonName(row.DisplayName, row.Pinyin, AnyAsciiRomanizer.Instance).Pinyin,
        Title = row.Title,
        Department = row.Department,
        DepartmentId = row.DepartmentId,
        AvatarVersion = row.AvatarVersion,
        Deactivated = row.DeactivatedAt is not null,
    };
}

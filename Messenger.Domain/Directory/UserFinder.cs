using Messenger.Contracts;
using Messenger.Contracts.Directory;
using Messenger.Contracts.Presence;

namespace Messenger.Domain.Directory;

/// <summary>Reads the company's people.</summary>
public interface IUserDirectory
{
    /// <summary>A page by display name; deactivated ones are left out. <see cref="ErrorCode.InvalidRequest"/> for a foreign cursor.</summary>
    Task<Result<UserPage>> FindAsync(string? query, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Those with these ids, deactivated ones too.</summary>
    Task<IReadOnlyList<User>> GetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>What is kept of these users' being reachable, as others may see it; nothing for who has nothing.</summary>
    Task<IReadOnlyDictionary<Guid, PresenceTrace>> GetTracesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Keeps when the last connections of these users closed.</summary>
    Task SetLastSeenAsync(IReadOnlyCollection<Guid> users, DateTimeOffset at, CancellationToken cancellationToken);
}

/// <summary>What is kept of a user's being reachable.</summary>
/// <param name="LastSeenAt">When the last connection closed; null if there was none, or nobody is to see it.</param>
/// <param name="Status">What the user says of himself now.</param>
public sealed record PresenceTrace(DateTimeOffset? LastSeenAt, PersonStatus? Status);

/// <summary>Finds colleagues.</summary>
public sealed class UserFinder(IUserDirectory directory)
{
    /// <summary>Users that one request may name.</summary>
    public const int MaxIds = 200;

    const int MaxPage = 500;
    const int MaxQuery = 100;

    /// <summary>A page of those whose display name or user name contains the query.</summary>
    public async Task<Result<UserPage>> FindAsync(string? query, string? after, int limit, CancellationToken cancellationToken) =>
        limit is < 1 or > MaxPage || query?.Length > MaxQuery || !TextRules.IsClean(query) || !TextRules.IsClean(after)
            ? ErrorCode.InvalidRequest
            : await directory.FindAsync(query, after, limit, cancellationToken);

    /// <summary>The users with these ids, as far as they exist.</summary>
    public async Task<Result<UserPage>> GetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        ids.Count > MaxIds ? ErrorCode.InvalidRequest : new UserPage { Users = await directory.GetAsync(ids, cancellationToken) };

    /// <summary>One user.</summary>
    public async Task<Result<User>> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await directory.GetAsync([id], cancellationToken) is [var user] ? user : ErrorCode.UserNotFound;
}

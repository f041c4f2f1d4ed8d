using System.Text.Json.Serialization;

namespace Messenger.Contracts.Identity;

/// <summary>What a personal access token may do, of what its user may.</summary>
[JsonConverter(typeof(AccessScopeConverter))]
public enum AccessScope
{
    /// <summary>Read conversations, people and what the user keeps for himself; connect to the hub.</summary>
    [JsonStringEnumMemberName("read")] Read = 1,

    /// <summary>Post, change messages, conversations and what the user keeps for himself.</summary>
    [JsonStringEnumMemberName("write")] Write = 2,

    /// <summary>Administrate accounts, if the user is an administrator.</summary>
    [JsonStringEnumMemberName("administrate")] Administrate = 3,
}

sealed class AccessScopeConverter() : JsonStringEnumConverter<AccessScope>(namingPolicy: null, allowIntegerValues: false);

/// <summary>
/// Makes a personal access token: for scripts, which send it as <c>Authorization: Bearer</c>. Sessions, passwords and tokens are out of its reach,
/// whatever its scopes.
/// </summary>
public sealed record CreateAccessToken
{
    /// <summary>
    /// Made by the client before its first try and repeated on retries: a retry makes no second token, and the one in its answer replaces the one that was lost.
    /// </summary>
    public Guid? Id { get; init; }

    /// <summary>What the user will recognise it by, 1 to 100 code units.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do; at least one.</summary>
    public required IReadOnlyList<AccessScope> Scopes { get; init; }

    /// <summary>For how many days it is good, 1 to 366.</summary>
    public required int ExpiresInDays { get; init; }
}

/// <summary>A personal access token.</summary>
public sealed record AccessToken
{
    /// <summary>The id, by which it is ended.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<AccessScope> Scopes { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used (UTC), to the minute; when it was made, if never.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>Until when it is good (UTC).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The token itself; only in the answer that made it.</summary>
    public string? Token { get; init; }
}

/// <summary>The caller's tokens that are good, the latest made first.</summary>
public sealed record AccessTokenList
{
    /// <summary>The tokens.</summary>
    public required IReadOnlyList<AccessToken> Tokens { get; init; }
}

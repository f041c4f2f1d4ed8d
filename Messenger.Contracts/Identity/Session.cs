using System.Text.Json.Serialization;
using Messenger.Contracts.Directory;

namespace Messenger.Contracts.Identity;

/// <summary>Signs in with a password.</summary>
public sealed record SignIn
{
    /// <summary>The user name; case does not matter.</summary>
    public required string UserName { get; init; }

    /// <summary>The password, at most 128 code units.</summary>
    public required string Password { get; init; }

    /// <summary>What the user will recognise the device by, at most 100 code units; by default taken from the User-Agent.</summary>
    public string? Device { get; init; }
}

/// <summary>Who is signed in, and what the client has to know about this server.</summary>
public sealed record SignedIn
{
    /// <summary>The user.</summary>
    public required User User { get; init; }

    /// <summary>The user administrates accounts.</summary>
    public required bool IsAdministrator { get; init; }

    /// <summary>The user can change a password here; false for accounts of a company's identity provider.</summary>
    public required bool HasPassword { get; init; }

    /// <summary>This session.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>When this session ends at the latest (UTC).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What this server accepts.</summary>
    public required ClientLimits Limits { get; init; }

    /// <summary>Whether the client may keep messages on the device.</summary>
    public required bool CacheAllowed { get; init; }
}

/// <summary>Limits that a client shows before they are hit.</summary>
public sealed record ClientLimits
{
    /// <summary>A message's text, in UTF-16 code units.</summary>
    public required int MessageLength { get; init; }

    /// <summary>Members of one group.</summary>
    public required int GroupMembers { get; init; }

    /// <summary>Up to this number of members, read receipts are shown and pushed.</summary>
    public required int ReceiptMembers { get; init; }

    /// <summary>Seconds after its posting within which a message can be edited.</summary>
    public required long EditSeconds { get; init; }

    /// <summary>Seconds after its posting within which its sender can recall a message.</summary>
    public required long RecallSeconds { get; init; }

    /// <summary>Seconds that a message which is to vanish may stay; 0 where none may.</summary>
    public required long VanishSeconds { get; init; }

    /// <summary>Different emoji under one message.</summary>
    public required int Reactions { get; init; }

    /// <summary>Pinned messages of a conversation.</summary>
    public required int Pins { get; init; }

    /// <summary>Bytes of one file.</summary>
    public required long FileSize { get; init; }

    /// <summary>Files of one message.</summary>
    public required int FilesOfMessage { get; init; }

    /// <summary>A password's least length, in code units.</summary>
    public required int PasswordLength { get; init; }
}

/// <summary>How a session came to its end.</summary>
[JsonConverter(typeof(SessionEndReasonConverter))]
public enum SessionEndReason
{
    /// <summary>The user signed out on this device.</summary>
    [JsonStringEnumMemberName("signed_out")] SignedOut = 1,

    /// <summary>The user ended it from another device.</summary>
    [JsonStringEnumMemberName("ended_by_user")] EndedByUser = 2,

    /// <summary>An administrator ended it.</summary>
    [JsonStringEnumMemberName("ended_by_administrator")] EndedByAdministrator = 3,

    /// <summary>The account was deactivated.</summary>
    [JsonStringEnumMemberName("deactivated")] Deactivated = 4,

    /// <summary>The password was changed or reset.</summary>
    [JsonStringEnumMemberName("password_changed")] PasswordChanged = 5,

    /// <summary>It reached its end; sign in again.</summary>
    [JsonStringEnumMemberName("expired")] Expired = 6,

    /// <summary>A used refresh token came a second time, so somebody else may hold it.</summary>
    [JsonStringEnumMemberName("token_reused")] TokenReused = 7,
}

sealed class SessionEndReasonConverter() : JsonStringEnumConverter<SessionEndReason>(namingPolicy: null, allowIntegerValues: false);

/// <summary>Pushed before the server closes the connection of an ended session.</summary>
public sealed record SessionEnd
{
    /// <summary>Why.</summary>
    public required SessionEndReason Reason { get; init; }

    /// <summary>The client must delete what it keeps of this account on the device.</summary>
    public required bool DeleteLocalData { get; init; }
}

/// <summary>One sign-in of a user.</summary>
public sealed record Session
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What the device calls itself.</summary>
    public required string Device { get; init; }

    /// <summary>The address it was last seen at.</summary>
    public string? Address { get; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used (UTC), to the minute.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>It is the one that asks.</summary>
    public required bool Current { get; init; }
}

/// <summary>The open sessions of a user.</summary>
public sealed record SessionList
{
    /// <summary>Latest used first.</summary>
    public required IReadOnlyList<Session> Sessions { get; init; }
}

/// <summary>How one can sign in here; told to anybody.</summary>
public sealed record SignInOptions
{
    /// <summary>No administrator exists yet: the set-up link must be opened.</summary>
    public required bool SetupNeeded { get; init; }

    /// <summary>The company's identity providers.</summary>
    public required IReadOnlyList<ExternalProvider> Providers { get; init; }
}

/// <summary>A company's identity provider. Signing in with it begins at <c>GET /connect/external/{name}?returnUrl=</c>.</summary>
public sealed record ExternalProvider
{
    /// <summary>The name in the address.</summary>
    public required string Name { get; init; }

    /// <summary>The name that is shown.</summary>
    public required string DisplayName { get; init; }
}

/// <summary>Makes the first administrator, with the token of the set-up link.</summary>
public sealed record SetUp
{
    /// <summary>The token from the link.</summary>
    public required string Token { get; init; }

    /// <summary>The user name, 2 to 64 letters, digits and <c>. _ -</c>.</summary>
    public required string UserName { get; init; }

    /// <summary>The name that is shown, 1 to 100 code units.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The password.</summary>
    public required string Password { get; init; }
}

/// <summary>Changes the caller's own password; ends the user's other sessions.</summary>
public sealed record ChangePassword
{
    /// <summary>The present one.</summary>
    public required string CurrentPassword { get; init; }

    /// <summary>The new one.</summary>
    public required string NewPassword { get; init; }
}

/// <summary>Sets a password with the token of a one-time link; ends all sessions of the user.</summary>
public sealed record RedeemPasswordLink
{
    /// <summary>The token from the link.</summary>
    public required string Token { get; init; }

    /// <summary>The new password.</summary>
    public required string NewPassword { get; init; }
}

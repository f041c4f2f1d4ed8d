using Messenger.Contracts.Directory;

namespace Messenger.Contracts.Identity;

/// <summary>An account, as an administrator sees it.</summary>
public sealed record Account
{
    /// <summary>What everybody sees.</summary>
    public required User User { get; init; }

    /// <summary>The mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>The department and those above it as a path from the top, such as <c>Engineering/Platform</c>.</summary>
    public string? DepartmentPath { get; init; }

    /// <summary>The user administrates accounts.</summary>
    public required bool IsAdministrator { get; init; }

    /// <summary>The account belongs to a company's identity provider.</summary>
    public required bool External { get; init; }

    /// <summary>The user has set a password.</summary>
    public required bool HasPassword { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the user was last connected (UTC).</summary>
    public DateTimeOffset? LastSeenAt { get; init; }
}

/// <summary>A page of accounts, by display name.</summary>
public sealed record AccountPage
{
    /// <summary>The accounts.</summary>
    public required IReadOnlyList<Account> Accounts { get; init; }

    /// <summary>The cursor of the next page; absent on the last.</summary>
    public string? Next { get; init; }
}

/// <summary>An open session, and whose it is.</summary>
public sealed record OpenSession
{
    /// <summary>The user.</summary>
    public required User User { get; init; }

    /// <summary>The session.</summary>
    public required Session Session { get; init; }
}

/// <summary>A page of the open sessions of all users, the latest used first.</summary>
public sealed record OpenSessionPage
{
    /// <summary>The sessions.</summary>
    public required IReadOnlyList<OpenSession> Sessions { get; init; }

    /// <summary>The cursor of the next page; absent on the last.</summary>
    public string? Next { get; init; }
}

/// <summary>Makes an account. Its user sets the password with the link in the reply: no administrator ever knows it.</summary>
public sealed record CreateAccount
{
    /// <summary>The user name, 2 to 64 letters, digits and <c>. _ -</c>.</summary>
    public required string UserName { get; init; }

    /// <summary>The name that is shown, 1 to 100 code units.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The mail address, at most 254 code units.</summary>
    public string? Email { get; init; }

    /// <summary>The department, as a path from the top such as <c>Engineering/Platform</c>; what does not exist of it is made.</summary>
    public string? Department { get; init; }

    /// <summary>What the user does, at most 100 code units.</summary>
    public string? Title { get; init; }

    /// <summary>The telephone number, at most 40 code units.</summary>
    public string? Phone { get; init; }

    /// <summary>The user administrates accounts.</summary>
    public bool IsAdministrator { get; init; }
}

/// <summary>Changes an account. What is absent stays; an empty mail address, department, title or telephone number is removed.</summary>
public sealed record UpdateAccount
{
    /// <summary>The name that is shown, 1 to 100 code units.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The department, as a path from the top; what does not exist of it is made.</summary>
    public string? Department { get; init; }

    /// <summary>What the user does, at most 100 code units.</summary>
    public string? Title { get; init; }

    /// <summary>The telephone number, at most 40 code units.</summary>
    public string? Phone { get; init; }

    /// <summary>The user administrates accounts.</summary>
    public bool? IsAdministrator { get; init; }
}

/// <summary>A one-time link to set a password, to be handed to the user.</summary>
public sealed record PasswordLink
{
    /// <summary>The address to open, <c>{PublicUrl}/set-password#token</c>. It is shown once and cannot be asked for again.</summary>
    public required string Url { get; init; }

    /// <summary>When it expires (UTC).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>A new account and the link for its user.</summary>
public sealed record CreatedAccount
{
    /// <summary>The account.</summary>
    public required Account Account { get; init; }

    /// <summary>The link.</summary>
    public required PasswordLink PasswordLink { get; init; }
}

namespace Messenger.Contracts.Directory;

/// <summary>A colleague, as everybody in the company sees him.</summary>
public sealed record User
{
    /// <summary>The id; it never changes.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name for signing in and for mentions.</summary>
    public required string UserName { get; init; }

    /// <summary>The name that is shown.</summary>
    public required string DisplayName { get; init; }

    /// <summary>
    /// How the Chinese of the display name is read: one syllable without tone for each such character, apart by spaces, such as <c>wang fang</c>. Absent
    /// for a name without any.
    /// </summary>
    public string? Pinyin { get; init; }

    /// <summary>What the colleague does, such as <c>Engineer</c>.</summary>
    public string? Title { get; init; }

    /// <summary>The name of the department.</summary>
    public string? Department { get; init; }

    /// <summary>The department.</summary>
    public Guid? DepartmentId { get; init; }

    /// <summary>Which picture <c>GET /users/{id}/avatar</c> has; absent without one. Another number is another picture.</summary>
    public long? AvatarVersion { get; init; }

    /// <summary>The account is deactivated; its messages stay.</summary>
    public bool Deactivated { get; init; }
}

/// <summary>A page of users, by display name.</summary>
public sealed record UserPage
{
    /// <summary>The users.</summary>
    public required IReadOnlyList<User> Users { get; init; }

    /// <summary>The cursor of the next page; absent on the last.</summary>
    public string? Next { get; init; }
}

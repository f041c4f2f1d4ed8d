using Messenger.Contracts.Presence;

namespace Messenger.Contracts.Directory;

/// <summary>What colleagues see of a user besides what is in every list.</summary>
public sealed record Profile
{
    /// <summary>What is in every list.</summary>
    public required User User { get; init; }

    /// <summary>The mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>Where the user's clock stands, as an IANA name such as <c>Asia/Shanghai</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The language that the user prefers, as a BCP 47 tag such as <c>zh-CN</c>.</summary>
    public string? Language { get; init; }

    /// <summary>What the user says of himself now.</summary>
    public PersonStatus? Status { get; init; }

    /// <summary>The department and those above it, from the top.</summary>
    public required IReadOnlyList<DepartmentName> Departments { get; init; }

    /// <summary>The heads of the department; of the next above that has any, if it has none but the user.</summary>
    public required IReadOnlyList<Guid> HeadIds { get; init; }

    /// <summary>The departments that the user heads.</summary>
    public required IReadOnlyList<DepartmentName> Heads { get; init; }
}

/// <summary>The caller's own profile, with what only he sees.</summary>
public sealed record OwnProfile
{
    /// <summary>What colleagues see.</summary>
    public required Profile Profile { get; init; }

    /// <summary>Nobody sees when he was last connected.</summary>
    public required bool HidesLastSeen { get; init; }
}

/// <summary>Changes the caller's own profile. What is absent stays; an empty text is removed.</summary>
public sealed record UpdateProfile
{
    /// <summary>The telephone number, at most 40 code units.</summary>
    public string? Phone { get; init; }

    /// <summary>The time zone, as an IANA name.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The language, as a BCP 47 tag.</summary>
    public string? Language { get; init; }

    /// <summary>How the display name is read: letters and spaces, at most 200; empty for what the characters usually are.</summary>
    public string? Pinyin { get; init; }

    /// <summary>Whether nobody sees when he was last connected.</summary>
    public bool? HidesLastSeen { get; init; }
}

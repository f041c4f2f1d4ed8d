namespace Messenger.Contracts.Conversations;

/// <summary>
/// Starts a conversation. Direct: finds the one of the two, or makes it. Group: makes one, with the caller as its owner.
/// </summary>
public sealed record StartConversation
{
    /// <summary>Direct or group.</summary>
    public required ConversationKind Kind { get; init; }

    /// <summary>Direct: the other one, or the caller for a note to oneself.</summary>
    public Guid? UserId { get; init; }

    /// <summary>
    /// Group: made by the client before its first try and repeated on retries; becomes the group's id, so that a retry makes no second group.
    /// </summary>
    public Guid? Id { get; init; }

    /// <summary>Group: the title, 1 to 100 code units.</summary>
    public string? Title { get; init; }

    /// <summary>Group: the description, at most 1,000 code units.</summary>
    public string? Description { get; init; }

    /// <summary>Group: the first members besides the caller, at most 200 in one request.</summary>
    public IReadOnlyList<Guid> MemberIds { get; set; } = [];

    /// <summary>Group: departments whose people, and those of all departments below, become members too; at most 50.</summary>
    public IReadOnlyList<Guid> DepartmentIds { get; set; } = [];

    /// <summary>Group: what new members see; everything, unless said otherwise.</summary>
    public HistoryVisibility? History { get; init; }

    /// <summary>Group: who can find it; its members only, unless said otherwise.</summary>
    public Visibility? Visibility { get; init; }

    /// <summary>Group: how people come into it by themselves; a public one is open, unless said otherwise.</summary>
    public Joining? Joining { get; init; }
}

/// <summary>Changes a group. What is absent stays.</summary>
public sealed record UpdateConversation
{
    /// <summary>The new title, 1 to 100 code units.</summary>
    public string? Title { get; init; }

    /// <summary>The new description, at most 1,000 code units; empty removes it.</summary>
    public string? Description { get; init; }

    /// <summary>What members who join from now on see.</summary>
    public HistoryVisibility? History { get; init; }

    /// <summary>Who posts: <c>member</c> or <c>administrator</c>.</summary>
    public MemberRole? Posting { get; init; }

    /// <summary>Who mentions everybody: <c>member</c> or <c>administrator</c>.</summary>
    public MemberRole? MentioningEveryone { get; init; }

    /// <summary>Seconds between two messages of a plain member, at most 21,600; 0 for none.</summary>
    public int? SlowModeSeconds { get; init; }

    /// <summary>Who can find it.</summary>
    public Visibility? Visibility { get; init; }

    /// <summary>How people come into it by themselves.</summary>
    public Joining? Joining { get; init; }

    /// <summary>The new announcement, at most 2,000 code units; empty removes it.</summary>
    public string? Announcement { get; init; }

    /// <summary>Archives, or restores.</summary>
    public bool? Archived { get; init; }
}

/// <summary>Adds members to a group.</summary>
public sealed record AddMembers
{
    /// <summary>Whom, at most 200; who is a member already stays as he is.</summary>
    public IReadOnlyList<Guid> UserIds { get; set; } = [];

    /// <summary>The people of these departments and of all below, at most 50; one user or department is needed.</summary>
    public IReadOnlyList<Guid> DepartmentIds { get; set; } = [];
}

/// <summary>Changes a member's role; <c>owner</c> gives the group away and makes the caller an administrator.</summary>
public sealed record ChangeRole
{
    /// <summary>The new role.</summary>
    public required MemberRole Role { get; init; }
}

/// <summary>Mutes a member of a group: he reads and does not write.</summary>
public sealed record MuteMember
{
    /// <summary>For how many seconds from now, at most 315,360,000 (ten years); 0 ends it.</summary>
    public required long Seconds { get; init; }
}

namespace Messenger.Contracts.Conversations;

/// <summary>Changes a group, over the hub.</summary>
public sealed record ConversationUpdate
{
    /// <summary>The group.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>What changes.</summary>
    public required UpdateConversation Changes { get; init; }
}

/// <summary>Adds members to a group, over the hub.</summary>
public sealed record MemberAddition
{
    /// <summary>The group.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>As <see cref="AddMembers.UserIds"/>.</summary>
    public required IReadOnlyList<Guid> UserIds { get; init; }
}

/// <summary>Removes a member from a group, over the hub.</summary>
public sealed record MemberRemoval
{
    /// <summary>The group.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>Whom; the caller leaves.</summary>
    public required Guid UserId { get; init; }
}

/// <summary>Changes a member's role, over the hub.</summary>
public sealed record RoleChange
{
    /// <summary>The group.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>Whose.</summary>
    public required Guid UserId { get; init; }

    /// <summary>As <see cref="ChangeRole.Role"/>.</summary>
    public required MemberRole Role { get; init; }
}

/// <summary>Mutes a member, over the hub.</summary>
public sealed record MemberMuting
{
    /// <summary>The group.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>Whom.</summary>
    public required Guid UserId { get; init; }

    /// <summary>As <see cref="MuteMember.Seconds"/>.</summary>
    public required long Seconds { get; init; }
}

/// <summary>Joins a public group or asks to, over the hub.</summary>
public sealed record JoinWish
{
    /// <summary>The group.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>As <see cref="JoinConversation.Note"/>.</summary>
    public string? Note { get; init; }
}

/// <summary>Answers somebody who asks to join, over the hub.</summary>
public sealed record JoinDecision
{
    /// <summary>The group.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>Who asks.</summary>
    public required Guid UserId { get; init; }

    /// <summary>True lets him in.</summary>
    public required bool Approve { get; init; }
}

using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;

namespace Messenger.Domain.Conversations;

/// <summary>A conversation as a change finds it, locked until the change is committed.</summary>
public sealed record GroupState
{
    /// <summary>The conversation.</summary>
    public required Conversation Conversation { get; init; }

    /// <summary>The roles of those asked for who are members.</summary>
    public required IReadOnlyDictionary<Guid, MemberRole> Roles { get; init; }

    /// <summary>Those asked for whose accounts exist and are active.</summary>
    public required IReadOnlySet<Guid> ActiveUsers { get; init; }

    /// <summary>Those asked for who are muted.</summary>
    public IReadOnlySet<Guid> Muted { get; init; } = new HashSet<Guid>();

    /// <summary>Those asked for who have asked to join.</summary>
    public IReadOnlySet<Guid> Requested { get; init; } = new HashSet<Guid>();

    /// <summary>The link asked for, if it leads here and was not ended.</summary>
    public JoinLinkState? Link { get; init; }

    /// <summary>The owner, if the group has members.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>The highest role among members whose accounts are active: when the owner has left the company, others may give the group on.</summary>
    public required MemberRole HighestActiveRole { get; init; }
}

/// <summary>What a change does. It is written with all that goes with it (versions, counters, system entries) or not at all.</summary>
public sealed record GroupEdit
{
    /// <summary>The conversation with its new title, description and settings; null if they stay.</summary>
    public Conversation? Details { get; init; }

    /// <summary>Who joins, as a member.</summary>
    public IReadOnlyList<Guid> Joins { get; init; } = [];

    /// <summary>Who is no longer a member.</summary>
    public IReadOnlyList<Guid> Leaves { get; init; } = [];

    /// <summary>New roles of those who stay.</summary>
    public IReadOnlyDictionary<Guid, MemberRole> Roles { get; init; } = new Dictionary<Guid, MemberRole>();

    /// <summary>Until when these members are muted; null ends it.</summary>
    public IReadOnlyDictionary<Guid, DateTimeOffset?> Mutes { get; init; } = new Dictionary<Guid, DateTimeOffset?>();

    /// <summary>A new picture, or none any more; null if it stays.</summary>
    public AvatarChange? Avatar { get; init; }

    /// <summary>Who asks to join.</summary>
    public NewJoinRequest? Request { get; init; }

    /// <summary>Whose requests are answered.</summary>
    public IReadOnlyList<Guid> Settled { get; init; } = [];

    /// <summary>The link that was used once more.</summary>
    public Guid? UsedLink { get; init; }

    /// <summary>
    /// What the log says of it, in the name of the caller. A change without an entry is not written, but for requests to join, which are no business of
    /// the log.
    /// </summary>
    public required IReadOnlyList<SystemEntry> Entries { get; init; }
}

/// <summary>A change of the picture.</summary>
/// <param name="Image">The new one; null for none.</param>
public sealed record AvatarChange(AvatarImage? Image);

/// <summary>A request to join.</summary>
public sealed record NewJoinRequest(Guid UserId, string? Note);

/// <summary>A committed change.</summary>
/// <param name="Conversation">The conversation now.</param>
/// <param name="Changes">What changed.</param>
/// <param name="Audience">Who is told.</param>
/// <param name="Move">In place of <paramref name="Changes"/>, when somebody was removed from a large conversation.</param>
/// <param name="BecameLarge">From now on pushes go to a group, which the members have yet to join.</param>
/// <param name="Administrators">Those to be told of requests to join, if these changed.</param>
public sealed record GroupChange(
    Conversation Conversation, ConversationChanges Changes, Audience Audience, MoveDelivery? Move, bool BecameLarge, IReadOnlyList<Guid> Administrators);

using System.ComponentModel.DataAnnotations;

namespace Messenger.Domain.Conversations;

/// <summary>The section <c>Conversations</c> of the settings.</summary>
public sealed class ConversationLimits
{
    /// <summary>Code units of a group's title.</summary>
    public const int TitleLength = 100;

    /// <summary>Code units of a group's description.</summary>
    public const int DescriptionLength = 1_000;

    /// <summary>Code units of a group's announcement.</summary>
    public const int AnnouncementLength = 2_000;

    /// <summary>Members that one request may name.</summary>
    public const int MembersPerRequest = 200;

    /// <summary>The longest pause of slow mode, in seconds: six hours.</summary>
    public const int LongestSlowMode = 21_600;

    /// <summary>The longest time for which a member is muted, in seconds: ten years.</summary>
    public const long LongestMute = 315_360_000;

    /// <summary>Members of one group.</summary>
    [Range(2, 100_000)]
    public int MaxMembers { get; init; } = 10_000;

    /// <summary>Up to this number of members, receipts are pushed to all of them and shown.</summary>
    [Range(2, 1_000)]
    public int ReceiptMembers { get; init; } = 100;

    /// <summary>
    /// Up to this number of members, pushes are addressed to each member; above it to a group that the members' connections join. The same
    /// on all nodes.
    /// </summary>
    [Range(2, 1_000)]
    public int UserDeliveryMembers { get; init; } = 100;
}

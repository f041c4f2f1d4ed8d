using System.Text.Json.Serialization;
using Messenger.Contracts.Conversations;

namespace Messenger.Contracts.Messages;

/// <summary>What a system entry reports.</summary>
[JsonConverter(typeof(SystemEventConverter))]
public enum SystemEvent
{
    /// <summary>The group was made, with <see cref="SystemEntry.UserIds"/> as its first members and <see cref="SystemEntry.Text"/> as its title.</summary>
    [JsonStringEnumMemberName("group_created")] GroupCreated = 1,

    /// <summary>Members were added.</summary>
    [JsonStringEnumMemberName("members_added")] MembersAdded = 2,

    /// <summary>A member was removed by another.</summary>
    [JsonStringEnumMemberName("member_removed")] MemberRemoved = 3,

    /// <summary>The sender left.</summary>
    [JsonStringEnumMemberName("member_left")] MemberLeft = 4,

    /// <summary>The title became <see cref="SystemEntry.Text"/>.</summary>
    [JsonStringEnumMemberName("title_changed")] TitleChanged = 5,

    /// <summary>The description became <see cref="SystemEntry.Text"/>.</summary>
    [JsonStringEnumMemberName("description_changed")] DescriptionChanged = 6,

    /// <summary>A member's role became <see cref="SystemEntry.Role"/>.</summary>
    [JsonStringEnumMemberName("role_changed")] RoleChanged = 7,

    /// <summary>The sender gave the group to the member in <see cref="SystemEntry.UserIds"/>.</summary>
    [JsonStringEnumMemberName("ownership_transferred")] OwnershipTransferred = 8,

    /// <summary>What new members see of the past became <see cref="SystemEntry.History"/>.</summary>
    [JsonStringEnumMemberName("history_changed")] HistoryChanged = 9,

    /// <summary>Who posts became <see cref="SystemEntry.Role"/>.</summary>
    [JsonStringEnumMemberName("posting_changed")] PostingChanged = 10,

    /// <summary>Who mentions everybody became <see cref="SystemEntry.Role"/>.</summary>
    [JsonStringEnumMemberName("mentioning_changed")] MentioningChanged = 11,

    /// <summary>The pause of slow mode became <see cref="SystemEntry.Seconds"/>; absent for none.</summary>
    [JsonStringEnumMemberName("slow_mode_changed")] SlowModeChanged = 12,

    /// <summary>The conversation was archived.</summary>
    [JsonStringEnumMemberName("archived")] Archived = 13,

    /// <summary>It was restored.</summary>
    [JsonStringEnumMemberName("restored")] Restored = 14,

    /// <summary>The member in <see cref="SystemEntry.UserIds"/> was muted for <see cref="SystemEntry.Seconds"/>.</summary>
    [JsonStringEnumMemberName("member_muted")] MemberMuted = 15,

    /// <summary>The member in <see cref="SystemEntry.UserIds"/> may write again.</summary>
    [JsonStringEnumMemberName("member_unmuted")] MemberUnmuted = 16,

    /// <summary>The sender joined by himself.</summary>
    [JsonStringEnumMemberName("member_joined")] MemberJoined = 17,

    /// <summary>Who can find the group became <see cref="SystemEntry.Visibility"/>.</summary>
    [JsonStringEnumMemberName("visibility_changed")] VisibilityChanged = 18,

    /// <summary>How people come into the group became <see cref="SystemEntry.Joining"/>.</summary>
    [JsonStringEnumMemberName("joining_changed")] JoiningChanged = 19,

    /// <summary>The announcement became <see cref="SystemEntry.Text"/>; empty for none.</summary>
    [JsonStringEnumMemberName("announcement_changed")] AnnouncementChanged = 20,

    /// <summary>The picture changed.</summary>
    [JsonStringEnumMemberName("avatar_changed")] AvatarChanged = 21,
}

sealed class SystemEventConverter() : JsonStringEnumConverter<SystemEvent>(namingPolicy: null, allowIntegerValues: false);

/// <summary>What happened, for the client to put in words.</summary>
public sealed record SystemEntry
{
    /// <summary>The kind of event; the other fields depend on it.</summary>
    public required SystemEvent Event { get; init; }

    /// <summary>Whom it concerns, at most 100 of them.</summary>
    public IReadOnlyList<Guid> UserIds { get; set; } = [];

    /// <summary>The new title, description or announcement.</summary>
    public string? Text { get; init; }

    /// <summary>The new role.</summary>
    public MemberRole? Role { get; init; }

    /// <summary>The new setting.</summary>
    public HistoryVisibility? History { get; init; }

    /// <summary>The new setting.</summary>
    public Visibility? Visibility { get; init; }

    /// <summary>The new setting.</summary>
    public Joining? Joining { get; init; }

    /// <summary>How long.</summary>
    public long? Seconds { get; init; }
}

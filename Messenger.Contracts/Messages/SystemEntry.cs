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
}

sealed class SystemEventConverter() : JsonStringEnumConverter<SystemEvent>(namingPolicy: null, allowIntegerValues: false);

/// <summary>What happened, for the client to put in words.</summary>
public sealed record SystemEntry
{
    /// <summary>The kind of event; the other fields depend on it.</summary>
    public required SystemEvent Event { get; init; }

    /// <summary>Whom it concerns, at most 100 of them.</summary>
    public IReadOnlyList<Guid> UserIds { get; set; } = [];

    /// <summary>The new title or description.</summary>
    public string? Text { get; init; }

    /// <summary>The new role.</summary>
    public MemberRole? Role { get; init; }

    /// <summary>The new setting.</summary>
    public HistoryVisibility? History { get; init; }
}

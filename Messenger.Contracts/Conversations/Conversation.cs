using System.Text.Json.Serialization;

namespace Messenger.Contracts.Conversations;

/// <summary>What kind of conversation.</summary>
[JsonConverter(typeof(ConversationKindConverter))]
public enum ConversationKind
{
    /// <summary>Of two people, or a note to oneself: one per pair, for ever.</summary>
    [JsonStringEnumMemberName("direct")] Direct = 1,

    /// <summary>Of any number of people, with roles.</summary>
    [JsonStringEnumMemberName("group")] Group = 2,
}

sealed class ConversationKindConverter() : JsonStringEnumConverter<ConversationKind>(namingPolicy: null, allowIntegerValues: false);

/// <summary>What a new member sees of the time before.</summary>
[JsonConverter(typeof(HistoryVisibilityConverter))]
public enum HistoryVisibility
{
    /// <summary>Everything.</summary>
    [JsonStringEnumMemberName("all")] All = 1,

    /// <summary>Only what was posted from the joining on.</summary>
    [JsonStringEnumMemberName("from_joining")] FromJoining = 2,
}

sealed class HistoryVisibilityConverter() : JsonStringEnumConverter<HistoryVisibility>(namingPolicy: null, allowIntegerValues: false);

/// <summary>A conversation, as all members see it.</summary>
public sealed record Conversation
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Direct or group.</summary>
    public required ConversationKind Kind { get; init; }

    /// <summary>The title of a group.</summary>
    public string? Title { get; init; }

    /// <summary>The description of a group.</summary>
    public string? Description { get; init; }

    /// <summary>What new members see.</summary>
    public required HistoryVisibility History { get; init; }

    /// <summary>How many members it has now.</summary>
    public required int MemberCount { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who posts: from this role on. An announcement channel, or a group in which all are muted, has <c>administrator</c>.</summary>
    public required MemberRole Posting { get; init; }

    /// <summary>Who mentions <c>@all</c> and <c>@here</c>: from this role on.</summary>
    public required MemberRole MentioningEveryone { get; init; }

    /// <summary>Seconds that a plain member waits between two messages; absent for none.</summary>
    public int? SlowModeSeconds { get; init; }

    /// <summary>Who can find it.</summary>
    public required Visibility Visibility { get; init; }

    /// <summary>How people come into it by themselves, when it is public.</summary>
    public required Joining Joining { get; init; }

    /// <summary>Its announcement.</summary>
    public Announcement? Announcement { get; init; }

    /// <summary>Changes with its picture, which <c>GET .../avatar?version=</c> has; absent without one.</summary>
    public long? AvatarVersion { get; init; }

    /// <summary>When it was archived (UTC): it is read, and no longer written to. Absent while it is not.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }
}

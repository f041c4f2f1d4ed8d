using System.Text.Json.Serialization;

namespace Messenger.Contracts.Personal;

/// <summary>What kind of thing a user keeps for himself. The comment says what its key is.</summary>
[JsonConverter(typeof(PersonalKindConverter))]
public enum PersonalKind
{
    /// <summary>A text that is not sent yet. Key: the conversation, or <c>conversation/threadSeq</c>.</summary>
    [JsonStringEnumMemberName("draft")] Draft = 1,

    /// <summary>How the user wants a conversation. Key: the conversation.</summary>
    [JsonStringEnumMemberName("conversation")] Conversation = 2,

    /// <summary>A folder of conversations. Key: an id that the client makes.</summary>
    [JsonStringEnumMemberName("folder")] Folder = 3,

    /// <summary>A message that the user keeps at hand. Key: <c>conversation/seq</c>.</summary>
    [JsonStringEnumMemberName("saved")] Saved = 4,

    /// <summary>A message that the user has deleted for himself: his clients do not show it. Key: <c>conversation/seq</c>.</summary>
    [JsonStringEnumMemberName("hidden")] Hidden = 5,

    /// <summary>A reminder of a message. Key: an id that the client makes.</summary>
    [JsonStringEnumMemberName("reminder")] Reminder = 6,

    /// <summary>A message that the server posts at its time. Key: its <c>clientMessageId</c>.</summary>
    [JsonStringEnumMemberName("scheduled")] Scheduled = 7,

    /// <summary>Whether the user follows a thread, and what he has read of it. Key: <c>conversation/seq</c> of its first message.</summary>
    [JsonStringEnumMemberName("thread")] Thread = 8,

    /// <summary>The hours in which the user wants no notification. Key: <c>quiet</c>.</summary>
    [JsonStringEnumMemberName("quiet_hours")] QuietHours = 9,

    /// <summary>How the user wants a colleague. Key: the colleague's id.</summary>
    [JsonStringEnumMemberName("contact")] Contact = 10,
}

sealed class PersonalKindConverter() : JsonStringEnumConverter<PersonalKind>(namingPolicy: null, allowIntegerValues: false);

/// <summary>
/// One thing that a user keeps for himself, the same on all his devices. Besides its kind and key it has the one field that its kind is named after;
/// <c>hidden</c> has none.
/// </summary>
public sealed record PersonalItem
{
    /// <summary>What it is.</summary>
    public required PersonalKind Kind { get; init; }

    /// <summary>What it is about; ids in lower case with hyphens. <see cref="PersonalKind"/> says which.</summary>
    public required string Key { get; init; }

    /// <summary>It is no longer there.</summary>
    public bool Deleted { get; init; }

    /// <summary>The version of the user's things at which it last changed; the server sets it.</summary>
    public long Version { get; init; }

    /// <summary>When it last changed (UTC); the server sets it.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Of a <c>draft</c>.</summary>
    public Draft? Draft { get; init; }

    /// <summary>Of a <c>conversation</c>.</summary>
    public ConversationPreferences? Conversation { get; init; }

    /// <summary>Of a <c>folder</c>.</summary>
    public Folder? Folder { get; init; }

    /// <summary>Of a <c>saved</c> message.</summary>
    public SavedMessage? Saved { get; init; }

    /// <summary>Of a <c>reminder</c>.</summary>
    public Reminder? Reminder { get; init; }

    /// <summary>Of a <c>scheduled</c> message.</summary>
    public ScheduledMessage? Scheduled { get; init; }

    /// <summary>Of a <c>thread</c>.</summary>
    public ThreadFollow? Thread { get; init; }

    /// <summary>Of the <c>quiet_hours</c>.</summary>
    public QuietHours? QuietHours { get; init; }

    /// <summary>Of a <c>contact</c>.</summary>
    public ContactPreferences? Contact { get; init; }
}

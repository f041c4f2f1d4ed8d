using System.Text.Json.Serialization;

namespace Messenger.Contracts.Personal;

/// <summary>A text that is not sent yet.</summary>
public sealed record Draft
{
    /// <summary>The text so far; at most as long as a message.</summary>
    public required string Text { get; init; }

    /// <summary>The message that it will answer.</summary>
    public long? ReplyTo { get; init; }
}

/// <summary>Of what in a conversation a user wants to be notified.</summary>
[JsonConverter(typeof(NotifyLevelConverter))]
public enum NotifyLevel
{
    /// <summary>Of every message.</summary>
    [JsonStringEnumMemberName("all")] All = 1,

    /// <summary>Of mentions.</summary>
    [JsonStringEnumMemberName("mentions")] Mentions = 2,

    /// <summary>Of nothing.</summary>
    [JsonStringEnumMemberName("none")] None = 3,
}

sealed class NotifyLevelConverter() : JsonStringEnumConverter<NotifyLevel>(namingPolicy: null, allowIntegerValues: false);

/// <summary>How a user wants a conversation.</summary>
public sealed record ConversationPreferences
{
    /// <summary>What notifies him.</summary>
    public NotifyLevel Notify { get; set; } = NotifyLevel.All;

    /// <summary>Nothing notifies him until then (UTC).</summary>
    public DateTimeOffset? MutedUntil { get; init; }

    /// <summary>It stands above the others in his list.</summary>
    public bool Pinned { get; init; }

    /// <summary>It is one of his favourites.</summary>
    public bool Favourite { get; init; }

    /// <summary>It is not in his list until something is posted after this seq.</summary>
    public long? HiddenUpTo { get; init; }

    /// <summary>It is shown as unread, whatever he has read.</summary>
    public bool MarkedUnread { get; init; }
}

/// <summary>A folder of conversations.</summary>
public sealed record Folder
{
    /// <summary>Its name, 1 to 100 code units.</summary>
    public required string Name { get; init; }

    /// <summary>Its place among the folders, the smallest first.</summary>
    public int Position { get; init; }

    /// <summary>The conversations in it, at most 500; one may be in several folders.</summary>
    public required IReadOnlyList<Guid> ConversationIds { get; init; }
}

/// <summary>A message that a user keeps at hand.</summary>
public sealed record SavedMessage
{
    /// <summary>What he noted about it, at most 1,000 code units.</summary>
    public string? Note { get; init; }
}

/// <summary>A reminder of a message.</summary>
public sealed record Reminder
{
    /// <summary>The message's conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The message.</summary>
    public required long Seq { get; init; }

    /// <summary>When (UTC); at most a year ahead.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What he noted, at most 1,000 code units.</summary>
    public string? Note { get; init; }

    /// <summary>The time has come; the server sets it. It stays until the user removes it.</summary>
    public bool Due { get; init; }
}

/// <summary>A message that the server posts at its time, once, in the name of the user.</summary>
public sealed record ScheduledMessage
{
    /// <summary>Where.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>When (UTC); at most a year ahead.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The text, as in <c>PostMessage</c>.</summary>
    public required string Text { get; init; }

    /// <summary>As in <c>PostMessage</c>.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>As in <c>PostMessage</c>.</summary>
    public long? ThreadSeq { get; init; }

    /// <summary>As in <c>PostMessage</c>.</summary>
    public bool AlsoInMain { get; init; }

    /// <summary>Why it could not be posted; the server sets it. It stays until the user removes it or gives it another time.</summary>
    public ErrorCode? Refused { get; init; }
}

/// <summary>Whether a user follows a thread, and what he has read of it.</summary>
public sealed record ThreadFollow
{
    /// <summary>He follows it. Who wrote in a thread, began it or is mentioned there follows it until he says otherwise.</summary>
    public required bool Following { get; init; }

    /// <summary>The largest seq of the thread that he has read; it only grows.</summary>
    public long ReadSeq { get; init; }
}

/// <summary>The hours in which a user wants no notification.</summary>
public sealed record QuietHours
{
    /// <summary>From this minute of the day on, 0 to 1,439.</summary>
    public required int FromMinute { get; init; }

    /// <summary>Until this minute of the day, 0 to 1,439; on the next day if it is not after <see cref="FromMinute"/>.</summary>
    public required int UntilMinute { get; init; }

    /// <summary>The name of the time zone in the database of IANA, such as <c>Asia/Shanghai</c>.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The days on which they begin, 0 for Sunday to 6; absent for all.</summary>
    public IReadOnlyList<int>? Days { get; init; }
}

/// <summary>How a user wants a colleague.</summary>
public sealed record ContactPreferences
{
    /// <summary>He is one of the user's starred contacts.</summary>
    public bool Starred { get; init; }

    /// <summary>Nothing that he writes directly to the user is taken.</summary>
    public bool Blocked { get; init; }

    /// <summary>The name that the user has for him, 1 to 100 code units; only the user sees it.</summary>
    public string? Alias { get; init; }
}

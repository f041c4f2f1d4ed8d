using System.Text.Json.Serialization;

namespace Messenger.Contracts.Presence;

/// <summary>Whether a user can be reached now.</summary>
[JsonConverter(typeof(PresenceStateConverter))]
public enum PresenceState
{
    /// <summary>No connection.</summary>
    [JsonStringEnumMemberName("offline")] Offline = 1,

    /// <summary>Connected, but on every device away from the keyboard.</summary>
    [JsonStringEnumMemberName("away")] Away = 2,

    /// <summary>Connected and active.</summary>
    [JsonStringEnumMemberName("online")] Online = 3,
}

sealed class PresenceStateConverter() : JsonStringEnumConverter<PresenceState>(namingPolicy: null, allowIntegerValues: false);

/// <summary>What a user says of his being reachable.</summary>
[JsonConverter(typeof(AvailabilityConverter))]
public enum Availability
{
    /// <summary>He has something else to do, and may answer late.</summary>
    [JsonStringEnumMemberName("busy")] Busy = 1,

    /// <summary>His clients do not notify him.</summary>
    [JsonStringEnumMemberName("do_not_disturb")] DoNotDisturb = 2,
}

sealed class AvailabilityConverter() : JsonStringEnumConverter<Availability>(namingPolicy: null, allowIntegerValues: false);

/// <summary>What a user says of himself for a while, such as <c>🌴 On holiday</c>.</summary>
public sealed record PersonStatus
{
    /// <summary>Busy, or not to be disturbed; absent for neither. Shown in place of <c>online</c> and <c>away</c>.</summary>
    public Availability? Availability { get; init; }

    /// <summary>An emoji, at most 32 code units.</summary>
    public string? Emoji { get; init; }

    /// <summary>Some words, at most 100 code units.</summary>
    public string? Text { get; init; }

    /// <summary>From then on it holds no longer (UTC); absent for until it is changed.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>One user's presence. Soft: it may be late, and is never stored but for <see cref="LastSeenAt"/>.</summary>
public sealed record UserPresence
{
    /// <summary>Who.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The state over all of the user's devices.</summary>
    public required PresenceState State { get; init; }

    /// <summary>When the user was last connected (UTC); absent while online or away, for who never was, and for who does not show it.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>What he says of himself; absent for nothing. Clients let it go when its time is over.</summary>
    public PersonStatus? Status { get; init; }
}

/// <summary>
/// Says what this connection looks at, in place of what it said before. Presence of these users and typing in this conversation are
/// pushed to it from now on.
/// </summary>
public sealed record WatchPresence
{
    /// <summary>The users on the screen, at most 500.</summary>
    public required IReadOnlyList<Guid> UserIds { get; init; }

    /// <summary>The open conversation, for typing.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>The person at this device is away from the keyboard.</summary>
    public bool Away { get; init; }
}

/// <summary>The presence of the users asked for.</summary>
public sealed record PresenceList
{
    /// <summary>One for each user asked for.</summary>
    public required IReadOnlyList<UserPresence> Users { get; init; }
}

/// <summary>Says that the caller begins or ends typing. Repeated every 4 s while typing goes on; forgotten 6 s after the last.</summary>
public sealed record SetTyping
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>True while typing.</summary>
    public required bool Active { get; init; }
}

/// <summary>Pushed to those who look at the conversation.</summary>
public sealed record TypingState
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>Who types.</summary>
    public required Guid UserId { get; init; }

    /// <summary>True while typing.</summary>
    public required bool Active { get; init; }
}

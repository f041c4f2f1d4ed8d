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

/// <summary>One user's presence. Soft: it may be late, and is never stored but for <see cref="LastSeenAt"/>.</summary>
public sealed record UserPresence
{
    /// <summary>Who.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The state over all of the user's devices.</summary>
    public required PresenceState State { get; init; }

    /// <summary>When the user was last connected (UTC); absent while online or away, and for who never was.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }
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

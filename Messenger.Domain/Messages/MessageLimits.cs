using System.ComponentModel.DataAnnotations;

namespace Messenger.Domain.Messages;

/// <summary>The section <c>Messages</c> of the settings.</summary>
public sealed class MessageLimits
{
    /// <summary>
    /// UTF-16 code units of one message. Bounded so that the longest legal message, every character escaped, fits into one frame of the hub.
    /// </summary>
    [Range(1, 10_000)]
    public int MaxLength { get; init; } = 8_000;

    /// <summary>Versions that a client may be behind before it is told to load the conversation anew.</summary>
    [Range(10, 100_000)]
    public int MaxChangesBehind { get; init; } = 2_000;

    /// <summary>How long after its posting a message can be edited.</summary>
    [Range(typeof(TimeSpan), "0:00:00", "36500.00:00:00")]
    public TimeSpan EditWindow { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long after its posting its sender can recall a message; administrators of a group can at any time.</summary>
    [Range(typeof(TimeSpan), "0:00:00", "36500.00:00:00")]
    public TimeSpan RecallWindow { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Different emoji under one message.</summary>
    [Range(1, 50)]
    public int MaxReactions { get; init; } = 20;

    /// <summary>Pinned messages of one conversation.</summary>
    [Range(1, 100)]
    public int MaxPins { get; init; } = 50;

    /// <summary>How long a message that is to vanish may stay; zero allows none.</summary>
    [Range(typeof(TimeSpan), "0:00:00", "365.00:00:00")]
    public TimeSpan MaxVanish { get; init; }

    /// <summary>People whom one message mentions by name.</summary>
    [Range(0, 200)]
    public int MaxMentions { get; init; } = 50;
}

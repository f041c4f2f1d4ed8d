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
}

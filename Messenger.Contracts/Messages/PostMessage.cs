namespace Messenger.Contracts.Messages;

/// <summary>Asks to append one message to a conversation.</summary>
public sealed record PostMessage
{
    /// <summary>Where to.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>
    /// Made by the client before its first try, the same on every retry (UUIDv7, RFC 9562). A repeat is answered with the stored
    /// message, whatever text it carries.
    /// </summary>
    public required Guid ClientMessageId { get; init; }

    /// <summary>The text as typed, in the Markdown subset of docs/protocol.md; at most 8,000 UTF-16 code units unless configured otherwise.</summary>
    public required string Text { get; init; }
}

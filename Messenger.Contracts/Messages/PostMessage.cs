using Messenger.Contracts.Files;

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

    /// <summary>
    /// The text as typed, in the Markdown subset of docs/protocol.md; at most 8,000 UTF-16 code units unless configured otherwise. Mentions are
    /// written <c>&lt;@user id&gt;</c>, <c>&lt;@all&gt;</c> and <c>&lt;@here&gt;</c>.
    /// </summary>
    public required string Text { get; init; }

    /// <summary>The message that it answers, of the same conversation.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>The thread that it belongs to: the seq of its first message, or of any message in it.</summary>
    public long? ThreadSeq { get; init; }

    /// <summary>With a thread: show it in the main line as well.</summary>
    public bool AlsoInMain { get; init; }

    /// <summary>What is forwarded; the text is empty then, and the server fills it in.</summary>
    public Forward? Forward { get; init; }

    /// <summary>Ask those whom it mentions, or all members, to confirm that they have read it. In groups above <c>ClientLimits.ReceiptMembers</c> it must mention somebody.</summary>
    public bool Urgent { get; init; }

    /// <summary>A poll; the text is its question.</summary>
    public NewPoll? Poll { get; init; }

    /// <summary>The message vanishes for everybody so many seconds after it was posted, where the installation allows it: 5 to <c>ClientLimits.VanishSeconds</c>.</summary>
    public int? VanishAfterSeconds { get; init; }

    /// <summary>Files that the caller has uploaded, up to <c>ClientLimits.FilesOfMessage</c>; the text may be empty then. Each may be sent with as many messages as one likes.</summary>
    public IReadOnlyList<AttachFile>? Files { get; init; }
}

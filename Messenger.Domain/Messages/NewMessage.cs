using Messenger.Contracts.Files;
using Messenger.Contracts.Messages;

namespace Messenger.Domain.Messages;

/// <summary>A message to be appended; its text has passed the rules.</summary>
public sealed record NewMessage(Guid ConversationId, Guid SenderId, Guid ClientMessageId, string Text)
{
    /// <summary>The message that it answers.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>A message of the thread that it belongs to.</summary>
    public long? ThreadSeq { get; init; }

    /// <summary>It is shown in the main line besides.</summary>
    public bool AlsoInMain { get; init; }

    /// <summary>Whom its text mentions.</summary>
    public MentionedUsers Mentions { get; init; } = MentionedUsers.Nobody;

    /// <summary>Who is online, when it mentions those; members or not.</summary>
    public IReadOnlyList<Guid> Online { get; init; } = [];

    /// <summary>Where it was forwarded from.</summary>
    public Forwarded? Forwarded { get; init; }

    /// <summary>The messages that were forwarded as one.</summary>
    public IReadOnlyList<CardLine>? Card { get; init; }

    /// <summary>It asks for confirmation.</summary>
    public bool Urgent { get; init; }

    /// <summary>Its poll, in which nobody has voted yet.</summary>
    public Poll? Poll { get; init; }

    /// <summary>Its files.</summary>
    public IReadOnlyList<Attachment>? Files { get; init; }

    /// <summary>How long it stays.</summary>
    public TimeSpan? VanishesAfter { get; init; }
}

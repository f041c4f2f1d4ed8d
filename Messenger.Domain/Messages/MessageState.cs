using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Files;
using Messenger.Contracts.Messages;

namespace Messenger.Domain.Messages;

/// <summary>A message, and what the rules on it go by, as a change finds it: its conversation is locked until the change is committed.</summary>
public sealed record MessageState
{
    /// <summary>The message.</summary>
    public required Message Message { get; init; }

    /// <summary>Its conversation.</summary>
    public required Conversation Conversation { get; init; }

    /// <summary>The caller's role.</summary>
    public required MemberRole Role { get; init; }

    /// <summary>An administrator has muted the caller until then.</summary>
    public DateTimeOffset? MutedUntil { get; init; }

    /// <summary>The other one of the direct conversation takes nothing of the caller.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>The emoji with which the caller has reacted.</summary>
    public required IReadOnlySet<string> OwnReactions { get; init; }

    /// <summary>The answers of its poll that the caller has chosen.</summary>
    public IReadOnlyList<int> OwnVotes { get; init; } = [];

    /// <summary>Pinned messages of the conversation.</summary>
    public required int Pins { get; init; }
}

/// <summary>What is to be done to a message.</summary>
public abstract record Revision
{
    Revision()
    {
    }

    /// <summary>It is so already.</summary>
    public sealed record None : Revision;

    /// <summary>It gets another text; the one before is kept.</summary>
    /// <param name="Text">The text.</param>
    /// <param name="Mentions">Whom it mentions.</param>
    /// <param name="KeepsLink">Its first link is the same.</param>
    public sealed record NewText(string Text, MentionedUsers Mentions, bool KeepsLink) : Revision
    {
        /// <summary>The files that the message has: it is still to be found by them.</summary>
        public IReadOnlyList<Attachment>? Files { get; init; }
    }

    /// <summary>It shows what is behind its link.</summary>
    public sealed record Previewed(LinkPreview Preview) : Revision;

    /// <summary>Its text goes, and with it reactions, pin, mentions, and where it is quoted.</summary>
    public sealed record Recalled : Revision;

    /// <summary>The caller reacts.</summary>
    public sealed record Reacted(string Emoji) : Revision;

    /// <summary>The caller takes a reaction away.</summary>
    public sealed record Unreacted(string Emoji) : Revision;

    /// <summary>The caller confirms.</summary>
    public sealed record Confirmed : Revision;

    /// <summary>The caller chooses these answers, in place of those before.</summary>
    public sealed record Voted(IReadOnlyList<int> Options) : Revision;

    /// <summary>The poll takes no more votes.</summary>
    public sealed record PollClosed : Revision;

    /// <summary>It is pinned.</summary>
    public sealed record Pinned : Revision;

    /// <summary>It is no longer pinned.</summary>
    public sealed record Unpinned : Revision;
}

/// <summary>A committed change of a message.</summary>
/// <param name="Message">The message now.</param>
/// <param name="Deliveries">What to push, in order.</param>
public sealed record RevisedMessage(Message Message, IReadOnlyList<Delivery> Deliveries);

/// <summary>Changes messages of the log.</summary>
public interface IMessageRevisions
{
    /// <summary>
    /// In one transaction: locks the conversation, asks what to do, and writes it with a new version. What is decided must be such that doing it again
    /// changes nothing: it is done once more when the connection was lost. Refusals: <see cref="ErrorCode.NotAMember"/>,
    /// <see cref="ErrorCode.NotFound"/> when the caller cannot see such a message, <see cref="ErrorCode.UnavailableRetry"/>.
    /// </summary>
    Task<Result<RevisedMessage>> ReviseAsync(
        Guid caller, Guid conversationId, long seq, Func<MessageState, Result<Revision>> decide, CancellationToken cancellationToken);

    /// <summary>
    /// Recalls, in nobody's name, messages whose time is over, of one conversation; their texts are kept nowhere. What to push, in order; null when there is
    /// nothing more to do.
    /// </summary>
    Task<IReadOnlyList<Delivery>?> VanishAsync(CancellationToken cancellationToken);
}

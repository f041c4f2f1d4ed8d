using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;

namespace Messenger.Client.Messages;

/// <summary>What this device holds of an open conversation, at one moment.</summary>
public sealed record HeldConversation
{
    /// <summary>The conversation as the last sync brought it.</summary>
    public required ConversationHead Head { get; init; }

    /// <summary>The version up to which the held rows are right.</summary>
    public required long Version { get; init; }

    /// <summary>The held rows, by seq.</summary>
    public required IReadOnlyList<Message> Messages { get; init; }

    /// <summary>
    /// Which seqs are not held, of those that the user may see. Load them when they come into view, with <see cref="GetMessages.Before"/> the
    /// seq behind the hole.
    /// </summary>
    public required IReadOnlyList<SeqRange> Holes { get; init; }
}

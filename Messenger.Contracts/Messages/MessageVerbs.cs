namespace Messenger.Contracts.Messages;

/// <summary>Changes the text of the caller's own message, within the time that the sign-in reply names.</summary>
public sealed record EditMessage
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The message.</summary>
    public required long Seq { get; init; }

    /// <summary>The new text, as <see cref="PostMessage.Text"/>.</summary>
    public required string Text { get; init; }
}

/// <summary>Takes a message back: one's own within the time that the sign-in reply names; administrators of a group any message at any time.</summary>
public sealed record RecallMessage
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The message.</summary>
    public required long Seq { get; init; }
}

/// <summary>Puts the caller's reaction under a message, or takes it away. Saying it again changes nothing.</summary>
public sealed record React
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The message.</summary>
    public required long Seq { get; init; }

    /// <summary>The emoji, as <see cref="Reaction.Emoji"/>.</summary>
    public required string Emoji { get; init; }

    /// <summary>True puts it there, false takes it away.</summary>
    public required bool Active { get; init; }
}

/// <summary>Pins a message to its conversation, or takes the pin away. Saying it again changes nothing.</summary>
public sealed record PinMessage
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The message.</summary>
    public required long Seq { get; init; }

    /// <summary>True pins, false unpins.</summary>
    public required bool Active { get; init; }
}

/// <summary>Asks for a page of a thread's replies, without its first message.</summary>
public sealed record GetThread
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The seq of the thread's first message.</summary>
    public required long ThreadSeq { get; init; }

    /// <summary>The replies just before this seq; absent for the newest.</summary>
    public long? Before { get; init; }

    /// <summary>Rows at most, 1 to 200; the reply also ends at 48 kB.</summary>
    public int Limit { get; set; } = 50;
}

/// <summary>Replies of one thread, in order of seq.</summary>
public sealed record ThreadPage
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The thread's first message, as it is now.</summary>
    public required Message Root { get; init; }

    /// <summary>The replies.</summary>
    public required IReadOnlyList<Message> Messages { get; init; }

    /// <summary>There are older ones.</summary>
    public required bool HasBefore { get; init; }
}

/// <summary>The pinned messages of a conversation, the latest pin first.</summary>
public sealed record PinList
{
    /// <summary>The messages.</summary>
    public required IReadOnlyList<Message> Messages { get; init; }
}

/// <summary>Who has reacted with one emoji, in the order in which they did.</summary>
public sealed record ReactionPage
{
    /// <summary>The users.</summary>
    public required IReadOnlyList<Guid> UserIds { get; init; }

    /// <summary>The cursor of the next page; absent on the last.</summary>
    public string? Next { get; init; }
}

/// <summary>A text that a message had before it was edited.</summary>
public sealed record EarlierText
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>When it was replaced (UTC).</summary>
    public required DateTimeOffset ReplacedAt { get; init; }
}

/// <summary>The texts that a message had, the oldest first.</summary>
public sealed record EarlierTexts
{
    /// <summary>The texts; at most the 100 latest.</summary>
    public required IReadOnlyList<EarlierText> Texts { get; init; }
}

/// <summary>Asks for the threads that the caller follows.</summary>
public sealed record GetThreads
{
    /// <summary>The cursor of the page before; absent for the first.</summary>
    public string? After { get; init; }

    /// <summary>Threads at most, 1 to 100; the reply also ends at 48 kB.</summary>
    public int Limit { get; set; } = 50;
}

/// <summary>A thread that the caller follows: he wrote in it, began it, is mentioned there, or has said so, and has not said otherwise.</summary>
public sealed record FollowedThread
{
    /// <summary>Its first message.</summary>
    public required Message Root { get; init; }

    /// <summary>The largest seq of it that the caller has read.</summary>
    public required long ReadSeq { get; init; }

    /// <summary>Replies of others after <see cref="ReadSeq"/>, recalled ones not counted; at most 100, which means 100 or more.</summary>
    public required int Unread { get; init; }

    /// <summary>When the latest reply was posted (UTC).</summary>
    public required DateTimeOffset RepliedAt { get; init; }
}

/// <summary>Threads that the caller follows, the latest reply first.</summary>
public sealed record ThreadList
{
    /// <summary>The threads.</summary>
    public required IReadOnlyList<FollowedThread> Threads { get; init; }

    /// <summary>The cursor of the next page; absent on the last.</summary>
    public string? Next { get; init; }
}

/// <summary>Who follows a thread; at most 200.</summary>
public sealed record FollowerList
{
    /// <summary>The users.</summary>
    public required IReadOnlyList<Guid> UserIds { get; init; }
}

/// <summary>Confirms that the caller has read an urgent message that asks him to. Saying it again changes nothing.</summary>
public sealed record ConfirmMessage
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The message.</summary>
    public required long Seq { get; init; }
}

/// <summary>Chooses answers of a poll, in place of what the caller chose before.</summary>
public sealed record Vote
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The message.</summary>
    public required long Seq { get; init; }

    /// <summary>The places of the answers, from 0; none to take the vote back.</summary>
    public required IReadOnlyList<int> Options { get; init; }
}

/// <summary>Closes a poll for good: its sender, or an administrator of the group.</summary>
public sealed record ClosePoll
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The message.</summary>
    public required long Seq { get; init; }
}

/// <summary>Asks for the messages of a card.</summary>
public sealed record GetCard
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The message.</summary>
    public required long Seq { get; init; }

    /// <summary>The lines after this many.</summary>
    public int After { get; init; }
}

/// <summary>Messages of a card, up to 48 kB.</summary>
public sealed record CardPage
{
    /// <summary>The lines.</summary>
    public required IReadOnlyList<CardLine> Lines { get; init; }

    /// <summary>There are further ones.</summary>
    public required bool More { get; init; }
}

/// <summary>Who has chosen one answer of a poll, and what the caller has chosen.</summary>
public sealed record VoterPage
{
    /// <summary>The places of the answers that the caller has chosen.</summary>
    public required IReadOnlyList<int> Own { get; init; }

    /// <summary>The voters for the answer that was asked for, by user id; empty when the poll is anonymous.</summary>
    public required IReadOnlyList<Guid> UserIds { get; init; }

    /// <summary>The cursor of the next page; absent on the last.</summary>
    public string? Next { get; init; }
}

/// <summary>Who has read a message, as far as others are told.</summary>
public sealed record ReaderList
{
    /// <summary>Members who have read up to it.</summary>
    public required IReadOnlyList<Guid> Read { get; init; }

    /// <summary>Members who have not; its sender and who cannot see it are in neither list.</summary>
    public required IReadOnlyList<Guid> Unread { get; init; }
}

namespace Messenger.Contracts.Messages;

/// <summary>What to forward. Only text that its sender may still be seen with is forwarded: nothing recalled, nothing that vanishes.</summary>
public sealed record Forward
{
    /// <summary>The conversation that it is taken from; the caller must be a member of it as well.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The messages, 1 to 100, in the order in which they are shown.</summary>
    public required IReadOnlyList<long> Seqs { get; init; }

    /// <summary>Several messages as one, to be opened. Needed for more than one: to send several separately, post several.</summary>
    public bool AsCard { get; init; }
}

/// <summary>A poll to be taken; the message's text is the question.</summary>
public sealed record NewPoll
{
    /// <summary>The answers, 2 to 20, each 1 to 100 code units on one line and none twice.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>One may choose several.</summary>
    public bool Multiple { get; init; }

    /// <summary>Nobody is told who has chosen what.</summary>
    public bool Anonymous { get; init; }

    /// <summary>When it closes (UTC), at most a year ahead; absent to close it by hand.</summary>
    public DateTimeOffset? ClosesAt { get; init; }
}

/// <summary>Where a forwarded message comes from.</summary>
public sealed record Forwarded
{
    /// <summary>Who wrote it.</summary>
    public required Guid SenderId { get; init; }

    /// <summary>When it was posted (UTC).</summary>
    public required DateTimeOffset PostedAt { get; init; }
}

/// <summary>Several messages forwarded as one. The message's text has the first lines of them; <c>GetCard</c> has all.</summary>
public sealed record Card
{
    /// <summary>How many there are.</summary>
    public required int Count { get; init; }
}

/// <summary>One message of a card.</summary>
public sealed record CardLine
{
    /// <summary>Who wrote it.</summary>
    public required Guid SenderId { get; init; }

    /// <summary>When it was posted (UTC).</summary>
    public required DateTimeOffset PostedAt { get; init; }

    /// <summary>Its text.</summary>
    public required string Text { get; init; }
}

/// <summary>An urgent message: those who are asked are to confirm that they have read it.</summary>
public sealed record Urgent
{
    /// <summary>Who is asked: those whom the text mentions, or all members but the sender, when it was posted.</summary>
    public required IReadOnlyList<Guid> AskedIds { get; init; }

    /// <summary>Who has confirmed, in the order in which they did.</summary>
    public required IReadOnlyList<Guid> ConfirmedIds { get; init; }
}

/// <summary>A poll, as it stands.</summary>
public sealed record Poll
{
    /// <summary>The answers, in their order.</summary>
    public required IReadOnlyList<PollOption> Options { get; init; }

    /// <summary>One may choose several.</summary>
    public bool Multiple { get; init; }

    /// <summary>Nobody is told who has chosen what.</summary>
    public bool Anonymous { get; init; }

    /// <summary>When it closes (UTC).</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>It was closed by hand; it is also closed after <see cref="ClosesAt"/>.</summary>
    public bool Closed { get; init; }

    /// <summary>How many people have voted.</summary>
    public int Voters { get; init; }
}

/// <summary>One answer of a poll.</summary>
public sealed record PollOption
{
    /// <summary>The answer.</summary>
    public required string Text { get; init; }

    /// <summary>How many have chosen it.</summary>
    public int Votes { get; init; }

    /// <summary>Who has, the first ones first; absent when it is anonymous. A message names 200 at most; <c>GET .../votes</c> names all.</summary>
    public IReadOnlyList<Guid>? UserIds { get; init; }
}

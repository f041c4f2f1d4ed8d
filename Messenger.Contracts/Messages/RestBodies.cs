using Messenger.Contracts.Files;

namespace Messenger.Contracts.Messages;

/// <summary>The body of a post over REST; the conversation is in the address.</summary>
public sealed record PostBody
{
    /// <summary>As <see cref="PostMessage.ClientMessageId"/>.</summary>
    public required Guid ClientMessageId { get; init; }

    /// <summary>As <see cref="PostMessage.Text"/>.</summary>
    public required string Text { get; init; }

    /// <summary>As <see cref="PostMessage.ReplyTo"/>.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>As <see cref="PostMessage.ThreadSeq"/>.</summary>
    public long? ThreadSeq { get; init; }

    /// <summary>As <see cref="PostMessage.AlsoInMain"/>.</summary>
    public bool AlsoInMain { get; init; }

    /// <summary>As <see cref="PostMessage.Forward"/>.</summary>
    public Forward? Forward { get; init; }

    /// <summary>As <see cref="PostMessage.Urgent"/>.</summary>
    public bool Urgent { get; init; }

    /// <summary>As <see cref="PostMessage.Poll"/>.</summary>
    public NewPoll? Poll { get; init; }

    /// <summary>As <see cref="PostMessage.VanishAfterSeconds"/>.</summary>
    public int? VanishAfterSeconds { get; init; }

    /// <summary>As <see cref="PostMessage.Files"/>.</summary>
    public IReadOnlyList<AttachFile>? Files { get; init; }
}

/// <summary>The body of a vote over REST; the message is in the address.</summary>
public sealed record VoteBody
{
    /// <summary>As <see cref="Vote.Options"/>.</summary>
    public required IReadOnlyList<int> Options { get; init; }
}

/// <summary>The body of an edit over REST; the message is in the address.</summary>
public sealed record EditBody
{
    /// <summary>As <see cref="EditMessage.Text"/>.</summary>
    public required string Text { get; init; }
}

/// <summary>The body of a read cursor over REST.</summary>
public sealed record ReadBody
{
    /// <summary>As <see cref="MarkRead.Seq"/>.</summary>
    public required long Seq { get; init; }
}

/// <summary>The body of a typing hint over REST.</summary>
public sealed record TypingBody
{
    /// <summary>True while typing.</summary>
    public required bool Active { get; init; }
}

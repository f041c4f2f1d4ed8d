using System.Text.Json.Serialization;
using Messenger.Contracts.Files;

namespace Messenger.Contracts.Messages;

/// <summary>What a row of the log holds.</summary>
[JsonConverter(typeof(MessageKindConverter))]
public enum MessageKind
{
    /// <summary>Written by a member.</summary>
    [JsonStringEnumMemberName("text")] Text = 1,

    /// <summary>Written by the system: <see cref="Message.System"/> says what happened.</summary>
    [JsonStringEnumMemberName("system")] System = 2,
}

sealed class MessageKindConverter() : JsonStringEnumConverter<MessageKind>(namingPolicy: null, allowIntegerValues: false);

/// <summary>One row of a conversation's log, as it is now. Its identity is the conversation and <see cref="Seq"/>.</summary>
public sealed record Message
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>Its place in the conversation, from 1, without holes.</summary>
    public required long Seq { get; init; }

    /// <summary>The conversation's version at which this row last changed. Of two copies the one with the higher version is right.</summary>
    public required long Version { get; init; }

    /// <summary>Text, or an entry of the system.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>Who wrote it, or whose action a system entry reports.</summary>
    public required Guid SenderId { get; init; }

    /// <summary>The id under which its sender's client posted it; absent on system entries.</summary>
    public Guid? ClientMessageId { get; init; }

    /// <summary>When the database stored it (UTC). For people only: order is by <see cref="Seq"/>.</summary>
    public required DateTimeOffset PostedAt { get; init; }

    /// <summary>The text; absent on system entries and on what was recalled.</summary>
    public string? Text { get; init; }

    /// <summary>When its text was last changed (UTC); absent if never.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>It was taken back: its text, and what hung on it, is gone for everybody.</summary>
    public Recall? Recalled { get; init; }

    /// <summary>The message that it answers.</summary>
    public Quote? ReplyTo { get; init; }

    /// <summary>The first message of the thread that it belongs to; absent in the main line.</summary>
    public long? ThreadSeq { get; init; }

    /// <summary>It belongs to a thread, and to the main line as well.</summary>
    public bool AlsoInMain { get; init; }

    /// <summary>The thread that it began.</summary>
    public ThreadSummary? Thread { get; init; }

    /// <summary>The reactions, in the order in which each emoji was first used; absent when there are none.</summary>
    public IReadOnlyList<Reaction>? Reactions { get; init; }

    /// <summary>It is pinned to the conversation.</summary>
    public Pin? Pinned { get; init; }

    /// <summary>The members whom its text mentions; absent when there are none.</summary>
    public IReadOnlyList<Guid>? Mentions { get; init; }

    /// <summary>It mentions all members, or all who were online.</summary>
    public MentionScope? MentionsEveryone { get; init; }

    /// <summary>It was forwarded from elsewhere.</summary>
    public Forwarded? Forwarded { get; init; }

    /// <summary>It stands for several that were forwarded.</summary>
    public Card? Card { get; init; }

    /// <summary>It asks for confirmation.</summary>
    public Urgent? Urgent { get; init; }

    /// <summary>Its text is the question of a poll.</summary>
    public Poll? Poll { get; init; }

    /// <summary>What is behind the first link of its text, if the server has read it.</summary>
    public LinkPreview? Preview { get; init; }

    /// <summary>Its files; absent when it has none.</summary>
    public IReadOnlyList<Attachment>? Files { get; init; }

    /// <summary>When it vanishes for everybody (UTC): it is recalled then, by nobody.</summary>
    public DateTimeOffset? VanishesAt { get; init; }

    /// <summary>What happened; only on system entries.</summary>
    public SystemEntry? System { get; init; }
}

using System.Text.Json.Serialization;

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

    /// <summary>The text; absent on system entries.</summary>
    public string? Text { get; init; }

    /// <summary>What happened; only on system entries.</summary>
    public SystemEntry? System { get; init; }
}

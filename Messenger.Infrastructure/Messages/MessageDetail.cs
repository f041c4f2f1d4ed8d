using System.Text.Json;
using System.Text.Json.Serialization;
using Messenger.Contracts.Files;
using Messenger.Contracts.Messages;
using Messenger.Domain.Messages;

namespace Messenger.Infrastructure.Messages;

/// <summary>What a row of the log holds besides its columns: nothing that is searched or counted by.</summary>
sealed record MessageDetail
{
    public Quote? Quote { get; init; }

    /// <summary>Made from the table of reactions in the transaction that changes that.</summary>
    public IReadOnlyList<Reaction>? Reactions { get; init; }

    public Forwarded? Forwarded { get; init; }

    /// <summary>Only how many lines it has: they are in a column of their own, which is not read with the row.</summary>
    public Card? Card { get; init; }

    public LinkPreview? Preview { get; init; }

    public Urgent? Urgent { get; init; }

    /// <summary>Its votes are made from the table of votes in the transaction that changes that.</summary>
    public Poll? Poll { get; init; }

    /// <summary>As they were when it was posted; who may have them is in a table of their own.</summary>
    public IReadOnlyList<Attachment>? Files { get; init; }

    /// <summary>What a new message has of its own; null if that is nothing.</summary>
    public static string? Of(NewMessage item) =>
        item is { Forwarded: null, Card: null, Poll: null, Files: null }
            ? null
            : JsonSerializer.Serialize(
                new() { Forwarded = item.Forwarded, Card = item.Card is { } lines ? new() { Count = lines.Count } : null, Poll = item.Poll, Files = item.Files }, StoredJson.Default.MessageDetail);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MessageDetail))]
[JsonSerializable(typeof(IReadOnlyList<CardLine>))]
[JsonSerializable(typeof(LinkPreview))]
[JsonSerializable(typeof(IReadOnlyList<Attachment>))]
sealed partial class StoredJson : JsonSerializerContext;

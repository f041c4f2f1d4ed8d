using System.Text.Json.Serialization;
using Messenger.Contracts.Messages;

namespace Messenger.Infrastructure.Messages;

/// <summary>What a row of the log holds besides its columns: nothing that is searched or counted by.</summary>
sealed record MessageDetail
{
    public Quote? Quote { get; init; }

    /// <summary>Made from the table of reactions in the transaction that changes that.</summary>
    public IReadOnlyList<Reaction>? Reactions { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MessageDetail))]
sealed partial class StoredJson : JsonSerializerContext;

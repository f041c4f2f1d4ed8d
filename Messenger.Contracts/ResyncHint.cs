using System.Text.Json.Serialization;

namespace Messenger.Contracts;

/// <summary>Why to resync.</summary>
[JsonConverter(typeof(ResyncReasonConverter))]
public enum ResyncReason
{
    /// <summary>Pushes may have been lost: call <c>Sync</c> on this connection.</summary>
    [JsonStringEnumMemberName("missed")] Missed = 1,

    /// <summary>The caller's set of conversations changed: call <c>Sync</c> on this connection.</summary>
    [JsonStringEnumMemberName("conversations_changed")] ConversationsChanged = 2,

    /// <summary>The node is about to stop: connect anew.</summary>
    [JsonStringEnumMemberName("moving")] Moving = 3,
}

sealed class ResyncReasonConverter() : JsonStringEnumConverter<ResyncReason>(namingPolicy: null, allowIntegerValues: false);

/// <summary>Asks the client to catch up.</summary>
public sealed record ResyncHint
{
    /// <summary>Why.</summary>
    public required ResyncReason Reason { get; init; }

    /// <summary>The client waits a random time up to this, in milliseconds, so that all do not come at once.</summary>
    public required int DelayMilliseconds { get; init; }
}

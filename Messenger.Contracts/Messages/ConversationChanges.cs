using Messenger.Contracts.Conversations;

namespace Messenger.Contracts.Messages;

/// <summary>Asks for what changed in a conversation after a version that the client holds.</summary>
public sealed record GetChanges
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The version that the client holds; 0 for none.</summary>
    public required long Since { get; init; }
}

/// <summary>
/// What changed in a conversation after <see cref="After"/>, up to and with <see cref="Version"/>: each changed row once, as it is now.
/// Pushed and fetched changes have this one shape. A client that holds a version below <see cref="After"/> has a gap and asks with
/// <see cref="GetChanges"/>; rows that it holds at the same or a higher version it leaves as they are.
/// </summary>
public sealed record ConversationChanges
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The version before these changes.</summary>
    public required long After { get; init; }

    /// <summary>The version with these changes.</summary>
    public required long Version { get; init; }

    /// <summary>The changed messages, by seq.</summary>
    public IReadOnlyList<Message> Messages { get; set; } = [];

    /// <summary>The changed memberships.</summary>
    public IReadOnlyList<Member> Members { get; set; } = [];

    /// <summary>The conversation itself, if its title, description, settings or number of members changed.</summary>
    public Conversation? Conversation { get; init; }

    /// <summary>There is more: ask again with <see cref="Version"/>. Never set on a push.</summary>
    public bool More { get; init; }

    /// <summary>Too much has changed to replay: drop the held rows, and load the newest page. <see cref="Version"/> is the present one.</summary>
    public bool TooFarBehind { get; init; }
}

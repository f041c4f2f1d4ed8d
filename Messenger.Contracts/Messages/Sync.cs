using Messenger.Contracts.Conversations;

namespace Messenger.Contracts.Messages;

/// <summary>Asks for the caller's conversations that changed since the last time.</summary>
public sealed record Sync
{
    /// <summary>The token of the last reply; absent for everything.</summary>
    public string? Token { get; init; }
}

/// <summary>The heads of the caller's conversations that changed since the token. Repeats are possible and harmless.</summary>
public sealed record SyncResult
{
    /// <summary>To be sent with the next <see cref="Sync"/>. Opaque.</summary>
    public required string Token { get; init; }

    /// <summary>
    /// The random id of this state of the database; a restore from backup changes it. A client that holds another drops all that it
    /// holds, but for its unsent messages.
    /// </summary>
    public required Guid ServerEpoch { get; init; }

    /// <summary>This reply is the first page of everything: what it and its further pages do not name, the caller no longer has.</summary>
    public required bool Full { get; init; }

    /// <summary>There are further pages: ask at once, with <see cref="Token"/>.</summary>
    public required bool More { get; init; }

    /// <summary>The changed conversations, latest activity first.</summary>
    public required IReadOnlyList<ConversationHead> Heads { get; init; }

    /// <summary>The version of the things that the caller keeps for himself: who holds another asks with <c>GetPersonal</c>.</summary>
    public required long PersonalVersion { get; init; }

    /// <summary>The conversations that the caller has left or was removed from.</summary>
    public IReadOnlyList<Guid> Left { get; set; } = [];
}

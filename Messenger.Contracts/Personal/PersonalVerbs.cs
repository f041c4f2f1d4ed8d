namespace Messenger.Contracts.Personal;

/// <summary>Writes or removes one thing of the caller's own. Saying it again changes nothing more.</summary>
public sealed record SetPersonal
{
    /// <summary>The thing as it shall be; with <see cref="PersonalItem.Deleted"/> it goes.</summary>
    public required PersonalItem Item { get; init; }

    /// <summary>Only if it is still at this version (0: not there), or the answer is <c>conflict</c>; absent to write over whatever is there.</summary>
    public long? IfVersion { get; init; }
}

/// <summary>Asks what changed among the caller's own things.</summary>
public sealed record GetPersonal
{
    /// <summary>The version that the client holds; 0 for everything.</summary>
    public required long Since { get; init; }
}

/// <summary>
/// What changed among a user's own things. A client whose version is <see cref="After"/> applies it and is at <see cref="Version"/>; one whose version is
/// lower asks with <see cref="GetPersonal"/>.
/// </summary>
public sealed record PersonalChanges
{
    /// <summary>The version that this follows.</summary>
    public required long After { get; init; }

    /// <summary>The version that it leads to.</summary>
    public required long Version { get; init; }

    /// <summary>This is the first page of everything: what it and its further pages do not name is no longer there.</summary>
    public bool Full { get; init; }

    /// <summary>There are further pages: ask at once, with <see cref="Version"/>.</summary>
    public bool More { get; init; }

    /// <summary>The changed things as they are now, by version.</summary>
    public required IReadOnlyList<PersonalItem> Items { get; init; }
}

/// <summary>Removes all messages up to a seq from what the caller sees of a conversation, on all devices and for good. Others keep them.</summary>
public sealed record ClearConversation
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The last message that goes.</summary>
    public required long UpTo { get; init; }
}

/// <summary>The body of <c>POST .../clear</c>.</summary>
public sealed record ClearBody
{
    /// <summary>The last message that goes.</summary>
    public required long UpTo { get; init; }
}

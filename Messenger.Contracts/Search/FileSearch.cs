using Messenger.Contracts.Files;

namespace Messenger.Contracts.Search;

/// <summary>Searches the files of messages that the caller may read, by their names.</summary>
public sealed record SearchFiles
{
    /// <summary>Terms that the name has, as <see cref="SearchMessages.Text"/>.</summary>
    public required string Text { get; init; }

    /// <summary>In this conversation only.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>From this user only.</summary>
    public Guid? SenderId { get; init; }

    /// <summary>Of this kind only.</summary>
    public FileKind? Kind { get; init; }

    /// <summary>Hits at most, 1 to 50.</summary>
    public int Limit { get; set; } = 20;

    /// <summary><see cref="FileHits.Next"/> of the page before; the rest of the request is as it was then.</summary>
    public string? Cursor { get; init; }
}

/// <summary>A page of files that were found, the latest first.</summary>
public sealed record FileHits
{
    /// <summary>The hits; there may be fewer than were asked for, and more to come all the same.</summary>
    public required IReadOnlyList<FileHit> Hits { get; init; }

    /// <summary>The cursor of the next page; absent on the last.</summary>
    public string? Next { get; init; }
}

/// <summary>A file that was found.</summary>
public sealed record FileHit
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The file, and the message that it came with.</summary>
    public required ConversationFile File { get; init; }

    /// <summary>Its name in pieces, those that match marked.</summary>
    public required IReadOnlyList<Fragment> Name { get; init; }
}

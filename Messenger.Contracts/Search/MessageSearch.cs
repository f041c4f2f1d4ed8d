using System.Text.Json.Serialization;

namespace Messenger.Contracts.Search;

/// <summary>The order of what a search finds.</summary>
[JsonConverter(typeof(SearchOrderConverter))]
public enum SearchOrder
{
    /// <summary>The newest first.</summary>
    [JsonStringEnumMemberName("newest")] Newest = 1,

    /// <summary>What fits best first, among the newest 200 that fit.</summary>
    [JsonStringEnumMemberName("best")] Best = 2,
}

sealed class SearchOrderConverter() : JsonStringEnumConverter<SearchOrder>(namingPolicy: null, allowIntegerValues: false);

/// <summary>
/// Searches the messages that the caller may read. A message is found if it has all of the terms of <see cref="Text"/> and passes all filters; one of
/// these is needed at least.
/// </summary>
public sealed record SearchMessages
{
    /// <summary>
    /// Terms apart by white space, up to 200 characters. A term is found in any place of Chinese and other scripts without spaces, at the beginning of words in
    /// others; between straight or curly double quotes, as it stands and to the end of a word. Case, accents and full width make no difference.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>In this conversation only.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>From this user only.</summary>
    public Guid? SenderId { get; init; }

    /// <summary>Posted before this time (UTC).</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Posted at or after this time (UTC).</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>Only those with a link.</summary>
    public bool HasLink { get; init; }

    /// <summary>Only those with a file.</summary>
    public bool HasFile { get; init; }

    /// <summary>Only those with a picture.</summary>
    public bool HasImage { get; init; }

    /// <summary>Only those that mention the caller, or everybody.</summary>
    public bool MentionsMe { get; init; }

    /// <summary>The order.</summary>
    public SearchOrder Order { get; set; } = SearchOrder.Newest;

    /// <summary>Hits at most, 1 to 50.</summary>
    public int Limit { get; set; } = 20;

    /// <summary><see cref="MessageHits.Next"/> of the page before; the rest of the request is as it was then.</summary>
    public string? Cursor { get; init; }
}

/// <summary>A page of messages that were found. It says nothing of how many there are.</summary>
public sealed record MessageHits
{
    /// <summary>The hits; there may be fewer than were asked for, and more to come all the same.</summary>
    public required IReadOnlyList<MessageHit> Hits { get; init; }

    /// <summary>The cursor of the next page; absent on the last.</summary>
    public string? Next { get; init; }

    /// <summary>Some messages are not searched yet: those from before an upgrade of the server, for as long as it takes to go through them.</summary>
    public bool Incomplete { get; init; }
}

/// <summary>A message that was found. <c>GetMessages</c> around its seq shows it in its place.</summary>
public sealed record MessageHit
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>Its place there.</summary>
    public required long Seq { get; init; }

    /// <summary>Who wrote it.</summary>
    public required Guid SenderId { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset PostedAt { get; init; }

    /// <summary>The first message of the thread in which it is shown; absent in the main line.</summary>
    public long? ThreadSeq { get; init; }

    /// <summary>A part of the text, around what was searched for, in pieces.</summary>
    public required IReadOnlyList<Fragment> Excerpt { get; init; }
}

/// <summary>A piece of a text.</summary>
public sealed record Fragment
{
    /// <summary>The piece.</summary>
    public required string Text { get; init; }

    /// <summary>It is what was searched for.</summary>
    public bool IsMatch { get; init; }
}

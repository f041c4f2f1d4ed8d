using System.Text.Json.Serialization;

namespace Messenger.Contracts.Messages;

/// <summary>Who took a message back, and when.</summary>
public sealed record Recall
{
    /// <summary>Its sender, or an administrator of the group; absent when its time was over.</summary>
    public Guid? UserId { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>A message that another one answers, as it was when it was answered.</summary>
public sealed record Quote
{
    /// <summary>Its seq, in the same conversation.</summary>
    public required long Seq { get; init; }

    /// <summary>Who wrote it.</summary>
    public required Guid SenderId { get; init; }

    /// <summary>Its text, cut to 160 characters; absent when it has been recalled since.</summary>
    public string? Text { get; init; }
}

/// <summary>A thread, as its first message shows it.</summary>
public sealed record ThreadSummary
{
    /// <summary>The replies, those recalled since included.</summary>
    public required int Replies { get; init; }

    /// <summary>The seq of the newest reply.</summary>
    public required long LastSeq { get; init; }
}

/// <summary>One emoji under a message.</summary>
public sealed record Reaction
{
    /// <summary>The emoji: one grapheme cluster (Unicode TR 29) of at most 32 UTF-16 code units.</summary>
    public required string Emoji { get; init; }

    /// <summary>How many have reacted with it.</summary>
    public required int Count { get; init; }

    /// <summary>
    /// Who has, the first ones first. A message names 200 at most, shared out evenly among its emoji; when there are fewer here than
    /// <see cref="Count"/>, <c>GET .../reactions</c> names the others.
    /// </summary>
    public required IReadOnlyList<Guid> UserIds { get; init; }
}

/// <summary>What a page says of itself: anybody's words, to be shown as text.</summary>
public sealed record LinkPreview
{
    /// <summary>The link, as it stands in the message.</summary>
    public required string Url { get; init; }

    /// <summary>The title, cut to 200 UTF-16 code units.</summary>
    public required string Title { get; init; }

    /// <summary>A description, cut to 300 UTF-16 code units.</summary>
    public string? Description { get; init; }

    /// <summary>The name of the site, cut to 100 UTF-16 code units.</summary>
    public string? SiteName { get; init; }
}

/// <summary>Who pinned a message, and when.</summary>
public sealed record Pin
{
    /// <summary>Who.</summary>
    public required Guid UserId { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>Whom a message mentions without naming them.</summary>
[JsonConverter(typeof(MentionScopeConverter))]
public enum MentionScope
{
    /// <summary>All members.</summary>
    [JsonStringEnumMemberName("all")] All = 1,

    /// <summary>The members who were online when it was posted.</summary>
    [JsonStringEnumMemberName("here")] Here = 2,
}

sealed class MentionScopeConverter() : JsonStringEnumConverter<MentionScope>(namingPolicy: null, allowIntegerValues: false);

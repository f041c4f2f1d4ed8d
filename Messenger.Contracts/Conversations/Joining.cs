using System.Text.Json.Serialization;

namespace Messenger.Contracts.Conversations;

/// <summary>Who can find a group.</summary>
[JsonConverter(typeof(VisibilityConverter))]
public enum Visibility
{
    /// <summary>Its members only.</summary>
    [JsonStringEnumMemberName("private")] Private = 1,

    /// <summary>Everybody: a channel.</summary>
    [JsonStringEnumMemberName("public")] Public = 2,
}

sealed class VisibilityConverter() : JsonStringEnumConverter<Visibility>(namingPolicy: null, allowIntegerValues: false);

/// <summary>How people come into a public group by themselves.</summary>
[JsonConverter(typeof(JoiningConverter))]
public enum Joining
{
    /// <summary>They do not: administrators add them, or give them a link.</summary>
    [JsonStringEnumMemberName("invited")] Invited = 1,

    /// <summary>They ask, and an administrator answers.</summary>
    [JsonStringEnumMemberName("approval")] Approval = 2,

    /// <summary>Everybody joins.</summary>
    [JsonStringEnumMemberName("open")] Open = 3,
}

sealed class JoiningConverter() : JsonStringEnumConverter<Joining>(namingPolicy: null, allowIntegerValues: false);

/// <summary>The announcement of a group.</summary>
public sealed record Announcement
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>Who wrote it.</summary>
    public required Guid UserId { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>A public group, as those see it who are not in it.</summary>
public sealed record Channel
{
    /// <summary>The group.</summary>
    public required Conversation Conversation { get; init; }

    /// <summary>The caller is a member.</summary>
    public required bool IsMember { get; init; }

    /// <summary>The caller has asked to join, and is not answered yet.</summary>
    public required bool IsRequested { get; init; }
}

/// <summary>A page of the public groups, the largest first.</summary>
public sealed record ChannelPage
{
    /// <summary>The groups.</summary>
    public required IReadOnlyList<Channel> Channels { get; init; }

    /// <summary>The cursor of the next page; absent on the last.</summary>
    public string? Next { get; init; }
}

/// <summary>Joins a public group, or asks to.</summary>
public sealed record JoinConversation
{
    /// <summary>What the administrators read with a request, at most 200 code units.</summary>
    public string? Note { get; init; }
}

/// <summary>What came of it.</summary>
public sealed record JoinAnswer
{
    /// <summary>The group.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The caller is a member now; otherwise the request waits for an administrator.</summary>
    public required bool Joined { get; init; }
}

/// <summary>Somebody who asks to join.</summary>
public sealed record JoinRequest
{
    /// <summary>Who.</summary>
    public required Guid UserId { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What he wrote.</summary>
    public string? Note { get; init; }
}

/// <summary>Those who ask to join, the first ones first; at most 200.</summary>
public sealed record JoinRequestList
{
    /// <summary>The requests.</summary>
    public required IReadOnlyList<JoinRequest> Requests { get; init; }
}

/// <summary>Answers a request.</summary>
public sealed record AnswerJoinRequest
{
    /// <summary>True lets him in.</summary>
    public required bool Approve { get; init; }
}

/// <summary>Makes a link by which colleagues join a group, public or private.</summary>
public sealed record CreateJoinLink
{
    /// <summary>
    /// Made by the client before its first try and repeated on retries: a retry makes no second link, and the address in its answer replaces the one that was
    /// lost.
    /// </summary>
    public Guid? Id { get; init; }

    /// <summary>For how many seconds it is good, 60 to 31,536,000 (a year); a week unless said otherwise.</summary>
    public long ExpiresInSeconds { get; set; } = 604_800;

    /// <summary>How many may join by it, at most 100,000; absent for any number.</summary>
    public int? Uses { get; init; }

    /// <summary>Whoever comes by it asks, and an administrator answers.</summary>
    public bool NeedsApproval { get; init; }
}

/// <summary>A link by which colleagues join.</summary>
public sealed record JoinLink
{
    /// <summary>Its id, by which it is ended.</summary>
    public required Guid Id { get; init; }

    /// <summary>The address to give away, which a client may show as a QR code; only in the answer that made it.</summary>
    public string? Url { get; init; }

    /// <summary>Who made it.</summary>
    public required Guid CreatedBy { get; init; }

    /// <summary>Until when it is good (UTC).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How many may still join by it; absent for any number.</summary>
    public int? UsesLeft { get; init; }

    /// <summary>Whoever comes by it asks, and an administrator answers.</summary>
    public required bool NeedsApproval { get; init; }
}

/// <summary>The links of a group that are good, the newest first.</summary>
public sealed record JoinLinkList
{
    /// <summary>The links.</summary>
    public required IReadOnlyList<JoinLink> Links { get; init; }
}

/// <summary>Follows a link: looks where it leads, or joins.</summary>
public sealed record FollowJoinLink
{
    /// <summary>The token of the link: what is behind the <c>#</c>.</summary>
    public required string Token { get; init; }

    /// <summary>What the administrators read with a request, at most 200 code units.</summary>
    public string? Note { get; init; }
}

/// <summary>Where a link leads.</summary>
public sealed record JoinPreview
{
    /// <summary>The group.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Whoever joins by it waits for an administrator.</summary>
    public required bool NeedsApproval { get; init; }
}

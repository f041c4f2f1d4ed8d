using System.Text.Json.Serialization;

namespace Messenger.Contracts.Conversations;

/// <summary>What a member may do.</summary>
[JsonConverter(typeof(MemberRoleConverter))]
public enum MemberRole
{
    /// <summary>Reads and posts.</summary>
    [JsonStringEnumMemberName("member")] Member = 1,

    /// <summary>Also changes the title, and adds and removes members.</summary>
    [JsonStringEnumMemberName("administrator")] Administrator = 2,

    /// <summary>Also gives roles and can give the group away. A group has exactly one.</summary>
    [JsonStringEnumMemberName("owner")] Owner = 3,
}

sealed class MemberRoleConverter() : JsonStringEnumConverter<MemberRole>(namingPolicy: null, allowIntegerValues: false);

/// <summary>One membership, as it is now.</summary>
public sealed record Member
{
    /// <summary>Who.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The role.</summary>
    public required MemberRole Role { get; init; }

    /// <summary>The membership has ended.</summary>
    public bool Left { get; init; }

    /// <summary>The largest seq read; absent in conversations above <c>ClientLimits.ReceiptMembers</c>.</summary>
    public long? ReadSeq { get; init; }

    /// <summary>An administrator has muted this member until then (UTC).</summary>
    public DateTimeOffset? MutedUntil { get; init; }

    /// <summary>The conversation's version at which this membership last changed. Reading does not change it.</summary>
    public required long Version { get; init; }
}

/// <summary>A page of a conversation's members, by user id.</summary>
public sealed record MemberPage
{
    /// <summary>The members.</summary>
    public required IReadOnlyList<Member> Members { get; init; }

    /// <summary>The cursor of the next page; absent on the last.</summary>
    public string? Next { get; init; }
}

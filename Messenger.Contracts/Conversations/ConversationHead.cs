using Messenger.Contracts.Messages;

namespace Messenger.Contracts.Conversations;

/// <summary>A conversation as one member's list shows it.</summary>
public sealed record ConversationHead
{
    /// <summary>The conversation.</summary>
    public required Conversation Conversation { get; init; }

    /// <summary>The newest message's seq.</summary>
    public required long Seq { get; init; }

    /// <summary>The newest change's version.</summary>
    public required long Version { get; init; }

    /// <summary>The first seq that the caller may see and that is still kept. Caches drop what is before it.</summary>
    public required long FirstSeq { get; init; }

    /// <summary>The largest seq that the caller has read.</summary>
    public required long ReadSeq { get; init; }

    /// <summary>Messages of others after <see cref="ReadSeq"/>, system entries, recalled ones and those of threads not counted; at most 100, which means 100 or more.</summary>
    public required int Unread { get; init; }

    /// <summary>How many of the messages after <see cref="ReadSeq"/> mention the caller, those of threads not counted; at most 100.</summary>
    public required int Mentions { get; init; }

    /// <summary>How many ask to join; 0 for plain members.</summary>
    public required int JoinRequests { get; init; }

    /// <summary>The caller's role.</summary>
    public required MemberRole Role { get; init; }

    /// <summary>The other one of a direct conversation; the caller's own id in a note to oneself.</summary>
    public Guid? PeerId { get; init; }

    /// <summary>The newest message, its text cut to 160 characters.</summary>
    public Message? LastMessage { get; init; }

    /// <summary>When something was last posted (UTC).</summary>
    public required DateTimeOffset ActiveAt { get; init; }
}

/// <summary>A page of the caller's conversations, latest activity first.</summary>
public sealed record ConversationPage
{
    /// <summary>The conversations.</summary>
    public required IReadOnlyList<ConversationHead> Conversations { get; init; }

    /// <summary>The cursor of the next page; absent on the last.</summary>
    public string? Next { get; init; }
}

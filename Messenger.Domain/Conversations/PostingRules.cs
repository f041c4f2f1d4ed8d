using Messenger.Contracts;
using Messenger.Contracts.Conversations;

namespace Messenger.Domain.Conversations;

/// <summary>Who may write in a conversation. The log checks the same in its own transaction, in SQL.</summary>
public static class PostingRules
{
    /// <summary>What speaks against a member's writing; null if nothing does.</summary>
    public static Refusal? Refuse(Conversation conversation, MemberRole role, DateTimeOffset? mutedUntil, DateTimeOffset now)
    {
        if (conversation.ArchivedAt is not null) return new() { Code = ErrorCode.Archived };
        if (role >= MemberRole.Administrator) return null;
        if (conversation.Posting == MemberRole.Administrator) return new() { Code = ErrorCode.PostingRestricted };
        return mutedUntil > now ? Muted(mutedUntil.Value, now) : null;
    }

    /// <summary>Whether a member may mention everybody.</summary>
    public static bool MayMentionEveryone(Conversation conversation, MemberRole role) => role >= conversation.MentioningEveryone;

    /// <summary>Muted, and for how long still.</summary>
    public static Refusal Muted(DateTimeOffset until, DateTimeOffset now) =>
        new() { Code = ErrorCode.Muted, RetryAfterMilliseconds = (int)Math.Min((until - now).TotalMilliseconds + 1, int.MaxValue) };
}

using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Domain.Conversations;
using Messenger.Domain.Links;

namespace Messenger.Domain.Messages;

/// <summary>Who may change what about a message. Pure: a state and a wish make a revision or a refusal.</summary>
public static class MessageRules
{
    static readonly Revision.None NoChange = new();

    /// <summary>Senders change their own text, for a time.</summary>
    public static Result<Revision> Edit(MessageState state, Guid caller, string text, MentionedUsers mentions, MessageLimits limits, DateTimeOffset now)
    {
        if (Refuse(state, now) is { } refusal) return refusal;
        if (state.Message.SenderId != caller || IsCopy(state.Message)) return ErrorCode.Forbidden;
        if (state.Message.Text == text) return NoChange;
        if (now - state.Message.PostedAt > limits.EditWindow) return ErrorCode.TooLate;
        if (mentions.Everyone is not null && !PostingRules.MayMentionEveryone(state.Conversation, state.Role)) return ErrorCode.MentionForbidden;
        return new Revision.NewText(text, mentions, KeepsLink: MessageLinks.First(text) == MessageLinks.First(state.Message.Text)) { Files = state.Message.Files };
    }

    /// <summary>A preview is for the link that the text has now.</summary>
    public static Result<Revision> Preview(MessageState state, LinkPreview preview) =>
        MessageLinks.First(state.Message.Text)?.AbsoluteUri != preview.Url || state.Message.Preview == preview ? NoChange : new Revision.Previewed(preview);

    /// <summary>Senders take their own back, for a time; administrators of a group anybody's, at any time.</summary>
    public static Result<Revision> Recall(MessageState state, Guid caller, MessageLimits limits, DateTimeOffset now)
    {
        if (state.Message.Recalled is not null) return state.Message.SenderId == caller || IsModerator(state) ? NoChange : ErrorCode.MessageGone;
        if (state.Message.Kind == MessageKind.System) return ErrorCode.MessageGone;
        if (IsModerator(state)) return new Revision.Recalled();
        if (state.Message.SenderId != caller) return ErrorCode.Forbidden;
        return now - state.Message.PostedAt > limits.RecallWindow ? ErrorCode.TooLate : new Revision.Recalled();
    }

    /// <summary>Everybody who may post reacts; a reaction is taken away by whoever gave it.</summary>
    public static Result<Revision> React(MessageState state, string emoji, bool active, MessageLimits limits, DateTimeOffset now)
    {
        if (Refuse(state, now) is { } refusal) return refusal;
        if (state.OwnReactions.Contains(emoji) == active) return NoChange;
        if (!active) return new Revision.Unreacted(emoji);
        var kinds = state.Message.Reactions ?? [];
        return kinds.Count >= limits.MaxReactions && kinds.All(r => r.Emoji != emoji) ? ErrorCode.TooMany : new Revision.Reacted(emoji);
    }

    /// <summary>Everybody who may post pins and unpins.</summary>
    public static Result<Revision> Pin(MessageState state, bool active, MessageLimits limits, DateTimeOffset now)
    {
        if (Refuse(state, now) is { } refusal) return refusal;
        if (state.Message.Pinned is not null == active) return NoChange;
        if (!active) return new Revision.Unpinned();
        return state.Pins >= limits.MaxPins ? ErrorCode.TooMany : new Revision.Pinned();
    }

    /// <summary>Whoever is asked confirms.</summary>
    public static Result<Revision> Confirm(MessageState state, Guid caller) =>
        state.Message.Recalled is not null || state.Message.Kind == MessageKind.System ? ErrorCode.MessageGone
        : state.Message.Urgent is not { } urgent || !urgent.AskedIds.Contains(caller) ? ErrorCode.Forbidden
        : urgent.ConfirmedIds.Contains(caller) ? NoChange
        : new Revision.Confirmed();

    /// <summary>Everybody who may post votes, until the poll is closed.</summary>
    public static Result<Revision> Vote(MessageState state, IReadOnlyList<int> options, DateTimeOffset now)
    {
        if (Refuse(state, now) is { } refusal) return refusal;
        if (state.Message.Poll is not { } poll || !PollRules.CanChoose(poll, options)) return ErrorCode.InvalidRequest;
        if (state.OwnVotes.Order().SequenceEqual(options.Order())) return NoChange;
        return PollRules.IsClosed(poll, now) ? ErrorCode.TooLate : new Revision.Voted(options);
    }

    /// <summary>Senders close their polls, and administrators of the group anybody's.</summary>
    public static Result<Revision> ClosePoll(MessageState state, Guid caller, DateTimeOffset now)
    {
        if (Refuse(state, now) is { } refusal) return refusal;
        if (state.Message.Poll is not { } poll) return ErrorCode.InvalidRequest;
        if (state.Message.SenderId != caller && !IsModerator(state)) return ErrorCode.Forbidden;
        return poll.Closed ? NoChange : new Revision.PollClosed();
    }

    static Refusal? Refuse(MessageState state, DateTimeOffset now) =>
        state.Message.Recalled is not null || state.Message.Kind == MessageKind.System ? new() { Code = ErrorCode.MessageGone }
        : state.IsBlocked ? new() { Code = ErrorCode.Blocked }
        : PostingRules.Refuse(state.Conversation, state.Role, state.MutedUntil, now);

    /// <summary>What was forwarded says what somebody else wrote, and the question of a poll what others have answered.</summary>
    static bool IsCopy(Message message) => message.Forwarded is not null || message.Card is not null || message.Poll is not null;

    static bool IsModerator(MessageState state) => state.Conversation.Kind == ConversationKind.Group && state.Role >= MemberRole.Administrator;
}

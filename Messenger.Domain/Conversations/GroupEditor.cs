using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Domain.Messages;

namespace Messenger.Domain.Conversations;

/// <summary>Changes groups and their members.</summary>
public sealed class GroupEditor(IConversationStore store, ILiveDelivery live, ConversationLimits limits, TimeProvider clock)
{
    /// <summary>Changes title, description or settings.</summary>
    public async Task<Result<Conversation>> UpdateAsync(Guid caller, Guid conversationId, UpdateConversation wish, CancellationToken cancellationToken)
    {
        if (wish.Title is { } title && TextRules.CheckName(title, ConversationLimits.TitleLength) is { } titleError) return titleError;
        if (wish.Description is { } text && TextRules.CheckDescription(text, ConversationLimits.DescriptionLength) is { } textError) return textError;
        if (wish.Posting is MemberRole.Owner || wish.MentioningEveryone is MemberRole.Owner || wish.SlowModeSeconds is < 0 or > ConversationLimits.LongestSlowMode)
            return ErrorCode.InvalidRequest;
        var changed = await ChangeAsync(caller, conversationId, [], state => GroupRules.Update(state, caller, wish, clock.GetUtcNow()), cancellationToken);
        return changed.IsOk(out var change, out var refusal) ? change.Conversation : refusal;
    }

    /// <summary>Adds members.</summary>
    public async Task<Result<Conversation>> AddAsync(Guid caller, Guid conversationId, AddMembers wish, CancellationToken cancellationToken)
    {
        if (wish.UserIds.Count is < 1 or > ConversationLimits.MembersPerRequest) return ErrorCode.InvalidRequest;
        var changed = await ChangeAsync(caller, conversationId, wish.UserIds,
            state => GroupRules.Add(state, caller, wish.UserIds, limits.MaxMembers), cancellationToken);
        return changed.IsOk(out var change, out var refusal) ? change.Conversation : refusal;
    }

    /// <summary>Removes a member, or lets the caller leave.</summary>
    public async Task<Result<Done>> RemoveAsync(Guid caller, Guid conversationId, Guid user, CancellationToken cancellationToken)
    {
        var changed = await ChangeAsync(caller, conversationId, [user], state => GroupRules.Remove(state, caller, user), cancellationToken);
        return changed.IsOk(out _, out var refusal) ? new Done() : refusal;
    }

    /// <summary>Changes a role, or gives the group away.</summary>
    public async Task<Result<Done>> ChangeRoleAsync(Guid caller, Guid conversationId, Guid user, ChangeRole wish, CancellationToken cancellationToken)
    {
        var changed = await ChangeAsync(caller, conversationId, [user],
            state => GroupRules.ChangeRole(state, caller, user, wish.Role), cancellationToken);
        return changed.IsOk(out _, out var refusal) ? new Done() : refusal;
    }

    /// <summary>Mutes a member for so many seconds, or ends it.</summary>
    public async Task<Result<Done>> MuteAsync(Guid caller, Guid conversationId, Guid user, MuteMember wish, CancellationToken cancellationToken)
    {
        if (wish.Seconds is < 0 or > ConversationLimits.LongestMute) return ErrorCode.InvalidRequest;
        var changed = await ChangeAsync(caller, conversationId, [user],
            state => GroupRules.Mute(state, caller, user, wish.Seconds > 0 ? wish.Seconds : null, clock.GetUtcNow()), cancellationToken);
        return changed.IsOk(out _, out var refusal) ? new Done() : refusal;
    }

    async Task<Result<GroupChange>> ChangeAsync(
        Guid caller, Guid conversationId, IReadOnlyList<Guid> users, Func<GroupState, Result<GroupEdit>> decide, CancellationToken cancellationToken)
    {
        GroupEdit? edit = null;
        var changed = await store.ChangeAsync(conversationId, caller, users, Decide, cancellationToken);
        if (changed.IsOk(out var change, out _) && edit is { Entries.Count: > 0 })
        {
            if (change.Move is { } move) live.Publish(move);
            else
                foreach (var piece in WireSize.Cut(change.Changes)) live.Publish(new ChangesDelivery(change.Audience, piece));
            if (change.BecameLarge) live.Publish(new ConversationsChangedDelivery(change.Audience));
            if (edit.Joins.Count + edit.Leaves.Count > 0) live.Publish(new ConversationsChangedDelivery(new UserAudience([.. edit.Joins, .. edit.Leaves])));
        }
        return changed;

        Result<GroupEdit> Decide(GroupState state)
        {
            var decided = decide(state);
            decided.IsOk(out edit, out _);
            return decided;
        }
    }
}

using Messenger.Contracts;
using Messenger.Contracts.Conversations;

namespace Messenger.Domain.Conversations;

/// <summary>Changes groups and their members.</summary>
public sealed class GroupEditor(GroupChanges groups, DepartmentMembers departments, ConversationLimits limits, TimeProvider clock)
{
    /// <summary>Changes title, description or settings.</summary>
    public async Task<Result<Conversation>> UpdateAsync(Guid caller, Guid conversationId, UpdateConversation wish, CancellationToken cancellationToken)
    {
        if (wish.Title is { } title && TextRules.CheckName(title, ConversationLimits.TitleLength) is { } titleError) return titleError;
        if (wish.Description is { } text && TextRules.CheckDescription(text, ConversationLimits.DescriptionLength) is { } textError) return textError;
        if (wish.Announcement is { } announcement && TextRules.CheckDescription(announcement, ConversationLimits.AnnouncementLength) is { } announcementError)
            return announcementError;
        if (wish.Posting is MemberRole.Owner || wish.MentioningEveryone is MemberRole.Owner || wish.SlowModeSeconds is < 0 or > ConversationLimits.LongestSlowMode)
            return ErrorCode.InvalidRequest;
        var changed = await ChangeAsync(caller, conversationId, [], state => GroupRules.Update(state, caller, wish, clock.GetUtcNow()), cancellationToken);
        return changed.IsOk(out var change, out var refusal) ? change.Conversation : refusal;
    }

    /// <summary>Gives the group a picture, or takes it away.</summary>
    public async Task<Result<Conversation>> SetAvatarAsync(Guid caller, Guid conversationId, byte[]? image, CancellationToken cancellationToken)
    {
        AvatarImage? avatar = null;
        if (image is not null && (image.Length > AvatarImage.MaxBytes || (avatar = AvatarImage.Read(image)) is null)) return ErrorCode.InvalidRequest;
        return (await ChangeAsync(caller, conversationId, [], state => GroupRules.SetAvatar(state, caller, avatar), cancellationToken)).Select(change => change.Conversation);
    }

    /// <summary>Adds members.</summary>
    public async Task<Result<Conversation>> AddAsync(Guid caller, Guid conversationId, AddMembers wish, CancellationToken cancellationToken)
    {
        if (wish.UserIds.Count > ConversationLimits.MembersPerRequest || wish.UserIds.Count + wish.DepartmentIds.Count == 0) return ErrorCode.InvalidRequest;
        if (!(await departments.GetAsync(wish.DepartmentIds, cancellationToken)).IsOk(out var people, out var refusal)) return refusal;
        Guid[] users = [.. wish.UserIds.Concat(people).Distinct()];
        var changed = await ChangeAsync(caller, conversationId, users, state => GroupRules.Add(state, caller, users, limits.MaxMembers), cancellationToken);
        return changed.IsOk(out var change, out refusal) ? change.Conversation : refusal;
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

    Task<Result<GroupChange>> ChangeAsync(
        Guid caller, Guid conversationId, IReadOnlyList<Guid> users, Func<GroupState, Result<GroupEdit>> decide, CancellationToken cancellationToken) =>
        groups.ChangeAsync(caller, conversationId, users, link: null, decide, cancellationToken);
}

using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;

namespace Messenger.Domain.Conversations;

/// <summary>Who may change what in a group. Pure: a state and a wish make an edit or a refusal.</summary>
public static class GroupRules
{
    static readonly GroupEdit NoChange = new() { Entries = [] };

    /// <summary>Administrators and the owner change title, description and settings.</summary>
    public static Result<GroupEdit> Update(GroupState state, Guid caller, UpdateConversation wish, DateTimeOffset now)
    {
        if (RefuseUnless(state, caller, MemberRole.Administrator) is { } refusal) return refusal;
        var before = state.Conversation;
        // Whoever restores an archived group may change it in the same go.
        if (before.ArchivedAt is not null && wish.Archived != false) return wish == new UpdateConversation { Archived = true } ? NoChange : ErrorCode.Archived;
        var after = before with
        {
            Title = wish.Title ?? before.Title,
            Description = wish.Description is { } text ? (text.Length > 0 ? text : null) : before.Description,
            History = wish.History ?? before.History,
            Posting = wish.Posting ?? before.Posting,
            MentioningEveryone = wish.MentioningEveryone ?? before.MentioningEveryone,
            SlowModeSeconds = wish.SlowModeSeconds is { } seconds ? (seconds > 0 ? seconds : null) : before.SlowModeSeconds,
            Visibility = wish.Visibility ?? before.Visibility,
            Joining = wish.Joining ?? before.Joining,
            Announcement = wish.Announcement is not { } announcement || announcement == (before.Announcement?.Text ?? "") ? before.Announcement
                : announcement.Length > 0 ? new() { Text = announcement, UserId = caller, At = now }
                : null,
            ArchivedAt = wish.Archived is { } archived ? (archived ? now : null) : before.ArchivedAt,
        };
        return new GroupEdit { Details = after, Entries = [.. Changes(before, after)] };
    }

    static IEnumerable<SystemEntry> Changes(Conversation before, Conversation after)
    {
        if (before.ArchivedAt is not null && after.ArchivedAt is null) yield return new() { Event = SystemEvent.Restored };
        if (before.Title != after.Title) yield return new() { Event = SystemEvent.TitleChanged, Text = after.Title };
        if (before.Description != after.Description) yield return new() { Event = SystemEvent.DescriptionChanged, Text = after.Description ?? "" };
        if (before.History != after.History) yield return new() { Event = SystemEvent.HistoryChanged, History = after.History };
        if (before.Posting != after.Posting) yield return new() { Event = SystemEvent.PostingChanged, Role = after.Posting };
        if (before.MentioningEveryone != after.MentioningEveryone) yield return new() { Event = SystemEvent.MentioningChanged, Role = after.MentioningEveryone };
        if (before.SlowModeSeconds != after.SlowModeSeconds) yield return new() { Event = SystemEvent.SlowModeChanged, Seconds = after.SlowModeSeconds };
        if (before.Visibility != after.Visibility) yield return new() { Event = SystemEvent.VisibilityChanged, Visibility = after.Visibility };
        if (before.Joining != after.Joining) yield return new() { Event = SystemEvent.JoiningChanged, Joining = after.Joining };
        if (before.Announcement != after.Announcement) yield return new() { Event = SystemEvent.AnnouncementChanged, Text = after.Announcement?.Text ?? "" };
        if (before.ArchivedAt is null && after.ArchivedAt is not null) yield return new() { Event = SystemEvent.Archived };
    }

    /// <summary>Administrators and the owner give the group a picture, or take it away.</summary>
    public static Result<GroupEdit> SetAvatar(GroupState state, Guid caller, AvatarImage? image)
    {
        if (RefuseUnless(state, caller, MemberRole.Administrator) is { } refusal) return refusal;
        if (state.Conversation.ArchivedAt is not null) return ErrorCode.Archived;
        return image is null && state.Conversation.AvatarVersion is null
            ? NoChange
            : new GroupEdit { Avatar = new(image), Entries = [new() { Event = SystemEvent.AvatarChanged }] };
    }

    /// <summary>Members are muted, for a time or for good, by those of a higher role.</summary>
    public static Result<GroupEdit> Mute(GroupState state, Guid caller, Guid user, long? seconds, DateTimeOffset now)
    {
        if (RefuseUnless(state, caller, MemberRole.Administrator) is { } refusal) return refusal;
        if (!state.Roles.TryGetValue(user, out var role)) return ErrorCode.NotFound;
        if (state.Roles[caller] <= role) return ErrorCode.Forbidden;
        if (seconds is null && !state.Muted.Contains(user)) return NoChange;
        var entry = new SystemEntry { Event = seconds is null ? SystemEvent.MemberUnmuted : SystemEvent.MemberMuted, UserIds = [user], Seconds = seconds };
        return new GroupEdit { Mutes = new Dictionary<Guid, DateTimeOffset?> { [user] = seconds is { } time ? now.AddSeconds(time) : null }, Entries = [entry] };
    }

    /// <summary>Administrators and the owner add active users.</summary>
    public static Result<GroupEdit> Add(GroupState state, Guid caller, IReadOnlyList<Guid> users, int maxMembers)
    {
        if (RefuseUnless(state, caller, MemberRole.Administrator) is { } refusal) return refusal;
        if (state.Conversation.ArchivedAt is not null) return ErrorCode.Archived;
        if (users.Any(user => !state.ActiveUsers.Contains(user))) return ErrorCode.UserNotFound;
        var joins = users.Where(user => !state.Roles.ContainsKey(user)).Distinct().ToList();
        if (joins.Count == 0) return NoChange;
        if (state.Conversation.MemberCount + joins.Count > maxMembers) return ErrorCode.TooManyMembers;
        return new GroupEdit
        {
            Joins = joins,
            Entries = [.. joins.Chunk(100).Select(some => new SystemEntry { Event = SystemEvent.MembersAdded, UserIds = some })],
        };
    }

    /// <summary>Members are removed by those of a higher role; everybody may leave, the owner only as the last one.</summary>
    public static Result<GroupEdit> Remove(GroupState state, Guid caller, Guid user)
    {
        if (RefuseUnless(state, caller, MemberRole.Member) is { } refusal) return refusal;
        if (!state.Roles.TryGetValue(user, out var role)) return ErrorCode.NotFound;
        if (role == MemberRole.Owner && state.Conversation.MemberCount > 1) return caller == user ? ErrorCode.OwnerRequired : ErrorCode.Forbidden;
        if (caller != user && (state.Roles[caller] < MemberRole.Administrator || state.Roles[caller] <= role)) return ErrorCode.Forbidden;
        var entry = caller == user
            ? new SystemEntry { Event = SystemEvent.MemberLeft }
            : new SystemEntry { Event = SystemEvent.MemberRemoved, UserIds = [user] };
        return new GroupEdit { Leaves = [user], Entries = [entry] };
    }

    /// <summary>
    /// The owner gives and takes the administrator's role, and may give the group away. When the owner's account is no longer active, the
    /// highest-ranking active members may do that instead, so that no group stays with an owner who cannot act.
    /// </summary>
    public static Result<GroupEdit> ChangeRole(GroupState state, Guid caller, Guid user, MemberRole role)
    {
        if (RefuseUnless(state, caller, MemberRole.Member) is { } refusal) return refusal;
        if (state.Roles[caller] < state.HighestActiveRole || state.Roles[caller] < MemberRole.Owner && role != MemberRole.Owner) return ErrorCode.Forbidden;
        if (!state.Roles.TryGetValue(user, out var held)) return ErrorCode.NotFound;
        if (held == role) return NoChange;
        if (held == MemberRole.Owner) return ErrorCode.OwnerRequired;
        if (role != MemberRole.Owner)
            return new GroupEdit
            {
                Roles = new Dictionary<Guid, MemberRole> { [user] = role },
                Entries = [new() { Event = SystemEvent.RoleChanged, UserIds = [user], Role = role }],
            };
        if (!state.ActiveUsers.Contains(user)) return ErrorCode.UserDeactivated;
        var roles = new Dictionary<Guid, MemberRole> { [user] = MemberRole.Owner };
        if (state.OwnerId is { } owner) roles[owner] = MemberRole.Administrator;
        return new GroupEdit { Roles = roles, Entries = [new() { Event = SystemEvent.OwnershipTransferred, UserIds = [user] }] };
    }

    static ErrorCode? RefuseUnless(GroupState state, Guid caller, MemberRole atLeast) =>
        !state.Roles.TryGetValue(caller, out var role) ? ErrorCode.NotAMember
        : state.Conversation.Kind != ConversationKind.Group ? ErrorCode.NotAGroup
        : role < atLeast ? ErrorCode.Forbidden
        : null;
}

using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;

namespace Messenger.Domain.Conversations;

/// <summary>Who may change what in a group. Pure: a state and a wish make an edit or a refusal.</summary>
public static class GroupRules
{
    static readonly GroupEdit NoChange = new() { Entries = [] };

    /// <summary>Administrators and the owner change title, description and settings.</summary>
    public static Result<GroupEdit> Update(GroupState state, Guid caller, UpdateConversation wish)
    {
        if (RefuseUnless(state, caller, MemberRole.Administrator) is { } refusal) return refusal;
        var entries = new List<SystemEntry>();
        if (wish.Title is { } title && title != state.Title) entries.Add(new() { Event = SystemEvent.TitleChanged, Text = title });
        if (wish.Description is { } description && description != (state.Description ?? ""))
            entries.Add(new() { Event = SystemEvent.DescriptionChanged, Text = description });
        if (wish.History is { } history && history != state.History) entries.Add(new() { Event = SystemEvent.HistoryChanged, History = history });
        return new GroupEdit { Title = wish.Title, Description = wish.Description, History = wish.History, Entries = entries };
    }

    /// <summary>Administrators and the owner add active users.</summary>
    public static Result<GroupEdit> Add(GroupState state, Guid caller, IReadOnlyList<Guid> users, int maxMembers)
    {
        if (RefuseUnless(state, caller, MemberRole.Administrator) is { } refusal) return refusal;
        if (users.Any(user => !state.ActiveUsers.Contains(user))) return ErrorCode.UserNotFound;
        var joins = users.Where(user => !state.Roles.ContainsKey(user)).Distinct().ToList();
        if (joins.Count == 0) return NoChange;
        if (state.MemberCount + joins.Count > maxMembers) return ErrorCode.TooManyMembers;
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
        if (role == MemberRole.Owner && state.MemberCount > 1) return caller == user ? ErrorCode.OwnerRequired : ErrorCode.Forbidden;
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
        : state.Kind != ConversationKind.Group ? ErrorCode.NotAGroup
        : role < atLeast ? ErrorCode.Forbidden
        : null;
}

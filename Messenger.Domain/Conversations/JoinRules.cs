using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;

namespace Messenger.Domain.Conversations;

/// <summary>A link as a join finds it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ExpiresAt">Until when it is good.</param>
/// <param name="UsesLeft">How many may still join by it; null for any number.</param>
/// <param name="NeedsApproval">Whoever comes by it has to ask.</param>
public sealed record JoinLinkState(Guid Id, DateTimeOffset ExpiresAt, int? UsesLeft, bool NeedsApproval)
{
    /// <summary>Somebody may still come by it.</summary>
    public bool IsGood(DateTimeOffset now) => now < ExpiresAt && UsesLeft is null or > 0;
}

/// <summary>Who comes into a group by himself. Pure: a state and a wish make an edit or a refusal.</summary>
public static class JoinRules
{
    static readonly GroupEdit NoChange = new() { Entries = [] };

    /// <summary>Joins a public group, or asks to, as its setting says. A private one does not exist for whoever is not in it.</summary>
    public static Result<GroupEdit> Join(GroupState state, Guid caller, string? note, int maxMembers)
    {
        if (state.Roles.ContainsKey(caller)) return NoChange;
        if (state.Conversation.Visibility != Visibility.Public) return ErrorCode.NotAMember;
        return state.Conversation.Joining switch
        {
            Joining.Open => Enter(state, caller, maxMembers),
            Joining.Approval => Ask(state, caller, note),
            _ => ErrorCode.Forbidden,
        };
    }

    /// <summary>Joins by a link, or asks to, as the link says. Each use counts, also that of one who has to ask.</summary>
    public static Result<GroupEdit> Follow(GroupState state, Guid caller, string? note, int maxMembers, DateTimeOffset now)
    {
        if (state.Link is not { } link || !link.IsGood(now)) return ErrorCode.LinkInvalid;
        if (state.Roles.ContainsKey(caller)) return NoChange;
        var edit = link.NeedsApproval ? Ask(state, caller, note) : Enter(state, caller, maxMembers);
        return edit.Select(e => e == NoChange ? e : e with { UsedLink = link.Id });
    }

    /// <summary>Administrators let somebody in who has asked, or not.</summary>
    public static Result<GroupEdit> Answer(GroupState state, Guid caller, Guid user, bool approve, int maxMembers)
    {
        if (!state.Roles.TryGetValue(caller, out var role)) return ErrorCode.NotAMember;
        if (role < MemberRole.Administrator) return ErrorCode.Forbidden;
        if (!state.Requested.Contains(user)) return ErrorCode.NotFound;
        if (!approve || state.Roles.ContainsKey(user)) return NoChange with { Settled = [user] };
        return Enter(state, user, maxMembers).Select(edit => edit with { Entries = [new() { Event = SystemEvent.MembersAdded, UserIds = [user] }] });
    }

    static Result<GroupEdit> Enter(GroupState state, Guid user, int maxMembers)
    {
        if (state.Conversation.ArchivedAt is not null) return ErrorCode.Archived;
        if (!state.ActiveUsers.Contains(user)) return ErrorCode.UserDeactivated;
        if (state.Conversation.MemberCount >= maxMembers) return ErrorCode.TooManyMembers;
        return new GroupEdit { Joins = [user], Settled = [user], Entries = [new() { Event = SystemEvent.MemberJoined }] };
    }

    static Result<GroupEdit> Ask(GroupState state, Guid caller, string? note) =>
        state.Conversation.ArchivedAt is not null ? ErrorCode.Archived
        : state.Requested.Contains(caller) ? NoChange
        : NoChange with { Request = new(caller, note) };
}

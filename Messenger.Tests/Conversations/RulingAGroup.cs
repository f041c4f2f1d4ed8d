using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Conversations;
using Xunit;

namespace Messenger.Tests.Conversations;

/// <summary>Who may do what in a group, as a table.</summary>
public sealed class RulingAGroup
{
    static readonly Guid Owner = new(1, 0, 0, new byte[8]);
    static readonly Guid Admin = new(2, 0, 0, new byte[8]);
    static readonly Guid Member = new(3, 0, 0, new byte[8]);
    static readonly Guid Stranger = new(4, 0, 0, new byte[8]);

    static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    static readonly GroupState State = new()
    {
        Conversation = new()
        {
            Id = Guid.Empty,
            Kind = ConversationKind.Group,
            Title = "Release",
            History = HistoryVisibility.All,
            MemberCount = 3,
            CreatedAt = Now,
            Posting = MemberRole.Member,
            MentioningEveryone = MemberRole.Member,
            Visibility = Visibility.Private,
            Joining = Joining.Invited,
        },
        Roles = new Dictionary<Guid, MemberRole> { [Owner] = MemberRole.Owner, [Admin] = MemberRole.Administrator, [Member] = MemberRole.Member },
        ActiveUsers = new HashSet<Guid> { Owner, Admin, Member, Stranger },
        OwnerId = Owner,
        HighestActiveRole = MemberRole.Owner,
    };

    public static TheoryData<Guid, Guid, ErrorCode?> Removals => new()
    {
        { Owner, Admin, null },
        { Owner, Member, null },
        { Owner, Owner, ErrorCode.OwnerRequired },
        { Admin, Member, null },
        { Admin, Admin, null },
        { Admin, Owner, ErrorCode.Forbidden },
        { Member, Member, null },
        { Member, Admin, ErrorCode.Forbidden },
        { Member, Owner, ErrorCode.Forbidden },
        { Stranger, Member, ErrorCode.NotAMember },
        { Owner, Stranger, ErrorCode.NotFound },
    };

    [Theory]
    [MemberData(nameof(Removals))]
    public void Removing(Guid caller, Guid user, ErrorCode? refusal) => Assert.Equal(refusal, CodeOf(GroupRules.Remove(State, caller, user)));

    [Fact]
    public void The_last_member_may_leave_even_as_the_owner()
    {
        var alone = State with { Conversation = State.Conversation with { MemberCount = 1 }, Roles = new Dictionary<Guid, MemberRole> { [Owner] = MemberRole.Owner } };

        Assert.Null(CodeOf(GroupRules.Remove(alone, Owner, Owner)));
    }

    [Fact]
    public void Only_administrators_add_and_only_active_users()
    {
        Assert.Equal(ErrorCode.Forbidden, CodeOf(GroupRules.Add(State, Member, [Stranger], 10)));
        Assert.Null(CodeOf(GroupRules.Add(State, Admin, [Stranger], 10)));
        Assert.Equal(ErrorCode.TooManyMembers, CodeOf(GroupRules.Add(State, Admin, [Stranger], 3)));
        Assert.Equal(ErrorCode.UserNotFound, CodeOf(GroupRules.Add(State with { ActiveUsers = new HashSet<Guid>() }, Admin, [Stranger], 10)));
    }

    [Fact]
    public void Adding_members_again_changes_nothing()
    {
        Assert.True(GroupRules.Add(State, Admin, [Member], 10).IsOk(out var edit, out _));
        Assert.Empty(edit.Entries);
    }

    [Fact]
    public void Giving_the_group_away_leaves_exactly_one_owner()
    {
        Assert.True(GroupRules.ChangeRole(State, Owner, Member, MemberRole.Owner).IsOk(out var edit, out _));

        Assert.Equal(MemberRole.Owner, edit.Roles[Member]);
        Assert.Equal(MemberRole.Administrator, edit.Roles[Owner]);
        Assert.Equal(SystemEvent.OwnershipTransferred, Assert.Single(edit.Entries).Event);
    }

    [Fact]
    public void Roles_are_the_owners_to_give()
    {
        Assert.Equal(ErrorCode.Forbidden, CodeOf(GroupRules.ChangeRole(State, Admin, Member, MemberRole.Administrator)));
        Assert.Equal(ErrorCode.OwnerRequired, CodeOf(GroupRules.ChangeRole(State, Owner, Owner, MemberRole.Member)));
        Assert.Null(CodeOf(GroupRules.ChangeRole(State, Owner, Member, MemberRole.Administrator)));
    }

    [Fact]
    public void When_the_owner_is_gone_the_highest_of_the_others_may_give_the_group_on()
    {
        var orphaned = State with { HighestActiveRole = MemberRole.Administrator, ActiveUsers = new HashSet<Guid> { Admin, Member } };

        Assert.Equal(ErrorCode.Forbidden, CodeOf(GroupRules.ChangeRole(orphaned, Member, Member, MemberRole.Owner)));
        Assert.Equal(ErrorCode.Forbidden, CodeOf(GroupRules.ChangeRole(orphaned, Admin, Member, MemberRole.Administrator)));
        Assert.Null(CodeOf(GroupRules.ChangeRole(orphaned, Admin, Admin, MemberRole.Owner)));
    }

    [Fact]
    public void A_direct_conversation_has_no_roles_and_no_changing_members()
    {
        var direct = State with { Conversation = State.Conversation with { Kind = ConversationKind.Direct } };

        Assert.Equal(ErrorCode.NotAGroup, CodeOf(GroupRules.Add(direct, Owner, [Stranger], 10)));
        Assert.Equal(ErrorCode.NotAGroup, CodeOf(GroupRules.Remove(direct, Owner, Owner)));
        Assert.Equal(ErrorCode.NotAGroup, CodeOf(GroupRules.Update(direct, Owner, new() { Title = "x" }, Now)));
    }

    [Fact]
    public void An_archived_group_only_can_be_restored()
    {
        var archived = State with { Conversation = State.Conversation with { ArchivedAt = Now } };

        Assert.Equal(ErrorCode.Archived, CodeOf(GroupRules.Update(archived, Owner, new() { Title = "x" }, Now)));
        Assert.Equal(ErrorCode.Archived, CodeOf(GroupRules.Add(archived, Owner, [Stranger], 10)));
        Assert.True(GroupRules.Update(archived, Owner, new() { Archived = false, Title = "x" }, Now).IsOk(out var edit, out _));
        Assert.Equal([SystemEvent.Restored, SystemEvent.TitleChanged], edit.Entries.Select(e => e.Event));
        Assert.Null(edit.Details!.ArchivedAt);
    }

    [Fact]
    public void Members_are_muted_by_those_of_a_higher_role()
    {
        Assert.Equal(ErrorCode.Forbidden, CodeOf(GroupRules.Mute(State, Member, Member, 60, Now)));
        Assert.Equal(ErrorCode.Forbidden, CodeOf(GroupRules.Mute(State, Admin, Owner, 60, Now)));
        Assert.Equal(ErrorCode.NotFound, CodeOf(GroupRules.Mute(State, Admin, Stranger, 60, Now)));
        Assert.True(GroupRules.Mute(State, Admin, Member, 60, Now).IsOk(out var edit, out _));
        Assert.Equal(Now.AddSeconds(60), edit.Mutes[Member]);
        Assert.True(GroupRules.Mute(State, Admin, Member, null, Now).IsOk(out edit, out _));
        Assert.Empty(edit.Entries);
    }

    static ErrorCode? CodeOf(Result<GroupEdit> result) => result.IsOk(out _, out var refusal) ? null : refusal.Code;
}

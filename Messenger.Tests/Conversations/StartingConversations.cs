using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Conversations;

public sealed class StartingConversations(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task Two_people_have_one_conversation_whoever_starts_and_also_when_both_do()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));

        var started = await Task.WhenAll(Enumerable.Range(0, 10).SelectMany(_ => new[] { ann.StartDirectAsync(bob), bob.StartDirectAsync(ann) }));

        Assert.Single(started.Select(s => s.Conversation.Id).Distinct());
        Assert.Equal(bob.Id, (await ann.StartDirectAsync(bob)).PeerId);
        Assert.Equal(2, started[0].Conversation.MemberCount);
    }

    [Fact]
    public async Task A_note_to_oneself_has_one_member()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");

        var notes = await ann.StartDirectAsync(ann);

        Assert.Equal((1, ann.Id), (notes.Conversation.MemberCount, notes.PeerId!.Value));
    }

    [Fact]
    public async Task A_repeated_wish_for_a_group_makes_one_group_and_tells_nobody_else_of_it()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, eve) = (await company.HireAsync("Ann"), await company.HireAsync("Eve"));
        var wish = new StartConversation { Kind = ConversationKind.Group, Id = Employee.NewId(), Title = "发布群" };

        var made = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ann.SendAsync<ConversationHead>(HttpMethod.Post, "conversations", wish)));

        Assert.All(made, m => Assert.Equal(wish.Id, m.Conversation.Id));
        Assert.Equal(ErrorCode.InvalidRequest, await eve.RefusalAsync(HttpMethod.Post, "conversations", wish));
    }

    [Fact]
    public async Task New_members_see_what_the_group_lets_them_see()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var open = (await ann.StartGroupAsync("Open")).Conversation.Id;
        var closed = (await ann.StartGroupAsync("Closed", HistoryVisibility.FromJoining)).Conversation.Id;
        foreach (var group in (Guid[])[open, closed])
        {
            await ann.PostAsync(group, "before");
            await ann.SendAsync(HttpMethod.Post, $"conversations/{group}/members", new AddMembers { UserIds = [bob.Id] });
            await ann.PostAsync(group, "after");
        }

        var all = await bob.ReadAsync(open);
        var some = await bob.ReadAsync(closed);
        var changes = await bob.ChangesAsync(closed, 0);

        Assert.Contains(all.Messages, m => m.Text == "before");
        Assert.Equal([SystemEvent.MembersAdded], some.Messages.Where(m => m.System is not null).Select(m => m.System!.Event));
        Assert.DoesNotContain(some.Messages.Concat(changes.Messages), m => m.Text == "before");
        Assert.False(some.HasBefore);
    }

    [Fact]
    public async Task Membership_changes_stand_in_the_log()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob, carol) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Carol"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;

        await ann.SendAsync(HttpMethod.Post, $"conversations/{room}/members", new AddMembers { UserIds = [carol.Id, bob.Id] });
        await ann.SendAsync(HttpMethod.Patch, $"conversations/{room}", new UpdateConversation { Title = "T", Description = "D", History = HistoryVisibility.FromJoining });
        await ann.SendAsync(HttpMethod.Put, $"conversations/{room}/members/{bob.Id}/role", new ChangeRole { Role = MemberRole.Owner });
        await bob.SendAsync(HttpMethod.Delete, $"conversations/{room}/members/{carol.Id}");
        await ann.SendAsync(HttpMethod.Delete, $"conversations/{room}/members/{ann.Id}");

        Assert.Equal(
            [
                SystemEvent.GroupCreated, SystemEvent.MembersAdded, SystemEvent.TitleChanged, SystemEvent.DescriptionChanged, SystemEvent.HistoryChanged,
                SystemEvent.OwnershipTransferred, SystemEvent.MemberRemoved, SystemEvent.MemberLeft,
            ],
            (await bob.ReadAsync(room)).Messages.Select(m => m.System!.Event));
        Assert.Equal(ErrorCode.NotAMember, await carol.RefusalAsync(HttpMethod.Get, $"conversations/{room}/messages"));
        Assert.Equal([(bob.Id, MemberRole.Owner)],
            (await bob.SendAsync<MemberPage>(HttpMethod.Get, $"conversations/{room}/members")).Members.Select(m => (m.UserId, m.Role)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two\nlines")]
    public async Task A_bad_title_is_refused(string title)
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");

        Assert.NotNull(await ann.RefusalAsync(HttpMethod.Post, "conversations", new StartConversation { Kind = ConversationKind.Group, Title = title }));
    }
}

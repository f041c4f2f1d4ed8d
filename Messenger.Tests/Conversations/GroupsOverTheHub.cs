using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace Messenger.Tests.Conversations;

/// <summary>The verbs of groups over the live connection: the same use cases as over REST, whose rules are tested there.</summary>
public sealed class GroupsOverTheHub(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task A_group_is_made_changed_ruled_and_left()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        await using var anns = await ann.ConnectAsync();
        await using var bobs = await bob.ConnectAsync();

        var id = Employee.NewId();
        var wish = new StartConversation { Kind = ConversationKind.Group, Id = id, Title = "Release" };
        var made = await AskAsync<ConversationHead>(anns, nameof(IMessengerHub.Start), wish);
        var again = await AskAsync<ConversationHead>(anns, nameof(IMessengerHub.Start), wish);
        var renamed = await AskAsync<Conversation>(anns, nameof(IMessengerHub.Update), new ConversationUpdate { ConversationId = id, Changes = new() { Title = "发布" } });
        var grown = await AskAsync<Conversation>(anns, nameof(IMessengerHub.AddMembers), new MemberAddition { ConversationId = id, UserIds = [bob.Id] });
        await AskAsync<Done>(anns, nameof(IMessengerHub.MuteMember), new MemberMuting { ConversationId = id, UserId = bob.Id, Seconds = 600 });
        var muted = await bob.RefusalAsync(HttpMethod.Post, $"conversations/{id}/messages", new Contracts.Messages.PostBody { ClientMessageId = Employee.NewId(), Text = "x" });
        await AskAsync<Done>(anns, nameof(IMessengerHub.MuteMember), new MemberMuting { ConversationId = id, UserId = bob.Id, Seconds = 0 });
        await AskAsync<Done>(anns, nameof(IMessengerHub.ChangeRole), new RoleChange { ConversationId = id, UserId = bob.Id, Role = MemberRole.Owner });
        await AskAsync<Done>(bobs, nameof(IMessengerHub.RemoveMember), new MemberRemoval { ConversationId = id, UserId = ann.Id });

        Assert.Equal((id, id), (made.Conversation.Id, again.Conversation.Id));
        Assert.Equal(("发布", 2, ErrorCode.Muted), (renamed.Title, grown.MemberCount, muted!.Value));
        Assert.Equal(ErrorCode.NotAMember, await ann.RefusalAsync(HttpMethod.Get, $"conversations/{id}"));
    }

    [Fact]
    public async Task A_channel_is_asked_for_and_joined()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob, carol) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Carol"));
        var wish = new StartConversation
        {
            Kind = ConversationKind.Group,
            Id = Employee.NewId(),
            Title = "News",
            Visibility = Visibility.Public,
            Joining = Joining.Approval,
        };
        await using var anns = await ann.ConnectAsync();
        await using var bobs = await bob.ConnectAsync();
        await using var carols = await carol.ConnectAsync();
        var channel = (await AskAsync<ConversationHead>(anns, nameof(IMessengerHub.Start), wish)).Conversation.Id;
        var link = await ann.SendAsync<JoinLink>(HttpMethod.Post, $"conversations/{channel}/join-links", new CreateJoinLink());

        var asked = await AskAsync<JoinAnswer>(bobs, nameof(IMessengerHub.Join), new JoinWish { ConversationId = channel, Note = "please" });
        await AskAsync<Done>(anns, nameof(IMessengerHub.AnswerJoin), new JoinDecision { ConversationId = channel, UserId = bob.Id, Approve = true });
        var followed = await AskAsync<JoinAnswer>(carols, nameof(IMessengerHub.FollowLink), new FollowJoinLink { Token = new Uri(link.Url!).Fragment[1..] });

        Assert.Equal((false, true), (asked.Joined, followed.Joined));
        await bob.PostAsync(channel, "thanks");
        await carol.PostAsync(channel, "hello");
    }

    static async Task<T> AskAsync<T>(HubConnection connection, string method, object request)
        where T : class
    {
        var reply = await connection.InvokeCoreAsync<Reply<T>>(method, [request], TestContext.Current.CancellationToken);
        Assert.True(reply.Error is null, $"{method}: {reply.Error?.Code}");
        return reply.Value!;
    }
}

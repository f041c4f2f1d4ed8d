using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Conversations;

/// <summary>Channels, requests and links, through REST.</summary>
public sealed class JoiningGroups(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task Anyone_finds_a_public_channel_and_joins_it_and_a_private_group_does_not_exist_for_others()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var name = $"News {Employee.NewId()}";
        var channel = await StartAsync(ann, name, Visibility.Public);
        var secret = (await ann.StartGroupAsync($"{name} secret")).Conversation.Id;
        using var pushes = new Received(await ann.ConnectAsync());

        var found = await FindAsync(bob, name);
        var joined = await JoinAsync(bob, channel);

        Assert.Equal([(channel, false)], found.Select(c => (c.Conversation.Id, c.IsMember)));
        Assert.True(joined.Joined);
        Assert.True((await FindAsync(bob, name)).Single().IsMember);
        var push = await pushes.FirstAsync<ConversationChanges>(c => c.ConversationId == channel);
        Assert.Equal((SystemEvent.MemberJoined, bob.Id), (push.Messages.Single().System!.Event, push.Messages.Single().SenderId));
        await bob.PostAsync(channel, "hello");
        Assert.Equal(ErrorCode.NotAMember, await bob.RefusalAsync(HttpMethod.Post, $"conversations/{secret}/join", new JoinConversation()));
        Assert.Equal(ErrorCode.NotAMember, await bob.RefusalAsync(HttpMethod.Post, $"conversations/{Employee.NewId()}/join", new JoinConversation()));
    }

    [Fact]
    public async Task A_repeated_wish_makes_one_link_and_the_last_address_is_good()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room")).Conversation.Id;
        var bobsRoom = (await bob.StartGroupAsync("Bob's")).Conversation.Id;
        var wish = new CreateJoinLink { Id = Employee.NewId(), Uses = 5 };

        var lost = await LinkAsync(ann, room, wish);
        var link = await LinkAsync(ann, room, wish);

        Assert.Equal((wish.Id, lost.ExpiresAt, 5), (link.Id, link.ExpiresAt, link.UsesLeft!.Value));
        Assert.Single((await ann.SendAsync<JoinLinkList>(HttpMethod.Get, $"conversations/{room}/join-links")).Links);
        Assert.NotNull(await bob.RefusalAsync(HttpMethod.Post, $"conversations/{bobsRoom}/join-links", wish));
        Assert.Equal(ErrorCode.LinkInvalid, await bob.RefusalAsync(HttpMethod.Post, "join-link/follow", new FollowJoinLink { Token = TokenOf(lost) }));
        Assert.True((await bob.SendAsync<JoinAnswer>(HttpMethod.Post, "join-link/follow", new FollowJoinLink { Token = TokenOf(link) })).Joined);
    }

    [Fact]
    public async Task The_list_of_channels_comes_in_pages_and_takes_wildcards_as_they_are()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var name = $"{Employee.NewId()}";
        var channels = new List<Guid>();
        for (var i = 0; i < 5; i++) channels.Add(await StartAsync(ann, $"{name} {i}", Visibility.Public));
        await JoinAsync(bob, channels[2]);

        var first = await bob.SendAsync<ChannelPage>(HttpMethod.Get, $"channels?query={name}&limit=2");
        var second = await bob.SendAsync<ChannelPage>(HttpMethod.Get, $"channels?query={name}&limit=3&after={first.Next}");

        Assert.Equal(channels[2], first.Channels[0].Conversation.Id); // the largest
        Assert.Equal(channels.Order(), first.Channels.Concat(second.Channels).Select(c => c.Conversation.Id).Order());
        Assert.Null(second.Next);
        Assert.Empty(await FindAsync(bob, $"{name}%"));
        Assert.Equal(ErrorCode.InvalidRequest, await bob.RefusalAsync(HttpMethod.Get, "channels?after=nonsense"));
    }

    [Fact]
    public async Task Who_asks_to_join_waits_for_an_administrator_who_sees_how_many_wait()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob, eve) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Eve"));
        var channel = await StartAsync(ann, "Board", Visibility.Public, Joining.Approval);
        using var pushes = new Received(await ann.ConnectAsync());
        var token = (await ann.SyncAsync()).Token;

        var asked = await JoinAsync(bob, channel, "I am new here");
        await JoinAsync(bob, channel); // said again
        await JoinAsync(eve, channel);

        Assert.False(asked.Joined);
        await pushes.FirstAsync<ResyncHint>(h => h.Reason == ResyncReason.ConversationsChanged);
        Assert.Equal(2, (await ann.SyncAsync(token)).Heads.Single(h => h.Conversation.Id == channel).JoinRequests);
        var requests = (await ann.SendAsync<JoinRequestList>(HttpMethod.Get, $"conversations/{channel}/join-requests")).Requests;
        Assert.Equal([(bob.Id, "I am new here"), (eve.Id, null)], requests.Select(r => (r.UserId, r.Note)));
        await AnswerAsync(ann, channel, bob, approve: true);
        await AnswerAsync(ann, channel, eve, approve: false);
        await bob.PostAsync(channel, "thank you");
        Assert.Equal(ErrorCode.NotAMember, await eve.RefusalAsync(HttpMethod.Get, $"conversations/{channel}"));
        Assert.Equal(ErrorCode.NotFound, await ann.RefusalAsync(HttpMethod.Put, $"conversations/{channel}/join-requests/{eve.Id}", new AnswerJoinRequest { Approve = true }));
        Assert.Equal(ErrorCode.Forbidden, await bob.RefusalAsync(HttpMethod.Get, $"conversations/{channel}/join-requests"));
    }

    [Fact]
    public async Task A_link_lets_in_as_many_as_it_says_and_no_longer_than_it_says()
    {
        await using var company = await Company.FoundAsync(host);
        var people = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => company.HireAsync($"P{i}")));
        var room = (await people[0].StartGroupAsync("Room")).Conversation.Id;
        var link = await LinkAsync(people[0], room, new() { Uses = 3 });

        var preview = await people[1].SendAsync<JoinPreview>(HttpMethod.Post, "join-link/preview", new FollowJoinLink { Token = TokenOf(link) });
        var outcomes = await Task.WhenAll(people[1..].Select(p => p.RefusalAsync(HttpMethod.Post, "join-link/follow", new FollowJoinLink { Token = TokenOf(link) })));

        Assert.Equal(("Room", false, false), (preview.Channel.Conversation.Title, preview.Channel.IsMember, preview.NeedsApproval));
        Assert.Equal([null, null, null, ErrorCode.LinkInvalid, ErrorCode.LinkInvalid], outcomes.OrderBy(o => o.HasValue));
        Assert.Equal(4, (await people[0].SendAsync<ConversationHead>(HttpMethod.Get, $"conversations/{room}")).Conversation.MemberCount);
        Assert.Empty((await people[0].SendAsync<JoinLinkList>(HttpMethod.Get, $"conversations/{room}/join-links")).Links);

        var ended = await LinkAsync(people[0], room, new());
        Assert.Null((await people[0].SendAsync<JoinLinkList>(HttpMethod.Get, $"conversations/{room}/join-links")).Links.Single().Url);
        await people[0].SendAsync(HttpMethod.Delete, $"conversations/{room}/join-links/{ended.Id}");
        Assert.Equal(ErrorCode.LinkInvalid, await people[5].RefusalAsync(HttpMethod.Post, "join-link/preview", new FollowJoinLink { Token = TokenOf(ended) }));
        Assert.Equal(ErrorCode.InvalidRequest, await people[0].RefusalAsync(HttpMethod.Post, $"conversations/{room}/join-links", new CreateJoinLink { ExpiresInSeconds = 59 }));
        Assert.Equal(ErrorCode.InvalidRequest, await people[0].RefusalAsync(HttpMethod.Post, $"conversations/{room}/join-links", new CreateJoinLink { ExpiresInSeconds = long.MaxValue }));
    }

    [Fact]
    public async Task A_link_that_needs_approval_makes_a_request_even_to_a_private_group()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room")).Conversation.Id;
        var link = await LinkAsync(ann, room, new() { NeedsApproval = true, Uses = 1 });

        var asked = await bob.SendAsync<JoinAnswer>(HttpMethod.Post, "join-link/follow", new FollowJoinLink { Token = TokenOf(link), Note = "Bob" });
        await AnswerAsync(ann, room, bob, approve: true);

        Assert.Equal((room, false), (asked.ConversationId, asked.Joined));
        await bob.PostAsync(room, "I am in");
    }

    [Fact]
    public async Task An_announcement_says_whose_it_is_and_everybody_is_told()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        using var pushes = new Received(await bob.ConnectAsync());

        await ann.SendAsync<Conversation>(HttpMethod.Patch, $"conversations/{room}", new UpdateConversation { Announcement = "周五聚餐" });
        var read = (await bob.SendAsync<ConversationHead>(HttpMethod.Get, $"conversations/{room}")).Conversation;
        await ann.SendAsync<Conversation>(HttpMethod.Patch, $"conversations/{room}", new UpdateConversation { Announcement = "" });

        Assert.Equal(("周五聚餐", ann.Id), (read.Announcement!.Text, read.Announcement.UserId));
        var push = await pushes.FirstAsync<ConversationChanges>(c => c.Messages.Any(m => m.System?.Event == SystemEvent.AnnouncementChanged));
        Assert.Equal("周五聚餐", push.Messages.Single().System!.Text);
        Assert.Null((await bob.SendAsync<ConversationHead>(HttpMethod.Get, $"conversations/{room}")).Conversation.Announcement);
        Assert.Equal(ErrorCode.Forbidden, await bob.RefusalAsync(HttpMethod.Patch, $"conversations/{room}", new UpdateConversation { Announcement = "mine" }));
    }

    [Fact]
    public async Task A_picture_is_what_its_bytes_say_and_nothing_that_could_carry_a_script()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob, eve) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Eve"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

        using var set = await ann.UploadAsync($"conversations/{room}/avatar", png, "image/jpeg");
        var version = (await bob.SendAsync<ConversationHead>(HttpMethod.Get, $"conversations/{room}")).Conversation.AvatarVersion;
        using var got = await bob.RequestAsync(HttpMethod.Get, $"conversations/{room}/avatar?version={version}");

        Assert.True(set.IsSuccessStatusCode);
        Assert.Equal("image/png", got.Content.Headers.ContentType!.MediaType);
        Assert.Equal(png, await got.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("nosniff", got.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(ErrorCode.NotAMember, await eve.RefusalAsync(HttpMethod.Get, $"conversations/{room}/avatar"));
        Assert.Equal(ErrorCode.NotAMember, await Employee.RefusalAsync(await eve.UploadAsync($"conversations/{room}/avatar", png, "image/png")));
        Assert.Equal(ErrorCode.Forbidden, await Employee.RefusalAsync(await bob.UploadAsync($"conversations/{room}/avatar", png, "image/png")));
        Assert.Equal(ErrorCode.InvalidRequest, await Employee.RefusalAsync(await ann.UploadAsync($"conversations/{room}/avatar", "<svg onload='x'/>"u8.ToArray(), "image/png")));
        Assert.Equal(ErrorCode.InvalidRequest, await Employee.RefusalAsync(await ann.UploadAsync($"conversations/{room}/avatar", [.. png, .. new byte[300_000]], "image/png")));
        Assert.Equal(ErrorCode.InvalidRequest, await Employee.RefusalAsync(await ann.UploadAsync($"conversations/{room}/avatar", png, "text/plain")));
        await ann.SendAsync<Conversation>(HttpMethod.Delete, $"conversations/{room}/avatar");
        Assert.Equal(ErrorCode.NotFound, await bob.RefusalAsync(HttpMethod.Get, $"conversations/{room}/avatar"));
    }

    static async Task<Guid> StartAsync(Employee who, string title, Visibility visibility, Joining? joining = null) =>
        (await who.SendAsync<ConversationHead>(
            HttpMethod.Post, "conversations", new StartConversation { Kind = ConversationKind.Group, Title = title, Visibility = visibility, Joining = joining })).Conversation.Id;

    static async Task<IReadOnlyList<Channel>> FindAsync(Employee who, string query) =>
        (await who.SendAsync<ChannelPage>(HttpMethod.Get, $"channels?query={Uri.EscapeDataString(query)}")).Channels;

    static Task<JoinAnswer> JoinAsync(Employee who, Guid channel, string? note = null) =>
        who.SendAsync<JoinAnswer>(HttpMethod.Post, $"conversations/{channel}/join", new JoinConversation { Note = note });

    static Task AnswerAsync(Employee administrator, Guid channel, Employee who, bool approve) =>
        administrator.SendAsync(HttpMethod.Put, $"conversations/{channel}/join-requests/{who.Id}", new AnswerJoinRequest { Approve = approve });

    static Task<JoinLink> LinkAsync(Employee administrator, Guid room, CreateJoinLink wish) =>
        administrator.SendAsync<JoinLink>(HttpMethod.Post, $"conversations/{room}/join-links", wish);

    static string TokenOf(JoinLink link) => new Uri(link.Url!).Fragment[1..];
}

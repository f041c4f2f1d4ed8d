using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Messages;

/// <summary>Polls, urgent messages that are to be confirmed, and who has read what.</summary>
public sealed class AskingColleagues(AskingColleagues.Small host) : IClassFixture<AskingColleagues.Small>
{
    /// <summary>A host with receipts up to four members.</summary>
    public sealed class Small : TestHost
    {
        public Small(PgServer server)
            : base(server)
        {
            Settings["Conversations:ReceiptMembers"] = "4";
        }
    }

    [Fact]
    public async Task A_vote_replaces_the_one_before_and_everybody_sees_who_chose_what()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        using var pushes = new Received(await bob.ConnectAsync());
        var poll = await ann.PostAsync(room, Poll(new() { Options = ["rice", "noodles", "soup"] }));
        Assert.Equal([0, 0, 0], poll.Poll!.Options.Select(o => o.Votes));

        await VoteAsync(ann, poll, 1);
        await VoteAsync(bob, poll, 0);
        var changed = await VoteAsync(bob, poll, 1);

        Assert.Equal([0, 2, 0], changed.Poll!.Options.Select(o => o.Votes));
        Assert.Equal([ann.Id, bob.Id], changed.Poll.Options[1].UserIds!);
        Assert.Equal(2, changed.Poll.Voters);
        var push = await pushes.FirstAsync<ConversationChanges>(c => c.Version == changed.Version);
        Assert.Equivalent(changed, push.Messages.Single());
        Assert.Equal(changed.Version, (await VoteAsync(bob, poll, 1)).Version); // said again
        Assert.Equal(1, (await VoteAsync(bob, poll)).Poll!.Voters); // taken back
        Assert.Equal(ErrorCode.InvalidRequest, await VoteRefusalAsync(bob, poll, 3));
        Assert.Equal(ErrorCode.InvalidRequest, await VoteRefusalAsync(bob, poll, 0, 1)); // one answer only
        Assert.Equal(ErrorCode.InvalidRequest, await VoteRefusalAsync(bob, await ann.PostAsync(room, "no poll"), 0));
    }

    [Fact]
    public async Task Of_an_anonymous_poll_each_is_told_only_his_own_vote()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        var poll = await ann.PostAsync(room, Poll(new() { Options = ["yes", "no", "why"], Anonymous = true, Multiple = true }));

        var voted = await VoteAsync(bob, poll, 2, 0);

        Assert.Equal([1, 0, 1], voted.Poll!.Options.Select(o => o.Votes));
        Assert.All(voted.Poll.Options, o => Assert.Null(o.UserIds));
        var (own, foreign) = (await VotersAsync(bob, poll), await VotersAsync(ann, poll));
        Assert.Equal([0, 2], own.Own);
        Assert.Empty(foreign.Own);
        Assert.Empty(own.UserIds.Concat(foreign.UserIds));
    }

    [Fact]
    public async Task Votes_that_come_at_once_are_all_counted_and_named_in_pages()
    {
        await using var company = await Company.FoundAsync(host);
        var people = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => company.HireAsync($"P{i}")));
        var room = (await people[0].StartGroupAsync("Room", people[1..])).Conversation.Id;
        var poll = await people[0].PostAsync(room, Poll(new() { Options = ["a", "b"] }));

        await Task.WhenAll(people.SelectMany((p, i) => new[] { VoteAsync(p, poll, i % 2), VoteAsync(p, poll, 0) }));
        await Task.WhenAll(people.Select((p, i) => VoteAsync(p, poll, i % 2)));

        var row = (await people[0].ReadAsync(room)).Messages.Single(m => m.Seq == poll.Seq);
        Assert.Equal([4, 4], row.Poll!.Options.Select(o => o.Votes));
        Assert.Equal(8, row.Poll.Voters);
        var first = await VotersAsync(people[1], poll, "option=1&limit=3");
        var second = await VotersAsync(people[1], poll, $"option=1&limit=3&after={first.Next}");
        Assert.Equal(people.Where((_, i) => i % 2 == 1).Select(p => p.Id).Order(), first.UserIds.Concat(second.UserIds).Order());
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task A_closed_poll_takes_no_more_votes_and_only_its_sender_or_an_administrator_closes_it()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob, eve) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Eve"));
        var room = (await ann.StartGroupAsync("Room", bob, eve)).Conversation.Id;
        var poll = await bob.PostAsync(room, Poll(new() { Options = ["a", "b"] }));
        await VoteAsync(eve, poll, 0);

        Assert.Equal(ErrorCode.Forbidden, await eve.RefusalAsync(HttpMethod.Put, $"{Employee.PathOf(poll)}/poll/closed"));
        var closed = await bob.SendAsync<Message>(HttpMethod.Put, $"{Employee.PathOf(poll)}/poll/closed");
        var again = await ann.SendAsync<Message>(HttpMethod.Put, $"{Employee.PathOf(poll)}/poll/closed");

        Assert.True(closed.Poll!.Closed);
        Assert.Equal(closed.Version, again.Version);
        Assert.Equal(ErrorCode.TooLate, await VoteRefusalAsync(eve, poll, 1));
        Assert.Equal(ErrorCode.InvalidRequest, await PostRefusalAsync(ann, room, Poll(new() { Options = ["a"] })));
        Assert.Equal(ErrorCode.InvalidRequest, await PostRefusalAsync(ann, room, Poll(new() { Options = ["a", "a"] })));
        Assert.Equal(ErrorCode.TextEmpty, await PostRefusalAsync(ann, room, Poll(new() { Options = ["a", " "] })));
        Assert.Equal(ErrorCode.InvalidRequest, await PostRefusalAsync(ann, room, Poll(new() { Options = ["a", "b"], ClosesAt = TimeProvider.System.GetUtcNow().AddMinutes(-1) })));
    }

    [Fact]
    public async Task Whoever_an_urgent_message_asks_confirms_it_and_nobody_else()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob, eve) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Eve"));
        var room = (await ann.StartGroupAsync("Room", bob, eve)).Conversation.Id;

        var plain = await ann.PostAsync(room, "plain");
        var toAll = await ann.PostAsync(room, new PostBody { ClientMessageId = Employee.NewId(), Text = "fire", Urgent = true });
        var toBob = await ann.PostAsync(room, new PostBody { ClientMessageId = Employee.NewId(), Text = $"<@{bob.Id}> call me", Urgent = true });
        var confirmed = await ConfirmAsync(bob, toAll);
        var own = await ConfirmAsync(bob, toBob);

        Assert.Equal(new[] { bob.Id, eve.Id }.Order(), toAll.Urgent!.AskedIds.Order());
        Assert.Equal([bob.Id], toBob.Urgent!.AskedIds);
        Assert.Equal([bob.Id], confirmed.Urgent!.ConfirmedIds);
        Assert.Equal(own.Version, (await ConfirmAsync(bob, toBob)).Version); // said again
        Assert.Equal([bob.Id, eve.Id], (await ConfirmAsync(eve, toAll)).Urgent!.ConfirmedIds);
        Assert.Equal(ErrorCode.Forbidden, await eve.RefusalAsync(HttpMethod.Put, $"{Employee.PathOf(toBob)}/confirmation"));
        Assert.Equal(ErrorCode.Forbidden, await bob.RefusalAsync(HttpMethod.Put, $"{Employee.PathOf(plain)}/confirmation"));
    }

    [Fact]
    public async Task In_a_large_group_an_urgent_message_names_whom_it_asks()
    {
        await using var company = await Company.FoundAsync(host);
        var people = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => company.HireAsync($"P{i}")));
        var room = (await people[0].StartGroupAsync("Room", people[1..])).Conversation.Id;
        var urgent = new PostBody { ClientMessageId = Employee.NewId(), Text = "fire", Urgent = true };

        Assert.Equal(ErrorCode.TooMany, await PostRefusalAsync(people[0], room, urgent));
        Assert.Equal(ErrorCode.TooMany, await PostRefusalAsync(people[0], room, urgent with { Text = $"<@all> <@{people[1].Id}>" }));
        var named = await people[0].PostAsync(room, urgent with { Text = $"<@{people[1].Id}> fire" });
        Assert.Equal([people[1].Id], named.Urgent!.AskedIds);
        Assert.Equal(ErrorCode.TooManyMembers, await people[1].RefusalAsync(HttpMethod.Get, $"{Employee.PathOf(named)}/readers"));
    }

    [Fact]
    public async Task Who_has_read_a_message_is_listed_apart_from_who_has_not()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob, eve) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Eve"));
        var room = (await ann.StartGroupAsync("Room", bob, eve)).Conversation.Id;
        var message = await ann.PostAsync(room, "who reads this?");
        await bob.SendAsync<ReadState>(HttpMethod.Put, $"conversations/{room}/read", new ReadBody { Seq = message.Seq });

        var readers = await ann.SendAsync<ReaderList>(HttpMethod.Get, $"{Employee.PathOf(message)}/readers");

        Assert.Equal([bob.Id], readers.Read);
        Assert.Equal([eve.Id], readers.Unread);
        Assert.Equal(ErrorCode.NotFound, await ann.RefusalAsync(HttpMethod.Get, $"conversations/{room}/messages/99/readers"));
    }

    static PostBody Poll(NewPoll poll) => new() { ClientMessageId = Employee.NewId(), Text = "what shall we eat?", Poll = poll };

    static Task<Message> VoteAsync(Employee who, Message poll, params int[] options) =>
        who.SendAsync<Message>(HttpMethod.Put, $"{Employee.PathOf(poll)}/votes", new VoteBody { Options = options });

    static Task<ErrorCode?> VoteRefusalAsync(Employee who, Message poll, params int[] options) =>
        who.RefusalAsync(HttpMethod.Put, $"{Employee.PathOf(poll)}/votes", new VoteBody { Options = options });

    static Task<VoterPage> VotersAsync(Employee who, Message poll, string query = "") => who.SendAsync<VoterPage>(HttpMethod.Get, $"{Employee.PathOf(poll)}/votes?{query}");

    static Task<Message> ConfirmAsync(Employee who, Message message) => who.SendAsync<Message>(HttpMethod.Put, $"{Employee.PathOf(message)}/confirmation");

    static Task<ErrorCode?> PostRefusalAsync(Employee who, Guid room, PostBody body) => who.RefusalAsync(HttpMethod.Post, $"conversations/{room}/messages", body);
}

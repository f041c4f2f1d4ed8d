using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;
using Messenger.Contracts.Search;
using Messenger.Domain.Search;
using Messenger.Infrastructure.Postgres;
using Messenger.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Search;

/// <summary>Searching by the wire: what each person finds, and never more.</summary>
public sealed class SearchingMessages(SearchingMessages.Host host) : IClassFixture<SearchingMessages.Host>
{
    /// <summary>Lets a test search as fast as it can.</summary>
    public sealed class Host : TestHost
    {
        public Host(PgServer server)
            : base(server) =>
            Settings["Limits:Search:AtOnce"] = "100000";
    }

    [Fact]
    public async Task Each_finds_what_a_scan_of_what_he_may_read_finds()
    {
        await using var company = await Company.FoundAsync(host);
        var corpus = new Corpus(seed: 7);
        var people = new List<Employee>();
        for (var i = 0; i < 4; i++) people.Add(await company.HireAsync($"Person{i}"));
        var rooms = new List<Guid>();
        for (var i = 0; i < 5; i++)
            rooms.Add((await people[0].StartGroupAsync($"Room {i}", i % 2 == 0 ? HistoryVisibility.All : HistoryVisibility.FromJoining, people.Skip(1).Take(i % 3))).Conversation.Id);
        for (var i = 0; i < 40; i++)
        {
            foreach (var room in rooms) await people[0].PostAsync(room, corpus.Text(8));
            if (i == 20)
            {
                foreach (var room in rooms) await people[0].SendAsync(HttpMethod.Post, $"conversations/{room}/members", new AddMembers { UserIds = [people[3].Id] });
                await people[1].SendAsync(HttpMethod.Delete, $"conversations/{rooms[1]}/members/{people[1].Id}");
            }
        }
        // Changes of all kinds in between.
        foreach (var room in rooms)
        {
            foreach (var message in (await people[0].ReadAsync(room)).Messages.Where(m => m.Kind == MessageKind.Text))
            {
                if (corpus.Chance(6)) await people[0].EditAsync(message, corpus.Text(8));
                else if (corpus.Chance(8)) await people[0].RecallAsync(message);
                else if (corpus.Chance(8)) await HideAsync(people[0], message);
            }
        }

        var hits = 0;
        foreach (var person in people)
        {
            var visible = await VisibleAsync(person);
            for (var i = 0; i < 60; i++)
            {
                var query = corpus.Query(visible.Count == 0 ? "x" : corpus.Any(visible).Text!);
                var expected = visible.Where(m => NaiveScan.Matches(m.Text!, query)).Select(m => (m.ConversationId, m.Seq)).ToList();
                var order = corpus.Chance(2) ? SearchOrder.Newest : SearchOrder.Best;
                var found = SearchQuery.Parse(query).IsEmpty ? [] : await FindAllAsync(person, new() { Text = query, Order = order, Limit = 7 });

                if (order == SearchOrder.Newest) Assert.Equal(expected, found.Select(h => (h.ConversationId, h.Seq)));
                else Assert.Equal(expected.Order(), found.Select(h => (h.ConversationId, h.Seq)).Order());
                hits += found.Count;
            }
        }
        Assert.InRange(hits, 500, int.MaxValue);
    }

    [Fact]
    public async Task Filters_narrow_it_down()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var (room, other) = ((await ann.StartGroupAsync("Room", bob)).Conversation.Id, (await ann.StartGroupAsync("Other", bob)).Conversation.Id);
        var first = await ann.PostAsync(room, "plan one");
        var link = await bob.PostAsync(room, "plan two https://example.com/x");
        var mention = await bob.PostAsync(other, $"plan three <@{ann.Id}>");
        var last = await ann.PostAsync(other, "plan four");

        async Task<IEnumerable<Message>> Found(SearchMessages search)
        {
            var hits = await FindAllAsync(ann, search);
            return hits.Select(h => new[] { first, link, mention, last }.Single(m => m.ConversationId == h.ConversationId && m.Seq == h.Seq));
        }

        Assert.Equal([last, mention, link, first], await Found(new() { Text = "plan" }));
        Assert.Equal([link, first], await Found(new() { Text = "plan", ConversationId = room }));
        Assert.Equal([mention, link], await Found(new() { Text = "plan", SenderId = bob.Id }));
        Assert.Equal([mention, link], await Found(new() { SenderId = bob.Id }));
        Assert.Equal([link], await Found(new() { HasLink = true }));
        Assert.Equal([mention], await Found(new() { MentionsMe = true }));
        Assert.Equal([link, first], await Found(new() { Text = "plan", Before = mention.PostedAt }));
        Assert.Equal([last, mention], await Found(new() { Text = "plan", After = mention.PostedAt }));
        Assert.Empty(await Found(new() { Text = "plan", ConversationId = Employee.NewId() }));
    }

    [Fact]
    public async Task A_hit_says_where_it_is_and_shows_why()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        var root = await ann.PostAsync(notes, "明天三点在会议室开会");
        var reply = await ann.PostAsync(notes, new PostBody { ClientMessageId = Employee.NewId(), Text = "哪个会议室？", ThreadSeq = root.Seq });

        var hits = await FindAllAsync(ann, new() { Text = "会议室" });

        Assert.Equal([(reply.Seq, (long?)root.Seq), (root.Seq, null)], hits.Select(h => (h.Seq, h.ThreadSeq)));
        Assert.Equal([("明天三点在", false), ("会议室", true), ("开会", false)], hits[1].Excerpt.Select(f => (f.Text, f.IsMatch)));
        Assert.Equal((ann.Id, root.PostedAt), (hits[1].SenderId, hits[1].PostedAt));
    }

    [Fact]
    public async Task Best_first_puts_whole_words_that_stand_together_before_others()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        string[] texts = ["release plan", "the planning of all that has to do with any of the releases of this year", "a plan for the next release"];
        foreach (var text in texts) await ann.PostAsync(notes, text);

        var hits = await FindAllAsync(ann, new() { Text = "release plan", Order = SearchOrder.Best });

        Assert.Equal([texts[0], texts[2], texts[1]], hits.Select(h => string.Concat(h.Excerpt.Select(f => f.Text))));
    }

    [Fact]
    public async Task Who_has_left_finds_nothing_and_who_comes_back_finds_it_again()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        await ann.PostAsync(room, "the secret plan");
        Assert.Single(await FindAllAsync(bob, new() { Text = "secret" }));

        await ann.SendAsync(HttpMethod.Delete, $"conversations/{room}/members/{bob.Id}");
        var gone = await FindAllAsync(bob, new() { Text = "secret" });
        await ann.SendAsync(HttpMethod.Post, $"conversations/{room}/members", new AddMembers { UserIds = [bob.Id] });

        Assert.Empty(gone);
        Assert.Single(await FindAllAsync(bob, new() { Text = "secret" }));
    }

    [Fact]
    public async Task Messages_without_words_are_gone_through_and_until_then_the_answer_says_so()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        var (older, edited) = (await ann.PostAsync(notes, "from before"), await ann.PostAsync(notes, "at first"));
        // As a node of an older version writes.
        await using var data = NpgsqlDataSource.Create(host.Services.GetRequiredService<ConnectionPools>().Ordinary.Database.ConnectionString);
        await using (var connection = await data.OpenConnectionAsync(TestContext.Current.CancellationToken))
        await using (var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var command = new NpgsqlCommand($"""
                update messages set words = null where conversation_id = '{notes}' and seq = {older.Seq};
                update messages set text = 'at last' where conversation_id = '{notes}' and seq = {edited.Seq};
                select words is null from messages where conversation_id = '{notes}' and seq = {edited.Seq}
                """, connection);
            Assert.Equal(true, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }
        while (await host.Services.GetRequiredService<IMessageSearch>().IndexAsync(TestContext.Current.CancellationToken) > 0)
        {
        }

        Assert.Equal([older.Seq], (await FindAllAsync(ann, new() { Text = "before" })).Select(h => h.Seq));
        Assert.Equal([edited.Seq], (await FindAllAsync(ann, new() { Text = "last" })).Select(h => h.Seq));
        Assert.Empty(await FindAllAsync(ann, new() { Text = "first" }));
        Assert.False((await ann.SendAsync<MessageHits>(HttpMethod.Post, "search/messages", new SearchMessages { Text = "last" })).Incomplete);
    }

    public static TheoryData<SearchMessages, ErrorCode> Bad() => new()
    {
        { new(), ErrorCode.TextEmpty },
        { new() { Text = "   " }, ErrorCode.TextEmpty },
        { new() { Text = "?! () \" & !" }, ErrorCode.TextEmpty },
        { new() { Text = "??", HasLink = true }, ErrorCode.TextEmpty },
        { new() { Text = new string('x', 10_000) }, ErrorCode.InvalidRequest },
        { new() { Text = "a\0b" }, ErrorCode.TextInvalid },
        { new() { Text = "x", Limit = 0 }, ErrorCode.InvalidRequest },
        { new() { Text = "x", Limit = 51 }, ErrorCode.InvalidRequest },
        { new() { Text = "x", Cursor = "x" }, ErrorCode.InvalidRequest },
        { new() { Text = "x", Order = SearchOrder.Best, Cursor = "-1" }, ErrorCode.InvalidRequest },
        { new() { Text = "x", Before = DateTimeOffset.UnixEpoch, After = DateTimeOffset.UnixEpoch }, ErrorCode.InvalidRequest },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public async Task What_cannot_be_searched_is_refused(SearchMessages search, ErrorCode code)
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");

        Assert.Equal(code, await ann.RefusalAsync(HttpMethod.Post, "search/messages", search));
    }

    [Theory]
    [InlineData("'")]
    [InlineData("'' & x")]
    [InlineData("x:* | y")]
    [InlineData("!x <-> y")]
    [InlineData("\\")]
    [InlineData("100% _ *")]
    [InlineData("\"not closed")]
    public async Task What_means_something_to_the_database_means_nothing_here(string text)
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        await ann.PostAsync(notes, $"literally {text} and so on");

        var refusal = await ann.RefusalAsync(HttpMethod.Post, "search/messages", new SearchMessages { Text = text });

        Assert.Contains(refusal, new ErrorCode?[] { null, ErrorCode.TextEmpty });
    }

    [Fact]
    public async Task A_token_that_may_read_may_search()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        await ann.PostAsync(notes, "for the robot");
        var token = await ann.SendAsync<AccessToken>(HttpMethod.Post, "tokens", new CreateAccessToken { Name = "robot", Scopes = [AccessScope.Read], ExpiresInDays = 1 });
        await using var robot = new Employee(host) { Bearer = token.Token! };

        Assert.Single(await FindAllAsync(robot, new() { Text = "robot" }));
    }

    static async Task<List<MessageHit>> FindAllAsync(Employee person, SearchMessages search)
    {
        var all = new List<MessageHit>();
        for (string? cursor = null; ;)
        {
            var page = await person.SendAsync<MessageHits>(HttpMethod.Post, "search/messages", search with { Cursor = cursor });
            all.AddRange(page.Hits);
            if ((cursor = page.Next) is null) return all;
        }
    }

    /// <summary>All texts that a person sees in his conversations, the newest first.</summary>
    static async Task<List<Message>> VisibleAsync(Employee person)
    {
        var hidden = (await person.SendAsync<PersonalChanges>(HttpMethod.Get, "personal")).Items.Where(i => i.Kind == PersonalKind.Hidden).Select(i => i.Key).ToHashSet();
        var messages = new List<Message>();
        foreach (var head in (await person.SyncAsync()).Heads)
        {
            for (long? before = null; ;)
            {
                var page = await person.SendAsync<MessagePage>(HttpMethod.Get, $"conversations/{head.Conversation.Id}/messages?limit=200{(before is null ? "" : $"&before={before}")}");
                messages.AddRange(page.Messages.Where(m => m.Text is not null && !hidden.Contains($"{m.ConversationId}/{m.Seq}")));
                if (!page.HasBefore) break;
                before = page.Messages[0].Seq;
            }
        }
        return [.. messages.OrderByDescending(m => m.PostedAt)];
    }

    static Task<PersonalItem> HideAsync(Employee person, Message message) =>
        person.SendAsync<PersonalItem>(HttpMethod.Put, "personal", new SetPersonal { Item = new() { Kind = PersonalKind.Hidden, Key = $"{message.ConversationId}/{message.Seq}" } });
}

using System.Net;
using System.Text;
using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Messages;

public sealed class PostingMessages(TestHost host) : IClassFixture<TestHost>
{
    [Theory]
    [InlineData("", ErrorCode.TextEmpty)]
    [InlineData(" \n\t　", ErrorCode.TextEmpty)]
    [InlineData("a\0b", ErrorCode.TextInvalid)]
    [InlineData("bell\a", ErrorCode.TextInvalid)]
    [InlineData("half %d83d of an emoji", ErrorCode.TextInvalid)] // a surrogate, which would not survive in the name of the test
    public async Task A_text_that_is_none_is_refused_with_a_code_and_nothing_is_stored(string text, ErrorCode code)
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = await ann.StartDirectAsync(ann);

        // Written by hand: a serializer would mend what is broken here.
        var body = $$"""{"clientMessageId":"{{Employee.NewId()}}","text":"{{string.Concat(text.Select(c => $"\\u{(int)c:x4}")).Replace("\\u0025\\u0064\\u0038\\u0033\\u0064", "\\ud83d", StringComparison.Ordinal)}}"}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, $"/api/v1/conversations/{notes.Conversation.Id}/messages"));
        request.Headers.Add("Origin", host.Address.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Cookie", ann.Cookies.GetCookieHeader(host.Address));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(code, await Employee.RefusalAsync(answer));
        Assert.Empty((await ann.ReadAsync(notes.Conversation.Id)).Messages);
    }

    [Fact]
    public async Task The_longest_text_is_taken_and_one_more_is_not()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;

        var longest = await ann.PostAsync(notes, new string('长', 8_000));

        Assert.Equal(8_000, longest.Text!.Length);
        Assert.Equal(ErrorCode.MessageTooLong, await ann.RefusalAsync(
            HttpMethod.Post, $"conversations/{notes}/messages", new PostBody { ClientMessageId = Employee.NewId(), Text = new string('长', 8_001) }));
    }

    [Fact]
    public async Task A_repeat_is_answered_with_the_stored_message_whatever_it_says()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var talk = (await ann.StartDirectAsync(bob)).Conversation.Id;
        var id = Employee.NewId();

        var first = await ann.PostAsync(talk, "hello", id);
        var repeats = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => ann.PostAsync(talk, $"other {i}", id)));
        var bobs = await bob.PostAsync(talk, "mine", id);

        Assert.All(repeats, r => Assert.Equal(first, r));
        Assert.NotEqual(first.Seq, bobs.Seq);
        Assert.Equal(["hello", "mine"], (await bob.ReadAsync(talk)).Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task Outsiders_cannot_tell_a_foreign_conversation_from_one_that_does_not_exist()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, eve) = (await company.HireAsync("Ann"), await company.HireAsync("Eve"));
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        var body = new PostBody { ClientMessageId = Employee.NewId(), Text = "hello" };

        using var foreign = await eve.RequestAsync(HttpMethod.Post, $"conversations/{notes}/messages", body);
        using var missing = await eve.RequestAsync(HttpMethod.Post, $"conversations/{Guid.Empty}/messages", body);

        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.Equal(missing.StatusCode, foreign.StatusCode);
        Assert.Equal(
            await missing.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), await foreign.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Concurrent_senders_make_one_order_without_holes_and_every_answer_is_true()
    {
        await using var company = await Company.FoundAsync(host);
        var people = new List<Employee>();
        for (var i = 0; i < 6; i++) people.Add(await company.HireAsync($"P{i}"));
        var room = (await people[0].StartGroupAsync("Race", people.Skip(1))).Conversation.Id;
        var other = (await people[1].StartDirectAsync(people[2])).Conversation.Id;
        var leaver = people[5];

        var posts = people.SelectMany(p => Enumerable.Range(0, 40).Select(i => (Person: p, Text: $"{p.UserName} {i}", Id: Employee.NewId()))).ToList();
        var removal = people[0].SendAsync(HttpMethod.Delete, $"conversations/{room}/members/{leaver.Id}");
        var answers = await Task.WhenAll(posts.SelectMany(p => Enumerable.Repeat(p, 2)).Select(async p =>
        {
            var conversation = p.Person == people[1] && p.Text.EndsWith('7') ? other : room;
            using var answer = await p.Person.RequestAsync(
                HttpMethod.Post, $"conversations/{conversation}/messages", new PostBody { ClientMessageId = p.Id, Text = p.Text });
            var refusal = await Employee.RefusalAsync(answer);
            return (p.Person, p.Text, p.Id, Refusal: refusal, Conversation: conversation);
        }));
        await removal;

        var stored = await StoredAsync(room);
        Assert.Equal(Enumerable.Range(1, stored.Count).Select(i => (long)i), stored.Select(m => m.Seq));
        Assert.Equal(stored.Count, stored.Where(m => m.Id is not null).DistinctBy(m => (m.Sender, m.Id)).Count() + stored.Count(m => m.Id is null));
        foreach (var answer in answers.Where(a => a.Conversation == room))
        {
            var isStored = stored.Any(m => m.Sender == answer.Person.Id && m.Id == answer.Id && m.Text == answer.Text);
            if (answer.Refusal is null) Assert.True(isStored);
            else Assert.True(answer.Refusal == ErrorCode.NotAMember && answer.Person == leaver);
        }
        Assert.All(posts.Where(p => p.Person != leaver && p.Person != people[1]), p => Assert.Contains(stored, m => m.Sender == p.Person.Id && m.Id == p.Id));
    }

    [Fact]
    public async Task A_locked_conversation_is_answered_with_retry_and_others_go_on()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var (locked, free) = ((await ann.StartDirectAsync(bob)).Conversation.Id, (await ann.StartDirectAsync(ann)).Conversation.Id);
        await using var connection = await host.Database.ConnectAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var hold = new NpgsqlCommand("select from conversations where id = $1 for update", connection) { Parameters = { new() { Value = locked } } };
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var body = new PostBody { ClientMessageId = Employee.NewId(), Text = "wait" };

        var refused = ann.RefusalAsync(HttpMethod.Post, $"conversations/{locked}/messages", body);
        var posted = await ann.PostAsync(free, "go on");

        Assert.Equal(1, posted.Seq);
        Assert.Equal(ErrorCode.UnavailableRetry, await refused);
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, (await ann.PostAsync(locked, "wait", body.ClientMessageId)).Seq);
    }

    async Task<List<(long Seq, Guid Sender, Guid? Id, string? Text)>> StoredAsync(Guid conversation)
    {
        await using var connection = await host.Database.ConnectAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            "select seq, sender_id, client_message_id, text from messages where conversation_id = $1 order by seq", connection)
        {
            Parameters = { new() { Value = conversation } },
        };
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var stored = new List<(long, Guid, Guid?, string?)>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            stored.Add((rows.GetInt64(0), rows.GetGuid(1), rows.IsDBNull(2) ? null : rows.GetGuid(2), rows.IsDBNull(3) ? null : rows.GetString(3)));
        return stored;
    }
}

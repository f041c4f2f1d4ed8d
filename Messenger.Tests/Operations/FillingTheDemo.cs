using Messenger.Infrastructure.Demo;
using Messenger.Tests.Hosting;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Operations;

/// <summary>A host with the demo company.</summary>
public sealed class DemoHost : TestHost
{
    public DemoHost(PgServer server)
        : base(server)
    {
        Settings["Messenger:Demo"] = "true";
        Settings["Urls"] = "http://127.0.0.1:0";
    }
}

public sealed class FillingTheDemo(DemoHost host) : IClassFixture<DemoHost>
{
    [Theory]
    [InlineData("select count(*) from users", 60, 60)]
    [InlineData("select count(*) from conversations", 40, 40)]
    [InlineData("select count(*) from messages", 29_000, 31_000)]
    [InlineData("select count(*) from messages where text like '%{%}%'", 0, 0)]
    [InlineData("select count(distinct seq) from poll_votes", 1, 1)]
    [InlineData("select count(*) from messages where pinned_at is not null", 2, 2)]
    [InlineData("select count(*) from messages where recalled_at is not null", 1, 1)]
    [InlineData("select count(*) from messages where thread_seq is not null", 3, 3)]
    [InlineData("select count(*) from message_files", 3, 3)]
    [InlineData("select extract(day from max(posted_at) - min(posted_at)) from messages", 600, 731)]
    public async Task The_company_is_as_large_as_promised(string sql, long least, long most) => Assert.InRange(await ScalarAsync(sql), least, most);

    [Theory]
    [InlineData("select count(*) from conversations c where c.seq <> (select count(*) from messages m where m.conversation_id = c.id)")]
    [InlineData("select count(*) from conversations c where c.seq <> (select max(seq) from messages m where m.conversation_id = c.id)")]
    [InlineData("select count(*) from conversations c where c.version <> (select max(version) from messages m where m.conversation_id = c.id)")]
    [InlineData("select count(*) from conversations c where c.member_count <> (select count(*) from members m where m.conversation_id = c.id)")]
    [InlineData("select count(*) from conversations c where kind = 2 and 1 <> (select count(*) from members m where m.conversation_id = c.id and role = 3)")]
    [InlineData("select count(*) from members m join conversations c on c.id = m.conversation_id where m.read_seq > c.seq")]
    [InlineData("select count(*) from messages a join messages b on b.conversation_id = a.conversation_id and b.seq = a.seq + 1 where b.posted_at < a.posted_at")]
    [InlineData("select count(*) from messages x where not exists (select from members m where m.conversation_id = x.conversation_id and m.user_id = x.sender_id)")]
    public async Task Nothing_in_it_breaks_a_rule_of_the_log(string violations) => Assert.Equal(0, await ScalarAsync(violations));

    [Fact]
    public async Task One_signs_in_as_alice_and_finds_conversations_unread_messages_and_history()
    {
        await using var alice = new Employee(host);
        await alice.SignInAsync("alice", DemoCompany.Password);

        var sync = await alice.SyncAsync();

        Assert.True(sync.Heads.Count > 10);
        Assert.Contains(sync.Heads, h => h.Unread > 0);
        Assert.Equal(50, (await alice.ReadAsync(sync.Heads[0].Conversation.Id)).Messages.Count);
    }

    async Task<long> ScalarAsync(string sql)
    {
        await using var connection = await host.Database.ConnectAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }
}

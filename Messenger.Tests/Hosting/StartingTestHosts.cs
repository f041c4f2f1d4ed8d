using System.Net;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Hosting;

/// <summary>What the other tests stand on.</summary>
public sealed class StartingTestHosts(PgServer server, TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task A_host_serves_on_a_port_of_its_own_and_its_database_has_the_schema()
    {
        using var client = host.CreateClient();

        using var answer = await client.GetAsync("/health/ready", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1L, await ScalarAsync(host.Database, "select count(*) from deployment"));
        Assert.NotEqual(0, host.Address.Port);
    }

    [Fact]
    public async Task Each_database_is_its_own()
    {
        await using var other = await server.CreateDatabaseAsync();

        await ScalarAsync(other, "create table only_here (id int)");

        Assert.IsType<DBNull>(await ScalarAsync(host.Database, "select to_regclass('only_here')::text"));
    }

    [Fact]
    public async Task Two_hosts_can_share_a_database()
    {
        await using var second = TestHost.On(host.Database);
        await second.InitializeAsync();
        using var client = second.CreateClient();

        using var answer = await client.GetAsync("/health/ready", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEqual(host.Address.Port, second.Address.Port);
        Assert.Equal(1L, await ScalarAsync(host.Database, "select count(*) from deployment"));
    }

    static async Task<object?> ScalarAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.ConnectAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Tests.Hosting;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Postgres;

/// <summary>Three nodes start in the same moment on a database that nobody has touched.</summary>
public sealed class StartingTogether(PgServer server)
{
    const string User = "first";
    const string Password = "correct horse 电池";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_become_ready_on_one_schema_with_one_set_of_keys(bool behindPgBouncer)
    {
        await using var empty = await CreateEmptyAsync();
        var name = new NpgsqlConnectionStringBuilder(empty.ConnectionString).Database!;
        await using var pooler = behindPgBouncer ? await PgBouncer.StartAsync(empty, serverConnections: 2) : null;
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:Postgres"] = (pooler?.Through(name) ?? empty).ConnectionString,
            ["Postgres:AllowUnsafeDurability"] = "true",
        };

        await using var first = HostProcess.Start(settings);
        await using var second = HostProcess.Start(settings);
        await using var third = HostProcess.Start(settings);
        var addresses = await Task.WhenAll(first.ReadyAsync(), second.ReadyAsync(), third.ReadyAsync());

        Assert.Single(await Task.WhenAll(((HostProcess[])[first, second, third]).Zip(addresses).Select(node => SetUpAsync(node.First, node.Second))), made => made);
        Assert.Equal("1 deployment, 1 + 1 token keys, 1 key ring, 1 administrator, 1 client", await DescribeAsync(empty));
        foreach (var signedInAt in addresses)
        {
            using var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() });
            await SignInAsync(browser, signedInAt);
            // A cookie goes to every port of its host, so the same browser is known at the other nodes.
            foreach (var node in addresses)
            {
                using var answer = await browser.GetAsync(new Uri(node, "/api/v1/session"), TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }
        }
    }

    /// <summary>Opens the link that a node has printed. Each is good until there is an administrator.</summary>
    static async Task<bool> SetUpAsync(HostProcess node, Uri address)
    {
        await Eventually.TrueAsync(() => node.Printed.Contains("/setup#", StringComparison.Ordinal));
        var token = node.Printed.Split("/setup#")[1].Split(' ')[0];
        using var browser = new HttpClient();
        using var answer = await SendAsync(browser, new Uri(address, "/api/v1/setup"),
            JsonSerializer.Serialize(new SetUp { Token = token, UserName = User, DisplayName = User, Password = Password }, ContractsJson.Default.SetUp));
        return answer.IsSuccessStatusCode;
    }

    static async Task SignInAsync(HttpClient browser, Uri node)
    {
        using var answer = await SendAsync(browser, new Uri(node, "/api/v1/session"),
            JsonSerializer.Serialize(new SignIn { UserName = User, Password = Password }, ContractsJson.Default.SignIn));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    static async Task<HttpResponseMessage> SendAsync(HttpClient browser, Uri address, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        return await browser.SendAsync(request, TestContext.Current.CancellationToken);
    }

    static async Task<string> DescribeAsync(TestDatabase database)
    {
        await using var connection = await database.ConnectAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("""
            select format('%s deployment, %s + %s token keys, %s key ring, %s administrator, %s client',
                (select count(*) from deployment), (select count(*) from token_keys where use = 1), (select count(*) from token_keys where use = 2),
                (select count(*) from data_protection_keys), (select count(*) from users), (select count(*) from openid_applications))
            """, connection);
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>A database without a schema, beside one that has it.</summary>
    async Task<TestDatabase> CreateEmptyAsync()
    {
        var neighbour = await server.CreateDatabaseAsync();
        var name = new NpgsqlConnectionStringBuilder(neighbour.ConnectionString).Database + "_empty";
        await RunAsync(neighbour, $"create database {name}");
        return new TestDatabase(new NpgsqlConnectionStringBuilder(neighbour.ConnectionString) { Database = name }.ConnectionString, async () =>
        {
            await RunAsync(neighbour, $"drop database {name} with (force)");
            await neighbour.DisposeAsync();
        });
    }

    static async Task RunAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.ConnectAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

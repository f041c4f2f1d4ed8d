using Messenger.Contracts.Identity;
using Messenger.Domain.Identity;
using Messenger.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>Nodes of one deployment: one database, one public address, one clock that the test moves.</summary>
public sealed class Nodes(TestDatabase database) : IAsyncDisposable
{
    public const string PublicUrl = "http://chat.test";
    public const string Password = "rosebud-tricycle-47";

    readonly List<TestHost> _running = [];

    /// <summary>Settings of the nodes that are started from now on.</summary>
    public Dictionary<string, string> Settings { get; } = new() { ["Messenger:PublicUrl"] = PublicUrl };

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    /// <summary>Starts one more.</summary>
    public async Task<TestHost> StartAsync()
    {
        var node = TestHost.On(database);
        node.Clock = Clock;
        foreach (var (name, value) in Settings) node.Settings[name] = value;
        lock (_running) _running.Add(node);
        await node.InitializeAsync();
        return node;
    }

    /// <summary>Stops all of them.</summary>
    public async Task StopAsync()
    {
        foreach (var node in _running) await node.DisposeAsync();
        _running.Clear();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>An account with <see cref="Password"/>.</summary>
    public static async Task<string> HireAsync(TestHost node)
    {
        var accounts = node.Services.GetRequiredService<IAccounts>();
        var (id, name) = (Employee.NewId(), "u" + Employee.NewId().ToString("N"));
        Assert.True((await accounts.CreateAsync(id, new CreateAccount { UserName = name, DisplayName = "Colleague" }, TestContext.Current.CancellationToken)).IsOk(out _, out _));
        Assert.True((await accounts.SetPasswordAsync(id, Password, TestContext.Current.CancellationToken)).IsOk(out _, out _));
        return name;
    }

    /// <summary>Signs in on a node, as a page of the public address does.</summary>
    public static async Task SignInAsync(Browser browser, string userName)
    {
        using var reply = await browser.SendAsync(HttpMethod.Post, "/api/v1/session", new SignIn { UserName = userName, Password = Password }, origin: PublicUrl);
        reply.EnsureSuccessStatusCode();
    }

    /// <summary>A native client's sign-in by way of a browser.</summary>
    public static async Task<Tokens> AuthorizeAsync(TestHost node, Browser browser)
    {
        using var app = new NativeApp(node.Url());
        var tokens = await app.RedeemAsync(await app.AuthorizeAsync(browser));
        Assert.Null(tokens.Error);
        return tokens;
    }

    public Task<T> AskAsync<T>(string sql) => database.AskAsync<T>(sql);
}

static class Looking
{
    public static string Url(this TestHost node) => node.Address.GetLeftPart(UriPartial.Authority);

    /// <summary>One value, straight from the database.</summary>
    public static async Task<T> AskAsync<T>(this TestDatabase database, string sql)
    {
        await using var connection = await database.ConnectAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public static async Task RunAsync(this TestDatabase database, string sql)
    {
        await using var connection = await database.ConnectAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

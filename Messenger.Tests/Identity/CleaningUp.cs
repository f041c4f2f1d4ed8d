using System.Net;
using Messenger.Contracts.Identity;
using Messenger.Infrastructure.Identity;
using Messenger.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>What signing in leaves behind goes away, and nothing that somebody still needs.</summary>
public sealed class CleaningUp(PgServer server)
{
    [Fact]
    public async Task What_is_used_up_or_expired_goes_and_what_is_good_stays()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var nodes = new Nodes(database);
        var node = await nodes.StartAsync();
        var ann = await Nodes.HireAsync(node);
        using var browser = new Browser(node.Url());
        using var other = new Browser(node.Url());
        using var app = new NativeApp(node.Url());
        await Nodes.SignInAsync(browser, ann);
        await Nodes.SignInAsync(other, ann);
        using var signedOut = await other.SendAsync(HttpMethod.Delete, "/api/v1/session", origin: Nodes.PublicUrl);
        using var failed = await browser.SendAsync(HttpMethod.Post, "/api/v1/session", new SignIn { UserName = ann, Password = "wrong" }, origin: Nodes.PublicUrl);
        var tokens = await Nodes.AuthorizeAsync(node, browser);
        await database.RunAsync($"""
            insert into one_time_links (token_hash, purpose, expires_at, used_at) values
                ('used', 2, '{nodes.Clock.GetUtcNow().AddDays(200):u}', '{nodes.Clock.GetUtcNow():u}'),
                ('expires', 2, '{nodes.Clock.GetUtcNow().AddMinutes(90):u}', null),
                ('good', 2, '{nodes.Clock.GetUtcNow().AddDays(200):u}', null)
            """);
        Assert.Equal(1, await nodes.AskAsync<long>("select count(*) from sign_in_failures"));
        Assert.Equal(4, await nodes.AskAsync<long>("select count(*) from openid_tokens")); // code, access, identity, refresh

        nodes.Clock.Advance(TimeSpan.FromHours(2));
        await Eventually.TrueAsync(async () => await nodes.AskAsync<long>("select count(*) from openid_tokens") == 1);
        Assert.Equal(1, await nodes.AskAsync<long>("select count(*) from one_time_links where token_hash = 'good'"));
        Assert.Equal(0, await nodes.AskAsync<long>("select count(*) from one_time_links where token_hash in ('used', 'expires')"));
        Assert.Equal(0, await nodes.AskAsync<long>("select count(*) from sign_in_failures"));
        Assert.Equal(3, await nodes.AskAsync<long>("select count(*) from sessions"));
        var refreshed = await app.RefreshAsync(tokens.Refresh!);
        Assert.Equal(HttpStatusCode.OK, await app.CallAsync(refreshed.Access));

        nodes.Clock.Advance(TimeSpan.FromDays(90));
        await Eventually.TrueAsync(async () => await nodes.AskAsync<long>("select count(*) from sessions") == 2);
        Assert.Equal(0, await nodes.AskAsync<long>("select count(*) from sessions where ended_at is not null"));

        nodes.Clock.Advance(TimeSpan.FromDays(31));
        await Eventually.TrueAsync(async () => await nodes.AskAsync<long>("select count(*) from sessions") == 0);
        Assert.Equal(0, await nodes.AskAsync<long>("select count(*) from openid_tokens"));
        Assert.Equal(0, await nodes.AskAsync<long>("select count(*) from openid_authorizations"));
        Assert.Equal(1, await nodes.AskAsync<long>("select count(*) from one_time_links where token_hash = 'good'"));
    }

    [Fact]
    public async Task Several_nodes_at_once_remove_more_than_a_batch_without_failing_each_other()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var nodes = new Nodes(database);
        var started = new[] { await nodes.StartAsync(), await nodes.StartAsync() };
        await database.RunAsync("""
            insert into one_time_links (token_hash, purpose, expires_at)
            select int4send(i), 2, case when i % 2 = 0 then timestamptz '2020-01-01' else timestamptz '2099-01-01' end from generate_series(1, 9000) i
            """);
        await database.RunAsync("insert into openid_tokens (id, expiration_date) select gen_random_uuid(), timestamptz '2020-01-01' from generate_series(1, 4500)");

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            started[i % 2].Services.GetRequiredService<SignInLeftovers>().RemoveAsync(TestContext.Current.CancellationToken)));

        Assert.Equal(4_500, await nodes.AskAsync<long>("select count(*) from one_time_links where purpose = 2"));
        Assert.Equal(0, await nodes.AskAsync<long>("select count(*) from openid_tokens"));
    }

    [Fact]
    public async Task An_application_that_left_the_settings_is_forgotten_with_its_sessions_and_ours_stays()
    {
        const string redirect = "http://127.0.0.1:51999/cb";
        await using var database = await server.CreateDatabaseAsync();
        await using var nodes = new Nodes(database);
        nodes.Settings["OpenId:Clients:0:ClientId"] = "another-app";
        nodes.Settings["OpenId:Clients:0:ClientSecret"] = "a-secret-of-the-tests";
        nodes.Settings["OpenId:Clients:0:RedirectUris:0"] = redirect;
        var node = await nodes.StartAsync();
        var ann = await Nodes.HireAsync(node);
        using var browser = new Browser(node.Url());
        await Nodes.SignInAsync(browser, ann);
        await Nodes.AuthorizeAsync(node, browser);
        using var app = new NativeApp(node.Url());
        using var granted = await browser.GetAsync(app.AuthorizeUrl(redirect, clientId: "another-app", scope: "openid"));
        var code = System.Web.HttpUtility.ParseQueryString(granted.Headers.Location!.Query)["code"]!;
        Assert.Null((await app.RedeemOfAsync("another-app", "a-secret-of-the-tests", code, redirect)).Error);
        Assert.Equal(3, (await browser.GetAsync<SessionList>("/api/v1/sessions")).Sessions.Count);
        await nodes.StopAsync();

        foreach (var name in nodes.Settings.Keys.Where(k => k.StartsWith("OpenId", StringComparison.Ordinal)).ToList()) nodes.Settings.Remove(name);
        var started = await Task.WhenAll(nodes.StartAsync(), nodes.StartAsync());

        using var again = new Browser(started[0].Url());
        again.Add(browser.Cookies["messenger"]!);
        using var refused = await again.GetAsync(app.AuthorizeUrl(redirect, clientId: "another-app", scope: "openid"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("messenger-native", await nodes.AskAsync<string>("select string_agg(client_id, ' ') from openid_applications"));
        Assert.Equal(2, (await again.GetAsync<SessionList>("/api/v1/sessions")).Sessions.Count);
        await Nodes.AuthorizeAsync(started[0], again);
    }

    [Theory]
    [InlineData("messenger-native", "a-secret-of-the-tests", "http://127.0.0.1/cb", "our own")]
    [InlineData("another-app", "short", "http://127.0.0.1/cb", "ClientSecret")]
    [InlineData("another-app", "a-secret-of-the-tests", "/cb", "RedirectUris")]
    public async Task An_application_that_cannot_be_served_stops_the_start(string clientId, string secret, string redirect, string reason)
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var host = HostProcess.Start(new Dictionary<string, string>
        {
            ["ConnectionStrings:Postgres"] = database.ConnectionString,
            ["Postgres:AllowUnsafeDurability"] = "true",
            ["OpenId:Clients:0:ClientId"] = clientId,
            ["OpenId:Clients:0:ClientSecret"] = secret,
            ["OpenId:Clients:0:RedirectUris:0"] = redirect,
        });

        Assert.Equal(1, await host.ExitAsync());
        Assert.Contains("Setting OpenId:Clients:0", host.Complained, StringComparison.Ordinal);
        Assert.Contains(reason, host.Complained, StringComparison.Ordinal);
    }
}

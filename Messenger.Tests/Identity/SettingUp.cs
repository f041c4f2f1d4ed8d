using System.Net;
using Messenger.Contracts.Identity;
using Messenger.Domain.Identity;
using Messenger.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Messenger.Tests.Identity;

public sealed class SettingUp(PgServer server)
{
    readonly int _port = FreePort.Take();

    [Fact]
    public async Task Of_fifty_uses_of_the_set_up_link_one_wins_and_a_restart_keeps_him_signed_in()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var host = await StartAsync(database);
        var links = host.Services.GetRequiredService<IOneTimeLinks>();
        var token = await links.CreateSetUpLinkAsync(DateTimeOffset.MaxValue, TestContext.Current.CancellationToken);
        using var anybody = new Browser(host.Url());
        Assert.True((await anybody.GetAsync<SignInOptions>("/api/v1/sign-in-options")).SetupNeeded);

        var browsers = Enumerable.Range(0, 50).Select(_ => new Browser(host.Url())).ToList();
        var uses = await Task.WhenAll(browsers.Select((browser, i) => UseAsync(browser, new SetUp
        {
            Token = token,
            UserName = $"admin{i}",
            DisplayName = "Administrator",
            Password = Company.Password,
        })));
        var winner = browsers[Array.IndexOf(uses, HttpStatusCode.OK)];
        var before = await winner.GetAsync<SignedIn>("/api/v1/session");

        Assert.Equal([HttpStatusCode.OK, .. Enumerable.Repeat(HttpStatusCode.Gone, 49)], uses.Order());
        Assert.True(before.IsAdministrator);
        Assert.False((await anybody.GetAsync<SignInOptions>("/api/v1/sign-in-options")).SetupNeeded);

        await host.DisposeAsync();
        await using var restarted = await StartAsync(database);
        var after = await winner.GetAsync<SignedIn>("/api/v1/session");

        Assert.Equal(before.SessionId, after.SessionId);
        browsers.ForEach(b => b.Dispose());
    }

    /// <summary>On a busy machine the database makes some of them come again.</summary>
    static async Task<HttpStatusCode> UseAsync(Browser browser, SetUp setUp)
    {
        var status = HttpStatusCode.ServiceUnavailable;
        await Eventually.TrueAsync(async () =>
        {
            using var reply = await browser.SendAsync(HttpMethod.Post, "/api/v1/setup", setUp);
            return (status = reply.StatusCode) != HttpStatusCode.ServiceUnavailable;
        });
        return status;
    }

    async Task<TestHost> StartAsync(TestDatabase database)
    {
        var host = TestHost.On(database, _port);
        await host.InitializeAsync();
        return host;
    }
}

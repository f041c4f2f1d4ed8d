using System.Net;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>Nodes know no sign-in of their own.</summary>
public sealed class SharingSignIns(PgServer server)
{
    [Fact]
    public async Task A_sign_in_on_one_node_is_one_on_all_and_outlives_them()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var nodes = new Nodes(database);
        var started = await Task.WhenAll(nodes.StartAsync(), nodes.StartAsync());
        using var browser = new Browser(started[0].Url());
        await Nodes.SignInAsync(browser, await Nodes.HireAsync(started[0]));
        var tokens = await Nodes.AuthorizeAsync(started[0], browser);

        await OpensAsync(started[1]);
        await nodes.StopAsync();
        foreach (var node in await Task.WhenAll(nodes.StartAsync(), nodes.StartAsync())) await OpensAsync(node);

        async Task OpensAsync(TestHost node)
        {
            using var there = new Browser(node.Url());
            there.Add(browser.Cookies["messenger"]!);
            using var byCookie = await there.GetAsync("/api/v1/session");
            Assert.Equal(HttpStatusCode.OK, byCookie.StatusCode);
            using var app = new NativeApp(node.Url());
            Assert.Equal(HttpStatusCode.OK, await app.CallAsync(tokens.Access));
            tokens = await app.RefreshAsync(tokens.Refresh!);
            Assert.Equal(HttpStatusCode.OK, await app.CallAsync(tokens.Access));
            Assert.NotNull((await Nodes.AuthorizeAsync(node, there)).Access);
        }
    }
}

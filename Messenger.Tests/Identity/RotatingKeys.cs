using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using Messenger.Infrastructure.Identity;
using Messenger.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>The provider's keys are replaced every four days here, and announced one day before.</summary>
public sealed class RotatingKeys(PgServer server)
{
    static readonly TimeSpan Period = TimeSpan.FromDays(4);
    static readonly TimeSpan Lead = TimeSpan.FromDays(1);
    static readonly TimeSpan AnnouncedAt = Period - Lead;

    static Nodes Deployed(TestDatabase database) => new(database)
    {
        Settings = { ["KeyRotation:Period"] = Period.ToString(), ["KeyRotation:Lead"] = Lead.ToString() },
    };

    [Fact]
    public async Task A_new_key_is_published_then_signs_then_replaces_the_old_one_while_everybody_stays_signed_in()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var nodes = Deployed(database);
        var (first, second) = (await nodes.StartAsync(), await nodes.StartAsync());
        var ann = await Nodes.HireAsync(first);
        using var browser = new Browser(first.Url());
        await Nodes.SignInAsync(browser, ann);
        var old = Assert.Single(await KeysOfAsync(first));
        Assert.Equal(old, Assert.Single(await KeysOfAsync(second)));

        // Announced: both nodes publish it, and none uses it.
        nodes.Clock.Advance(AnnouncedAt + TimeSpan.FromMinutes(6));
        await Eventually.TrueAsync(async () => (await KeysOfAsync(first)).Count == 2 && (await KeysOfAsync(second)).Count == 2);
        var fresh = (await KeysOfAsync(first))[1];
        Assert.Equal([old, fresh], await KeysOfAsync(second));
        var madeAt = await nodes.AskAsync<DateTime>("select max(created_at) from token_keys where use = 1");
        nodes.Clock.SetUtcNow(new DateTimeOffset(madeAt) + Lead - TimeSpan.FromMinutes(1));
        var before = await Nodes.AuthorizeAsync(first, browser);
        Assert.Equal(old, KeyOf(before.Identity));

        // In use: what the old one signed is as good as what the new one signs, on both nodes.
        nodes.Clock.Advance(TimeSpan.FromMinutes(6));
        await Eventually.TrueAsync(async () => (await KeysOfAsync(first))[0] == fresh && (await KeysOfAsync(second))[0] == fresh);
        var after = await Nodes.AuthorizeAsync(first, browser);
        Assert.Equal(fresh, KeyOf(after.Identity));
        Assert.NotEqual(KeyOf(before.Access), KeyOf(after.Access)); // the one it is encrypted with
        foreach (var node in new[] { first, second })
        {
            using var app = new NativeApp(node.Url());
            Assert.Equal(HttpStatusCode.OK, await app.CallAsync(before.Access));
            Assert.Equal(HttpStatusCode.OK, await app.CallAsync(after.Access));
        }
        using var elsewhere = new NativeApp(second.Url());
        var refreshed = await elsewhere.RefreshAsync(before.Refresh!);
        Assert.Equal(fresh, KeyOf(refreshed.Identity));

        // Needed, as long as a refresh token of its time could come.
        nodes.Clock.Advance(TimeSpan.FromDays(29));
        await first.Services.GetRequiredService<TokenKeyStore>().RemovePastAsync(TestContext.Current.CancellationToken);
        Assert.Contains(old, await IdsAsync(nodes));

        // Gone.
        nodes.Clock.Advance(TimeSpan.FromDays(2));
        await Eventually.TrueAsync(async () => !(await IdsAsync(nodes)).Contains(old));
        nodes.Clock.Advance(KeyRotation.ReadInterval);
        await Eventually.TrueAsync(async () => !(await KeysOfAsync(first)).Contains(old) && !(await KeysOfAsync(second)).Contains(old));
    }

    [Fact]
    public async Task Of_nodes_that_all_find_a_key_due_one_makes_it()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var nodes = Deployed(database);
        var started = await Task.WhenAll(nodes.StartAsync(), nodes.StartAsync());
        Assert.Equal(2, await nodes.AskAsync<long>("select count(*) from token_keys"));

        nodes.Clock.Advance(AnnouncedAt + TimeSpan.FromMinutes(6));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            started[i % 2].Services.GetRequiredService<TokenKeyStore>().LoadAsync([], TestContext.Current.CancellationToken)));

        Assert.Equal(2, await nodes.AskAsync<long>("select count(*) from token_keys where use = 1"));
        Assert.Equal(2, await nodes.AskAsync<long>("select count(*) from token_keys where use = 2"));
    }

    [Fact]
    public async Task After_a_long_standstill_the_old_key_signs_until_the_new_one_is_known()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var nodes = Deployed(database);
        var old = Assert.Single(await KeysOfAsync(await nodes.StartAsync()));
        await nodes.StopAsync();

        nodes.Clock.Advance(Period * 10);
        var again = await nodes.StartAsync();
        var ann = await Nodes.HireAsync(again);
        using var browser = new Browser(again.Url());
        await Nodes.SignInAsync(browser, ann);

        Assert.Equal(2, (await KeysOfAsync(again)).Count);
        Assert.Equal(old, KeyOf((await Nodes.AuthorizeAsync(again, browser)).Identity));
    }

    [Fact]
    public async Task Keys_that_would_be_announced_all_the_time_are_refused_at_the_start()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var node = HostProcess.Start(new Dictionary<string, string>
        {
            ["ConnectionStrings:Postgres"] = database.ConnectionString,
            ["Postgres:AllowUnsafeDurability"] = "true",
            ["KeyRotation:Lead"] = "45.00:00:01",
        });

        Assert.Equal(1, await node.ExitAsync());
        Assert.Contains("KeyRotation:Lead", Assert.Single(node.Complained.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    /// <summary>The ids of the published keys, first the one that signs.</summary>
    static async Task<List<string>> KeysOfAsync(TestHost node)
    {
        using var http = node.CreateClient();
        using var keys = JsonDocument.Parse(await http.GetStringAsync("/.well-known/jwks", TestContext.Current.CancellationToken));
        return [.. keys.RootElement.GetProperty("keys").EnumerateArray().Select(k => k.GetProperty("kid").GetString()!)];
    }

    static async Task<IReadOnlyList<string>> IdsAsync(Nodes nodes) =>
        await nodes.AskAsync<string[]>("select array_agg(replace(id::text, '-', '')) from token_keys");

    /// <summary>What the header of a token says about its key.</summary>
    static string? KeyOf(string? token)
    {
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(token!.Split('.')[0]));
        return header.RootElement.GetProperty("kid").GetString();
    }
}

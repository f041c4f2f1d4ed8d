using System.Text;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>With a public address by https, behind a proxy that ends TLS: the host itself is spoken to by http.</summary>
public sealed class ServingByHttps(PgServer server)
{
    const string Public = "https://chat.example.com";

    [Fact]
    public async Task Cookies_are_kept_to_this_host_and_to_TLS_and_browsers_are_told_to_stay_with_it()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var nodes = new Nodes(database) { Settings = { ["Messenger:PublicUrl"] = Public } };
        var node = await nodes.StartAsync();
        var ann = await Nodes.HireAsync(node);
        using var http = node.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session")
        {
            Headers = { { "Origin", Public } },
            Content = new StringContent($$"""{"userName":"{{ann}}","password":"{{Nodes.Password}}"}""", Encoding.UTF8, "application/json"),
        };

        using var signedIn = await http.SendAsync(request, TestContext.Current.CancellationToken);
        using var discovery = await http.GetAsync("/.well-known/openid-configuration", TestContext.Current.CancellationToken);
        using var missing = await http.GetAsync("/api/v1/nothing", TestContext.Current.CancellationToken);

        signedIn.EnsureSuccessStatusCode();
        var cookies = signedIn.Headers.GetValues("Set-Cookie").ToList();
        Assert.Equal(["__Host-messenger", "__Host-messenger-device"], cookies.Select(c => c.Split('=')[0]).Order());
        Assert.All(cookies, cookie =>
        {
            var attributes = cookie.ToLowerInvariant().Split("; ")[1..];
            Assert.Contains("secure", attributes);
            Assert.Contains("httponly", attributes);
            Assert.Contains("samesite=lax", attributes);
            Assert.Contains("path=/", attributes);
            Assert.DoesNotContain(attributes, a => a.StartsWith("domain", StringComparison.Ordinal));
        });
        foreach (var reply in new[] { signedIn, discovery, missing })
        {
            var lifetime = reply.Headers.GetValues("Strict-Transport-Security").Single().Split(';')[0];
            Assert.InRange(int.Parse(lifetime["max-age=".Length..], System.Globalization.CultureInfo.InvariantCulture), 31_536_000, int.MaxValue);
        }
        var document = await discovery.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"\"issuer\": \"{Public}/\"", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_TLS_nothing_is_promised()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var nodes = new Nodes(database);
        var node = await nodes.StartAsync();
        using var http = node.CreateClient();

        using var reply = await http.GetAsync("/.well-known/openid-configuration", TestContext.Current.CancellationToken);

        Assert.False(reply.Headers.Contains("Strict-Transport-Security"));
    }
}

using System.Net;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>Addresses end up in logs: a token in one is taken where nothing else is possible, if at all.</summary>
public sealed class TokensInAddresses(PgServer server)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_in_the_address_opens_the_hub_if_that_is_allowed_and_nothing_else_ever(bool allowed)
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var nodes = new Nodes(database) { Settings = { ["Sessions:AllowQueryToken"] = allowed.ToString() } };
        var node = await nodes.StartAsync();
        using var browser = new Browser(node.Url());
        await Nodes.SignInAsync(browser, await Nodes.HireAsync(node));
        var token = (await Nodes.AuthorizeAsync(node, browser)).Access;
        using var http = new HttpClient { BaseAddress = node.Address };

        async Task<HttpStatusCode> Answer(HttpMethod method, string path, string? authorization = null, HttpContent? body = null)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body };
            if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
            using var reply = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return reply.StatusCode;
        }
        var form = new Dictionary<string, string> { ["access_token"] = token! };

        Assert.Equal(HttpStatusCode.OK, await Answer(HttpMethod.Get, "/api/v1/session", $"Bearer {token}"));
        Assert.Equal(HttpStatusCode.OK, await Answer(HttpMethod.Get, "/connect/userinfo", $"Bearer {token}"));
        Assert.Equal(
            allowed ? HttpStatusCode.OK : HttpStatusCode.Unauthorized,
            await Answer(HttpMethod.Post, $"/hubs/messenger/negotiate?negotiateVersion=1&access_token={token}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Answer(HttpMethod.Get, $"/api/v1/session?access_token={token}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Answer(HttpMethod.Get, $"/api/v1/session?access_token={token}", "Basic eDp4"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Answer(HttpMethod.Delete, "/api/v1/session", "Basic eDp4", new FormUrlEncodedContent(form)));
        Assert.Equal(HttpStatusCode.BadRequest, await Answer(HttpMethod.Get, $"/connect/userinfo?access_token={token}"));
    }
}

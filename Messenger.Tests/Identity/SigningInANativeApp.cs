using System.Net;
using System.Web;
using Messenger.Contracts.Identity;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>A host that forgives no second use of a refresh token, and knows another application.</summary>
public sealed class StrictMessenger : RunningMessenger
{
    public const string OtherApp = "another-app";
    public const string OtherSecret = "a-secret-of-the-tests";
    public const string OtherRedirect = "http://127.0.0.1:51999/cb";

    public StrictMessenger(PgServer server)
        : base(server)
    {
        Settings["Sessions:RefreshTokenLeeway"] = "00:00:00";
        Settings["OpenId:Clients:0:ClientId"] = OtherApp;
        Settings["OpenId:Clients:0:ClientSecret"] = OtherSecret;
        Settings["OpenId:Clients:0:RedirectUris:0"] = OtherRedirect;
    }
}

public sealed class SigningInANativeApp(StrictMessenger messenger) : IClassFixture<StrictMessenger>
{
    async Task<(Browser Browser, NativeApp App)> BeginAsync()
    {
        var ann = await messenger.HireAsync();
        return (await messenger.SignInAsync(ann.Name, RunningMessenger.Password), new NativeApp(messenger.Url));
    }

    [Theory]
    [InlineData("http://127.0.0.1:51234/callback")]
    [InlineData("http://127.0.0.1:8/callback")]
    [InlineData("http://localhost:40000/callback")]
    public async Task A_code_for_any_loopback_port_opens_a_session_of_its_own(string redirect)
    {
        var (browser, app) = await BeginAsync();

        var tokens = await app.RedeemAsync(await app.AuthorizeAsync(browser, redirect), redirect);
        var sessions = await browser.GetAsync<SessionList>("/api/v1/sessions");

        Assert.Null(tokens.Error);
        Assert.InRange(int.Parse(tokens.ExpiresIn!, System.Globalization.CultureInfo.InvariantCulture), 1, 600);
        Assert.Equal(HttpStatusCode.OK, await app.CallAsync(tokens.Access));
        Assert.Equal(2, sessions.Sessions.Count);
        Assert.Contains(sessions.Sessions, s => s is { Device: "Test phone", Current: false });
    }

    [Theory]
    [InlineData("https://evil.example/callback")]
    [InlineData("http://127.0.0.1:51234/elsewhere")]
    [InlineData("http://127.0.0.1.evil.example/callback")]
    public async Task A_code_goes_nowhere_else(string redirect)
    {
        var (browser, app) = await BeginAsync();

        using var reply = await browser.GetAsync(app.AuthorizeUrl(redirect));

        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Null(reply.Headers.Location);
    }

    [Theory]
    [InlineData("plain", "code", "openid", "invalid_request")]
    [InlineData("S256", "token", "openid", "unsupported_response_type")]
    [InlineData("S256", "id_token", "openid", "unsupported_response_type")]
    [InlineData("S256", "code", "openid admin", "invalid_scope")]
    public async Task Only_the_code_flow_with_S256_and_known_scopes_is_served(string method, string responseType, string scope, string error)
    {
        var (browser, app) = await BeginAsync();

        using var reply = await browser.GetAsync(app.AuthorizeUrl(method: method, responseType: responseType, scope: scope));

        var location = reply.Headers.Location?.ToString() ?? "";
        var body = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("code=", location, StringComparison.Ordinal);
        Assert.Contains(error, location + body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_no_password_grant()
    {
        var app = new NativeApp(messenger.Url);

        var tokens = await app.TokenAsync(new()
        {
            ["grant_type"] = "password",
            ["client_id"] = "messenger-native",
            ["username"] = RunningMessenger.Administrator,
            ["password"] = RunningMessenger.Password,
        });

        Assert.NotNull(tokens.Error);
        Assert.Null(tokens.Access);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_signs_in_first_and_comes_back()
    {
        var app = new NativeApp(messenger.Url);
        using var browser = messenger.OpenBrowser();

        using var reply = await browser.GetAsync(app.AuthorizeUrl());

        var location = reply.Headers.Location!.ToString();
        Assert.StartsWith("/sign-in?returnUrl=%2Fconnect%2Fauthorize", location, StringComparison.Ordinal);
        var back = HttpUtility.ParseQueryString(new Uri(new Uri(messenger.Url), location).Query)["returnUrl"]!;
        var ann = await messenger.HireAsync();
        using var signedIn = await browser.SignInAsync(ann.Name, RunningMessenger.Password);
        using var again = await browser.GetAsync(back);
        Assert.StartsWith(NativeApp.Redirect + "?", again.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("code=", again.Headers.Location.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_without_its_verifier_is_worth_nothing()
    {
        var (browser, app) = await BeginAsync();
        var code = await app.AuthorizeAsync(browser);

        var stolen = await app.RedeemAsync(code, verifier: new string('x', 43));

        Assert.Equal("invalid_grant", stolen.Error);
    }

    [Fact]
    public async Task A_code_that_comes_twice_ends_the_session_that_it_opened()
    {
        var (browser, app) = await BeginAsync();
        var code = await app.AuthorizeAsync(browser);
        var tokens = await app.RedeemAsync(code);
        Assert.Equal(HttpStatusCode.OK, await app.CallAsync(tokens.Access));

        var second = await app.RedeemAsync(code);

        Assert.Equal("invalid_grant", second.Error);
        Assert.Equal(HttpStatusCode.Unauthorized, await app.CallAsync(tokens.Access));
        Assert.NotNull((await app.RefreshAsync(tokens.Refresh!)).Error);
        Assert.Single((await browser.GetAsync<SessionList>("/api/v1/sessions")).Sessions);
    }

    [Fact]
    public async Task A_code_dies_with_the_web_session_that_asked_for_it()
    {
        var (browser, app) = await BeginAsync();
        var code = await app.AuthorizeAsync(browser);

        using var signedOut = await browser.SendAsync(HttpMethod.Delete, "/api/v1/session");
        var tokens = await app.RedeemAsync(code);

        Assert.Equal("invalid_grant", tokens.Error);
    }

    [Fact]
    public async Task Refresh_tokens_rotate_and_a_used_one_ends_the_session()
    {
        var (browser, app) = await BeginAsync();
        var first = await app.RedeemAsync(await app.AuthorizeAsync(browser));

        var second = await app.RefreshAsync(first.Refresh!);
        Assert.Null(second.Error);
        Assert.NotEqual(first.Refresh, second.Refresh);
        Assert.Equal(HttpStatusCode.OK, await app.CallAsync(second.Access));
        var reused = await app.RefreshAsync(first.Refresh!);

        Assert.Equal("invalid_grant", reused.Error);
        Assert.NotNull((await app.RefreshAsync(second.Refresh!)).Error);
        Assert.Equal(HttpStatusCode.Unauthorized, await app.CallAsync(first.Access));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.CallAsync(second.Access));
        Assert.Single((await browser.GetAsync<SessionList>("/api/v1/sessions")).Sessions);
    }

    [Fact]
    public async Task An_ended_session_takes_its_tokens_with_it()
    {
        var (browser, app) = await BeginAsync();
        var tokens = await app.RedeemAsync(await app.AuthorizeAsync(browser));
        var session = (await browser.GetAsync<SessionList>("/api/v1/sessions")).Sessions.Single(s => !s.Current);

        using var ended = await browser.SendAsync(HttpMethod.Delete, $"/api/v1/sessions/{session.Id}");

        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await app.CallAsync(tokens.Access));
        Assert.NotNull((await app.RefreshAsync(tokens.Refresh!)).Error);
    }

    [Fact]
    public async Task Only_access_tokens_for_Messenger_open_the_API_and_only_in_a_header()
    {
        var (browser, app) = await BeginAsync();
        var tokens = await app.RedeemAsync(await app.AuthorizeAsync(browser));
        using var nobody = messenger.OpenBrowser();
        using var inQuery = await nobody.GetAsync($"/api/v1/session?access_token={tokens.Access}");
        using var atTheHub = await nobody.SendAsync(HttpMethod.Post, $"/hubs/messenger/negotiate?negotiateVersion=1&access_token={tokens.Access}");
        using var bearer = await nobody.SendAsync(HttpMethod.Post, "/hubs/messenger/negotiate?negotiateVersion=1", origin: null, bearer: tokens.Access);

        Assert.Equal(HttpStatusCode.Unauthorized, await app.CallAsync(tokens.Identity));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.CallAsync(tokens.Refresh));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.CallAsync("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."));
        Assert.Equal(HttpStatusCode.Unauthorized, inQuery.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, atTheHub.StatusCode);
        Assert.Equal(HttpStatusCode.OK, bearer.StatusCode);
    }

    [Fact]
    public async Task A_token_of_another_application_says_who_one_is_and_opens_nothing()
    {
        var (browser, app) = await BeginAsync();
        using var reply = await browser.GetAsync(app.AuthorizeUrl(StrictMessenger.OtherRedirect, scope: "openid profile", clientId: StrictMessenger.OtherApp));
        var code = HttpUtility.ParseQueryString(reply.Headers.Location!.Query)["code"]!;

        var tokens = await app.RedeemOfAsync(StrictMessenger.OtherApp, StrictMessenger.OtherSecret, code, StrictMessenger.OtherRedirect);
        using var userInfo = await browser.GetAsync("/connect/userinfo", tokens.Access);

        Assert.Null(tokens.Error);
        Assert.Equal(HttpStatusCode.OK, userInfo.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await app.CallAsync(tokens.Access));
    }
}

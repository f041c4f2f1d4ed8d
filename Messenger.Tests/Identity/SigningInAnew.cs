using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using System.Web;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>What an application may ask of those who are signed in: prompt, max_age and id_token_hint (OpenID Connect Core 1.0, 3.1.2.1).</summary>
public sealed class SigningInAnew(PgServer server) : IAsyncLifetime
{
    TestDatabase _database = null!;
    Nodes _nodes = null!;
    TestHost _node = null!;
    string _ann = null!;
    Browser _browser = null!;
    NativeApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _nodes = new(_database);
        _node = await _nodes.StartAsync();
        _ann = await Nodes.HireAsync(_node);
        (_browser, _app) = (new(_node.Url()), new(_node.Url()));
        await Nodes.SignInAsync(_browser, _ann);
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        _app.Dispose();
        await _nodes.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("prompt=login")]
    [InlineData("prompt=select_account")]
    [InlineData("max_age=0")]
    [InlineData("max_age=3599")]
    public async Task Who_has_to_sign_in_anew_does_so_once_and_comes_back_with_a_code(string demand)
    {
        _nodes.Clock.Advance(TimeSpan.FromHours(1));

        var back = await ReturnUrlAsync(_app.AuthorizeUrl() + "&" + demand);
        _nodes.Clock.Advance(TimeSpan.FromMinutes(20)); // it takes its time to find the password
        await Nodes.SignInAsync(_browser, _ann);
        var answer = await AnswerAsync(back);

        Assert.NotNull(answer["code"]);
        Assert.Equal("s1", answer["state"]);
        var tokens = await _app.RedeemAsync(answer["code"]!);
        Assert.Equal(_nodes.Clock.GetUtcNow().ToUnixTimeSeconds(), AuthTimeOf(tokens));
    }

    [Theory]
    [InlineData("prompt=login")]
    [InlineData("prompt=select_account")]
    [InlineData("max_age=0")]
    public async Task Who_comes_back_without_having_signed_in_anew_is_not_sent_to_and_fro(string demand)
    {
        _nodes.Clock.Advance(TimeSpan.FromHours(1));
        var back = await ReturnUrlAsync(_app.AuthorizeUrl() + "&" + demand);

        var answer = await AnswerAsync(back);

        Assert.Equal("login_required", answer["error"]);
        Assert.Null(answer["code"]);
    }

    [Fact]
    public async Task Who_is_not_signed_in_signs_in_once_also_when_asked_to()
    {
        using var browser = new Browser(_node.Url());
        using var asked = await browser.GetAsync(_app.AuthorizeUrl() + "&prompt=login&max_age=0");
        var page = HttpUtility.ParseQueryString(asked.Headers.Location!.ToString().Split('?', 2)[1]);
        Assert.Null(page["again"]);

        await Nodes.SignInAsync(browser, _ann);
        using var answer = await browser.GetAsync(page["returnUrl"]!);

        Assert.NotNull(HttpUtility.ParseQueryString(answer.Headers.Location!.Query)["code"]);
    }

    [Fact]
    public async Task An_address_to_come_back_to_that_was_kept_asks_again()
    {
        var back = await ReturnUrlAsync(_app.AuthorizeUrl() + "&prompt=login");
        await Nodes.SignInAsync(_browser, _ann);
        Assert.NotNull((await AnswerAsync(back))["code"]);

        _nodes.Clock.Advance(TimeSpan.FromMinutes(2));
        var second = await ReturnUrlAsync(back);

        Assert.NotEqual(back, second);
        await Nodes.SignInAsync(_browser, _ann);
        Assert.NotNull((await AnswerAsync(second))["code"]);
    }

    [Fact]
    public async Task A_sign_in_that_is_fresh_enough_is_taken_and_its_time_is_in_every_identity_token()
    {
        var signedInAt = _nodes.Clock.GetUtcNow().ToUnixTimeSeconds();
        _nodes.Clock.Advance(TimeSpan.FromMinutes(30));

        var answer = await AnswerAsync(_app.AuthorizeUrl() + "&max_age=3600");
        var tokens = await _app.RedeemAsync(answer["code"]!);
        _nodes.Clock.Advance(TimeSpan.FromHours(5));
        var refreshed = await _app.RefreshAsync(tokens.Refresh!);

        Assert.Equal(signedInAt, AuthTimeOf(tokens));
        Assert.Equal(signedInAt, AuthTimeOf(refreshed));
    }

    [Fact]
    public async Task With_prompt_none_nobody_sees_a_page()
    {
        using var stranger = new Browser(_node.Url());
        using var anonymous = await stranger.GetAsync(_app.AuthorizeUrl() + "&prompt=none");
        var signedIn = await AnswerAsync(_app.AuthorizeUrl() + "&prompt=none");
        using var both = await _browser.GetAsync(_app.AuthorizeUrl() + "&prompt=none%20login");
        _nodes.Clock.Advance(TimeSpan.FromHours(1));
        var tooOld = await AnswerAsync(_app.AuthorizeUrl() + "&prompt=none&max_age=60");

        Assert.Equal("login_required", HttpUtility.ParseQueryString(anonymous.Headers.Location!.Query)["error"]);
        Assert.NotNull(signedIn["code"]);
        Assert.Equal(HttpStatusCode.BadRequest, both.StatusCode);
        Assert.Equal("login_required", tooOld["error"]);
    }

    [Fact]
    public async Task Who_consents_is_the_operator_so_nobody_is_asked()
    {
        var answer = await AnswerAsync(_app.AuthorizeUrl() + "&prompt=consent");

        Assert.Equal("consent_required", answer["error"]);
        Assert.Null(answer["code"]);
    }

    [Fact]
    public async Task A_hint_at_somebody_else_gives_no_code_for_whoever_is_signed_in()
    {
        using var bobs = new Browser(_node.Url());
        await Nodes.SignInAsync(bobs, await Nodes.HireAsync(_node));
        var bob = await Nodes.AuthorizeAsync(_node, bobs);
        var ann = await Nodes.AuthorizeAsync(_node, _browser);

        var silent = await AnswerAsync($"{_app.AuthorizeUrl()}&prompt=none&id_token_hint={bob.Identity}");
        var back = await ReturnUrlAsync($"{_app.AuthorizeUrl()}&id_token_hint={bob.Identity}");
        await Nodes.SignInAsync(_browser, _ann);
        var annAgain = await AnswerAsync(back);
        var right = await AnswerAsync($"{_app.AuthorizeUrl()}&prompt=none&id_token_hint={ann.Identity}");

        Assert.Equal("login_required", silent["error"]);
        Assert.Equal("login_required", annAgain["error"]);
        Assert.NotNull(right["code"]);
    }

    /// <summary>The browser is sent to the sign-in page; answers where it goes from there.</summary>
    async Task<string> ReturnUrlAsync(string authorizeUrl)
    {
        using var reply = await _browser.GetAsync(authorizeUrl);
        var location = reply.Headers.Location!.ToString();
        Assert.StartsWith("/sign-in?", location, StringComparison.Ordinal);
        var page = HttpUtility.ParseQueryString(location.Split('?', 2)[1]);
        Assert.Equal("true", page["again"]);
        return page["returnUrl"]!;
    }

    /// <summary>The browser is sent back to the application; answers what it is told there.</summary>
    async Task<System.Collections.Specialized.NameValueCollection> AnswerAsync(string authorizeUrl)
    {
        using var reply = await _browser.GetAsync(authorizeUrl);
        Assert.Equal(HttpStatusCode.Redirect, reply.StatusCode);
        Assert.StartsWith(NativeApp.Redirect + "?", reply.Headers.Location!.ToString(), StringComparison.Ordinal);
        return HttpUtility.ParseQueryString(reply.Headers.Location.Query);
    }

    static long AuthTimeOf(Tokens tokens)
    {
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(tokens.Identity!.Split('.')[1]));
        return claims.RootElement.GetProperty("auth_time").GetInt64();
    }
}

using System.Net;
using Messenger.Contracts.Identity;
using Messenger.Infrastructure.Identity;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Messenger.Tests.Identity;

public sealed class SigningInWithAPassword(RunningMessenger messenger, PgServer server) : IClassFixture<RunningMessenger>
{
    [Fact]
    public async Task An_unknown_name_and_a_wrong_password_are_answered_alike()
    {
        var ann = await messenger.HireAsync();
        using var browser = messenger.OpenBrowser();

        using var wrong = await browser.SignInAsync(ann.Name, "not-the-password");
        using var unknown = await browser.SignInAsync("nobody-" + ann.Name[..20], "not-the-password");

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(wrong.StatusCode, unknown.StatusCode);
        Assert.Equal(
            await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            await unknown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("wrong_credentials", await wrong.CodeAsync());
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task An_unknown_name_costs_as_much_work_as_a_wrong_password()
    {
        var work = new RecordedHashing();
        await using var host = new RunningMessenger(server) { Replace = services => services.AddSingleton<IPasswordHasher<UserRow>>(work) };
        await host.InitializeAsync();
        var ann = await host.HireAsync();
        using var browser = host.OpenBrowser();
        using var first = await browser.SignInAsync("warm-" + ann.Name[..20], "not-the-password"); // the hash of nobody is made once

        var known = await work.OfAsync(() => browser.SignInAsync(ann.Name, "not-the-password"));
        var unknown = await work.OfAsync(() => browser.SignInAsync("nobody-" + ann.Name[..20], "not-the-password"));

        Assert.Single(known);
        Assert.Equal(known, unknown);
    }

    [Fact]
    public async Task The_cookie_is_kept_from_scripts_and_other_sites()
    {
        var ann = await messenger.HireAsync();
        using var browser = messenger.OpenBrowser();

        using var reply = await browser.SignInAsync(ann.Name, RunningMessenger.Password);

        var cookie = reply.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("messenger=", StringComparison.Ordinal)).ToLowerInvariant();
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("; samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Contains("; path=/", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("domain=", cookie, StringComparison.Ordinal);
        Assert.True(reply.Headers.CacheControl?.NoStore);
        Assert.Equal("nosniff", reply.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task A_cookie_is_worth_nothing_after_signing_out()
    {
        var ann = await messenger.HireAsync();
        using var browser = await messenger.SignInAsync(ann.Name, RunningMessenger.Password);
        var stolen = browser.Cookies["messenger"]!;

        using var signedOut = await browser.SendAsync(HttpMethod.Delete, "/api/v1/session");
        using var thief = messenger.OpenBrowser();
        thief.Add(stolen);
        using var replay = await thief.GetAsync("/api/v1/session");

        Assert.Equal(HttpStatusCode.NoContent, signedOut.StatusCode);
        Assert.Equal("\"cache\", \"storage\"", signedOut.Headers.GetValues("Clear-Site-Data").Single());
        Assert.Equal(HttpStatusCode.Unauthorized, replay.StatusCode);
        Assert.Equal("not_signed_in", await replay.CodeAsync());
    }

    [Fact]
    public async Task Signing_in_anew_ends_the_session_that_the_browser_had()
    {
        var ann = await messenger.HireAsync();
        using var browser = await messenger.SignInAsync(ann.Name, RunningMessenger.Password);
        var first = await browser.GetAsync<SignedIn>("/api/v1/session");

        using var again = await browser.SignInAsync(ann.Name, RunningMessenger.Password);
        var sessions = await browser.GetAsync<SessionList>("/api/v1/sessions");

        Assert.NotEqual(first.SessionId, Assert.Single(sessions.Sessions).Id);
    }

    [Fact]
    public async Task Who_guesses_has_to_wait_and_the_owner_at_the_same_address_gets_in_from_his_device()
    {
        var ann = await messenger.HireAsync();
        using var owner = await messenger.SignInAsync(ann.Name, RunningMessenger.Password);
        using var guesser = messenger.OpenBrowser();

        var guesses = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => guesser.SignInAsync(ann.Name, "not-the-password")));
        // Each guess that is taken doubles the wait: soon it outlasts what a busy machine needs for the next request.
        for (var wait = TimeSpan.Zero; wait < TimeSpan.FromSeconds(6);)
        {
            using var guess = await guesser.SignInAsync(ann.Name, "not-the-password");
            wait = guess.Headers.RetryAfter?.Delta ?? TimeSpan.Zero;
            await Task.Delay(TimeSpan.FromMilliseconds(250), TestContext.Current.CancellationToken);
        }
        using var blocked = await guesser.SignInAsync(ann.Name, RunningMessenger.Password);
        using var known = await owner.SignInAsync(ann.Name, RunningMessenger.Password);

        Assert.InRange(guesses.Count(g => g.StatusCode == HttpStatusCode.Unauthorized), 1, 9);
        Assert.Equal(HttpStatusCode.TooManyRequests, blocked.StatusCode);
        Assert.Equal("rate_limited", await blocked.CodeAsync());
        Assert.InRange(blocked.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 300);
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
    }

    [Theory]
    [InlineData("short-7", "password_too_short")]
    [InlineData("Password123", "password_too_common")]
    [InlineData("messenger1", "password_too_common")]
    public async Task A_weak_password_is_refused(string password, string code)
    {
        var ann = await messenger.HireAsync();
        using var browser = await messenger.SignInAsync(ann.Name, RunningMessenger.Password);

        using var reply = await browser.SendAsync(
            HttpMethod.Put, "/api/v1/session/password", new ChangePassword { CurrentPassword = RunningMessenger.Password, NewPassword = password });

        Assert.Equal(code, await reply.CodeAsync());
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions_and_needs_the_old_one()
    {
        const string New = "a wholly new one, 密码 too";
        var ann = await messenger.HireAsync();
        using var here = await messenger.SignInAsync(ann.Name, RunningMessenger.Password);
        using var there = await messenger.SignInAsync(ann.Name, RunningMessenger.Password);

        using var wrong = await here.SendAsync(
            HttpMethod.Put, "/api/v1/session/password", new ChangePassword { CurrentPassword = "not-the-password", NewPassword = New });
        using var right = await here.SendAsync(
            HttpMethod.Put, "/api/v1/session/password", new ChangePassword { CurrentPassword = RunningMessenger.Password, NewPassword = New });
        using var stillHere = await here.GetAsync("/api/v1/session");
        using var notThere = await there.GetAsync("/api/v1/session");
        using var old = await there.SignInAsync(ann.Name, RunningMessenger.Password);
        using var changed = await there.SignInAsync(ann.Name, New);

        Assert.Equal("wrong_credentials", await wrong.CodeAsync());
        Assert.Equal(HttpStatusCode.NoContent, right.StatusCode);
        Assert.Equal(HttpStatusCode.OK, stillHere.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, notThere.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Fact]
    public async Task A_deactivated_user_is_out_at_once_and_back_only_with_a_new_session()
    {
        var ann = await messenger.HireAsync();
        using var administrator = await messenger.SignInAsAdministratorAsync();
        using var browser = await messenger.SignInAsync(ann.Name, RunningMessenger.Password);

        await administrator.PostAsync<Account>($"/api/v1/admin/users/{ann.Id}/deactivate");
        using var request = await browser.GetAsync("/api/v1/session");
        using var signIn = await browser.SignInAsync(ann.Name, RunningMessenger.Password);
        await administrator.PostAsync<Account>($"/api/v1/admin/users/{ann.Id}/reactivate");
        using var oldSession = await browser.GetAsync("/api/v1/session");
        using var back = await browser.SignInAsync(ann.Name, RunningMessenger.Password);

        Assert.Equal(HttpStatusCode.Unauthorized, request.StatusCode);
        Assert.Equal("wrong_credentials", await signIn.CodeAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, oldSession.StatusCode);
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
    }

    [Fact]
    public async Task The_last_administrator_stays_and_others_may_not_administrate()
    {
        var ann = await messenger.HireAsync();
        using var administrator = await messenger.SignInAsAdministratorAsync();
        using var browser = await messenger.SignInAsync(ann.Name, RunningMessenger.Password);
        var self = await administrator.GetAsync<SignedIn>("/api/v1/session");

        using var last = await administrator.SendAsync(HttpMethod.Post, $"/api/v1/admin/users/{self.User.Id}/deactivate");
        using var other = await browser.GetAsync("/api/v1/admin/users");

        Assert.Equal("administrator_required", await last.CodeAsync());
        Assert.Equal("forbidden", await other.CodeAsync());
    }

    [Fact]
    public async Task A_password_link_works_once_and_ends_all_sessions()
    {
        var ann = await messenger.HireAsync();
        using var administrator = await messenger.SignInAsAdministratorAsync();
        using var browser = await messenger.SignInAsync(ann.Name, RunningMessenger.Password);
        var link = await administrator.PostAsync<PasswordLink>($"/api/v1/admin/users/{ann.Id}/password-link");
        using var anybody = messenger.OpenBrowser();

        var redeem = new RedeemPasswordLink { Token = link.Url.Split('#')[1], NewPassword = "another-good-one-12" };
        var uses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => anybody.SendAsync(HttpMethod.Post, "/api/v1/password-links/redeem", redeem)));
        using var session = await browser.GetAsync("/api/v1/session");

        Assert.Single(uses, u => u.StatusCode == HttpStatusCode.NoContent);
        Assert.Equal(19, uses.Count(u => u.StatusCode == HttpStatusCode.Gone));
        Assert.Equal(HttpStatusCode.Unauthorized, session.StatusCode);
    }

    [Fact]
    public async Task Ones_own_and_by_an_administrator_ended_sessions_are_over_at_once()
    {
        var ann = await messenger.HireAsync();
        using var administrator = await messenger.SignInAsAdministratorAsync();
        using var here = await messenger.SignInAsync(ann.Name, RunningMessenger.Password);
        using var there = await messenger.SignInAsync(ann.Name, RunningMessenger.Password);
        var elsewhere = (await there.GetAsync<SignedIn>("/api/v1/session")).SessionId;
        var mine = (await here.GetAsync<SignedIn>("/api/v1/session")).SessionId;

        using var ended = await here.SendAsync(HttpMethod.Delete, $"/api/v1/sessions/{elsewhere}");
        using var over = await there.GetAsync("/api/v1/session");
        using var foreign = await administrator.SendAsync(HttpMethod.Delete, $"/api/v1/sessions/{mine}");
        using var byAdministrator = await administrator.SendAsync(HttpMethod.Delete, $"/api/v1/admin/users/{ann.Id}/sessions/{mine}");
        using var overToo = await here.GetAsync("/api/v1/session");

        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, over.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, byAdministrator.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, overToo.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task Another_origin_cannot_write_with_the_cookie(string? origin)
    {
        var ann = await messenger.HireAsync();
        using var browser = await messenger.SignInAsync(ann.Name, RunningMessenger.Password);

        using var reply = await browser.SendAsync(HttpMethod.Delete, "/api/v1/session", origin: origin);
        using var hub = await browser.SendAsync(HttpMethod.Post, "/hubs/messenger/negotiate?negotiateVersion=1", origin: origin);
        using var form = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/v1/session")
        {
            Headers = { { "Origin", messenger.Url } },
            Content = new StringContent("{}", System.Text.Encoding.UTF8, "text/plain"),
        });
        using var session = await browser.GetAsync("/api/v1/session");

        Assert.Equal("origin_refused", await reply.CodeAsync());
        Assert.Equal("origin_refused", await hub.CodeAsync());
        Assert.Equal("invalid_request", await form.CodeAsync());
        Assert.Equal(HttpStatusCode.OK, session.StatusCode);
    }

    [Theory]
    [InlineData("{\"userName\":\"x\"}")]
    [InlineData("{\"userName\":null,\"password\":\"x\"}")]
    [InlineData("{")]
    [InlineData("{\"userName\":\"a\\u0000b\",\"password\":\"x\"}")]
    public async Task What_is_malformed_is_refused_with_a_code(string body)
    {
        using var browser = messenger.OpenBrowser();

        using var reply = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/v1/session")
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        });

        Assert.True(await reply.CodeAsync() is "invalid_request" or "wrong_credentials");
    }
}

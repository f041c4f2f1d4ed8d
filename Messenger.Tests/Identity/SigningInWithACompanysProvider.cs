using System.Net;
using System.Web;
using Messenger.Contracts.Identity;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>A host that trusts a company's provider, in three ways, and another Messenger.</summary>
public sealed class FederatedMessenger : RunningMessenger
{
    readonly CompanyProvider _company;

    public FederatedMessenger(PgServer server)
        : base(server)
    {
        _company = new([Callback("open"), Callback("closed"), Callback("domain")]);
        Other = new(server, Callback("other"));
        Settings["Sessions:CookieName"] = "first";
    }

    public CompanyProvider Company => _company;

    public OtherMessenger Other { get; }

    public override async ValueTask InitializeAsync()
    {
        await _company.StartAsync();
        await Other.InitializeAsync();
        AddProvider(0, "open", _company.Issuer, "messenger", createUsers: true);
        AddProvider(1, "closed", _company.Issuer, "messenger", createUsers: false);
        AddProvider(2, "domain", _company.Issuer, "messenger", createUsers: true);
        Settings["ExternalProviders:2:AllowedEmailDomains:0"] = "example.com";
        AddProvider(3, "other", Other.Url, "first-messenger", createUsers: true);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Other.DisposeAsync();
        await _company.DisposeAsync();
    }

    string Callback(string name) => $"{Url}/connect/callback/{name}";

    void AddProvider(int index, string name, string authority, string id, bool createUsers)
    {
        var section = $"ExternalProviders:{index}:";
        Settings[section + "Name"] = name;
        Settings[section + "DisplayName"] = name;
        Settings[section + "Authority"] = authority;
        Settings[section + "ClientId"] = id;
        Settings[section + "ClientSecret"] = "a-secret-of-the-tests";
        Settings[section + "CreateUsers"] = createUsers.ToString();
        Settings[section + "RequireHttps"] = "false";
    }
}

/// <summary>A second Messenger, in the role of the first one's provider.</summary>
public sealed class OtherMessenger : RunningMessenger
{
    public OtherMessenger(PgServer server, string callback)
        : base(server)
    {
        Settings["Sessions:CookieName"] = "second";
        Settings["OpenId:Clients:0:ClientId"] = "first-messenger";
        Settings["OpenId:Clients:0:ClientSecret"] = "a-secret-of-the-tests";
        Settings["OpenId:Clients:0:RedirectUris:0"] = callback;
    }
}

public sealed class SigningInWithACompanysProvider(FederatedMessenger messenger) : IClassFixture<FederatedMessenger>
{
    [Fact]
    public async Task A_person_gets_an_account_by_issuer_and_subject_and_keeps_it_under_another_name_and_address()
    {
        await messenger.Company.LetSignInAsync(new
        {
            sub = "li-42",
            preferred_username = "li.wei",
            name = "李伟",
            email = "li.wei@example.com",
            email_verified = true,
            department = "财务",
        });
        using var first = messenger.OpenBrowser();
        Assert.Equal("/c/somewhere", await FollowAsync(first, "open", "/c/somewhere"));
        var made = await first.GetAsync<SignedIn>("/api/v1/session");

        await messenger.Company.LetSignInAsync(new { sub = "li-42", preferred_username = "another", name = "Another", email = "another@example.com" });
        using var second = messenger.OpenBrowser();
        await FollowAsync(second, "open", "/");
        var found = await second.GetAsync<SignedIn>("/api/v1/session");

        Assert.Equal("li.wei", made.User.UserName);
        Assert.Equal("李伟", made.User.DisplayName);
        Assert.Equal("财务", made.User.Department);
        Assert.False(made.HasPassword);
        Assert.Equal(made.User.Id, found.User.Id);
        Assert.NotEqual(made.SessionId, found.SessionId);
    }

    [Fact]
    public async Task Whoever_must_sign_in_anew_must_at_his_companys_provider()
    {
        using var browser = messenger.OpenBrowser();
        var back = Uri.EscapeDataString($"/connect/authorize?client_id=messenger-native&instead_of={Employee.NewId()}");

        using var anew = await browser.GetAsync($"/connect/external/other?returnUrl={back}");
        using var usual = await browser.GetAsync("/connect/external/other?returnUrl=/");

        Assert.Equal("login", HttpUtility.ParseQueryString(anew.Headers.Location!.Query)["prompt"]);
        Assert.Null(HttpUtility.ParseQueryString(usual.Headers.Location!.Query)["prompt"]);
    }

    [Fact]
    public async Task An_account_is_never_taken_over_by_the_same_name_or_address()
    {
        var ann = await messenger.HireAsync();
        using var administrator = await messenger.SignInAsAdministratorAsync();
        using var addressed = await administrator.SendAsync(
            HttpMethod.Patch, $"/api/v1/admin/users/{ann.Id}", new UpdateAccount { Email = "ann@example.com" });
        addressed.EnsureSuccessStatusCode();
        await messenger.Company.LetSignInAsync(new { sub = "mallory", preferred_username = ann.Name, name = "Ann", email = "ann@example.com", email_verified = true });

        using var browser = messenger.OpenBrowser();
        await FollowAsync(browser, "open", "/");
        var mallory = await browser.GetAsync<SignedIn>("/api/v1/session");

        Assert.NotEqual(ann.Id, mallory.User.Id);
        Assert.NotEqual(ann.Name, mallory.User.UserName);
    }

    [Fact]
    public async Task An_external_account_has_no_password_and_gets_none()
    {
        await messenger.Company.LetSignInAsync(new { sub = "no-password", preferred_username = "no.password" });
        using var browser = messenger.OpenBrowser();
        await FollowAsync(browser, "open", "/");
        var user = (await browser.GetAsync<SignedIn>("/api/v1/session")).User;
        using var administrator = await messenger.SignInAsAdministratorAsync();

        using var empty = await messenger.OpenBrowser().SignInAsync(user.UserName, "");
        using var link = await administrator.SendAsync(HttpMethod.Post, $"/api/v1/admin/users/{user.Id}/password-link");
        using var change = await browser.SendAsync(
            HttpMethod.Put, "/api/v1/session/password", new ChangePassword { CurrentPassword = "", NewPassword = RunningMessenger.Password });

        Assert.Equal("wrong_credentials", await empty.CodeAsync());
        Assert.Equal("managed_elsewhere", await link.CodeAsync());
        Assert.Equal("managed_elsewhere", await change.CodeAsync());
    }

    [Fact]
    public async Task Without_CreateUsers_only_those_who_have_an_account_come_in_and_a_deactivated_one_does_not()
    {
        await messenger.Company.LetSignInAsync(new { sub = "newcomer", preferred_username = "newcomer" });
        using var browser = messenger.OpenBrowser();
        Assert.StartsWith("/sign-in?error=wrong_credentials", await FollowAsync(browser, "closed", "/"), StringComparison.Ordinal);
        using var nobody = await browser.GetAsync("/api/v1/session");
        await FollowAsync(browser, "open", "/");
        var user = (await browser.GetAsync<SignedIn>("/api/v1/session")).User;
        Assert.Equal("/", await FollowAsync(browser, "closed", "/"));
        using var administrator = await messenger.SignInAsAdministratorAsync();

        await administrator.PostAsync<Account>($"/api/v1/admin/users/{user.Id}/deactivate");
        var deactivated = await FollowAsync(browser, "open", "/");

        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        Assert.StartsWith("/sign-in?error=wrong_credentials", deactivated, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a@example.com", true, true)]
    [InlineData("b@example.com", false, false)]
    [InlineData("c@evil.example", true, false)]
    [InlineData("d@example.com.evil.example", true, false)]
    public async Task Only_verified_addresses_of_the_allowed_domains_come_in(string email, bool verified, bool allowed)
    {
        await messenger.Company.LetSignInAsync(new { sub = "domain-" + email, preferred_username = "somebody", email, email_verified = verified });
        using var browser = messenger.OpenBrowser();

        var landed = await FollowAsync(browser, "domain", "/");

        Assert.Equal(allowed, landed == "/");
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task A_return_address_never_leaves_this_site(string returnUrl)
    {
        await messenger.Company.LetSignInAsync(new { sub = "returning", preferred_username = "returning" });
        using var browser = messenger.OpenBrowser();

        Assert.Equal("/", await FollowAsync(browser, "open", returnUrl));
    }

    [Fact]
    public async Task An_answer_of_the_provider_works_only_in_the_browser_that_asked()
    {
        await messenger.Company.LetSignInAsync(new { sub = "victim", preferred_username = "victim" });
        using var asked = messenger.OpenBrowser();
        using var swapped = messenger.OpenBrowser();
        var callback = await FindCallbackAsync(asked, "open", "/");

        using var reply = await swapped.GetAsync(callback);
        using var session = await swapped.GetAsync("/api/v1/session");

        Assert.StartsWith("/sign-in?error=", reply.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, session.StatusCode);
    }

    [Fact]
    public async Task A_second_Messenger_is_a_provider_like_any_other()
    {
        var ann = await messenger.Other.HireAsync();
        using var browser = messenger.OpenBrowser();
        using var there = await messenger.Other.SignInAsync(ann.Name, RunningMessenger.Password);

        var landed = await FollowAsync(browser, "other", "/", there);

        Assert.Equal("/", landed);
        var here = await browser.GetAsync<SignedIn>("/api/v1/session");
        Assert.Equal(ann.Name, here.User.UserName);
        Assert.NotEqual(ann.Id, here.User.Id);
        Assert.False(here.HasPassword);
    }

    [Fact]
    public async Task An_unknown_provider_is_not_found()
    {
        using var browser = messenger.OpenBrowser();

        using var reply = await browser.GetAsync("/connect/external/nobody?returnUrl=/");

        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }

    /// <summary>Signs in as a browser does; answers the path on which it lands.</summary>
    async Task<string> FollowAsync(Browser browser, string provider, string returnUrl, Browser? atProvider = null)
    {
        using var reply = await browser.GetAsync(await FindCallbackAsync(browser, provider, returnUrl, atProvider));
        Assert.Equal(HttpStatusCode.Redirect, reply.StatusCode);
        return reply.Headers.Location!.ToString();
    }

    async Task<string> FindCallbackAsync(Browser browser, string provider, string returnUrl, Browser? atProvider = null)
    {
        using var began = await browser.GetAsync($"/connect/external/{provider}?returnUrl={HttpUtility.UrlEncode(returnUrl)}");
        var next = began.Headers.Location!;
        using var own = atProvider is null ? new Browser(next.GetLeftPart(UriPartial.Authority)) : null;
        while (!next.AbsoluteUri.StartsWith(messenger.Url, StringComparison.Ordinal))
        {
            using var reply = await (atProvider ?? own!).GetAsync(next.AbsoluteUri);
            Assert.True(
                reply.Headers.Location is not null,
                $"{next}: {reply.StatusCode} {await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
            next = new Uri(next, reply.Headers.Location);
        }
        return next.PathAndQuery;
    }
}

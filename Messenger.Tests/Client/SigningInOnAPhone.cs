using System.Net;
using System.Net.Sockets;
using System.Web;
using Messenger.Client;
using Messenger.Contracts.Identity;
using Messenger.Tests.Identity;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Messenger.Tests.Client;

public sealed class SigningInOnAPhone(CompanyHost company) : IClassFixture<CompanyHost>
{
    const string TokenPath = "/connect/token";

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_signed_in_through_the_browser_talks_with_tokens_alone()
    {
        var ann = await company.HireAsync("ann");
        var notes = await ann.StartDirectWith(ann);
        using var phone = await Phone.SignInAsync(ann);
        await using var device = new Device(phone.Options);
        await device.Knows(notes);

        var stored = CompanyHost.Value(await device.Client.PostAsync(notes, "from the phone", Cancelled));
        await device.Until(d => d.Heard(notes).Count == 1);
        var sessions = CompanyHost.Value(await device.Client.Api.GetSessionsAsync(Cancelled)).Sessions;

        Assert.Equal(ann.Id, stored.SenderId);
        Assert.Contains(sessions, s => s.Current && s.Device == $"Phone of {ann.UserName}");
    }

    [Fact]
    public async Task Only_the_answer_to_this_sign_in_counts()
    {
        var ann = await company.HireAsync("ann");
        using var phone = Phone.Of(ann);
        using var silent = new TcpClient();

        var signedIn = await phone.SignInAsync(async address =>
        {
            var redirect = new Uri(HttpUtility.ParseQueryString(address.Query)["redirect_uri"]!);
            await silent.ConnectAsync(IPAddress.Loopback, redirect.Port, Cancelled); // browsers connect ahead
            using var stranger = new HttpClient();
            using var icon = await stranger.GetAsync(new Uri(redirect, "/favicon.ico"), Cancelled);
            using var forged = await stranger.GetAsync(new Uri(redirect, "/callback?code=mine&state=guessed"), Cancelled);
            Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound], [icon.StatusCode, forged.StatusCode]);
            await phone.Consent(address);
        });

        Assert.True(signedIn);
        Assert.NotNull(phone.Tokens);
    }

    [Fact]
    public async Task A_refusal_in_the_browser_leaves_nobody_signed_in()
    {
        var ann = await company.HireAsync("ann");
        using var phone = Phone.Of(ann);

        var signedIn = await phone.SignInAsync(async address =>
        {
            var query = HttpUtility.ParseQueryString(address.Query);
            using var browser = new HttpClient();
            using var page = await browser.GetAsync(new Uri($"{query["redirect_uri"]}?error=access_denied&state={query["state"]}"), Cancelled);
        });
        await using var device = new Device(phone.Options);

        Assert.False(signedIn);
        Assert.Null(phone.Tokens);
        Assert.Null((await device.End()).End);
    }

    [Fact]
    public async Task Tokens_are_renewed_before_they_expire_and_stored_before_they_are_used()
    {
        var ann = await company.HireAsync("ann");
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var phone = await Phone.SignInAsync(ann, clock);
        var first = phone.Tokens!;
        Assert.Equal(first.AccessToken, await phone.Source.GetAsync(Cancelled));

        clock.Advance(first.RefreshAt - clock.GetUtcNow());
        var both = await Task.WhenAll(phone.Source.GetAsync(Cancelled), phone.Source.GetAsync(Cancelled));
        using var api = new MessengerApi(phone.Options);

        Assert.True(first.RefreshAt < first.ExpiresAt);
        Assert.All(both, token => Assert.Equal(phone.Tokens!.AccessToken, token));
        Assert.NotEqual(first.AccessToken, both[0]);
        Assert.NotEqual(first.RefreshToken, phone.Tokens!.RefreshToken);
        Assert.Equal(ann.Id, CompanyHost.Value(await api.GetSessionAsync(Cancelled)).User.Id);
    }

    [Fact]
    public async Task A_token_that_the_server_refuses_is_renewed_and_the_request_repeated()
    {
        var ann = await company.HireAsync("ann");
        using var phone = await Phone.SignInAsync(ann);
        using var api = new MessengerApi(phone.Options);

        var first = await RevokeAccessTokensAsync(phone);
        var session = CompanyHost.Value(await api.GetSessionAsync(Cancelled));
        var second = await RevokeAccessTokensAsync(phone);
        await using var device = new Device(phone.Options);
        await device.Until(d => d.Told.OfType<ConnectionChanged>().Any(c => c.Connected));

        Assert.Equal(ann.Id, session.User.Id);
        Assert.Equal(3, new[] { first, second, phone.Tokens!.AccessToken }.Distinct().Count());
        Assert.Empty(device.Told.OfType<SignedOut>());
    }

    [Fact]
    public async Task A_renewal_whose_answer_was_lost_is_repeated()
    {
        var ann = await company.HireAsync("ann");
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var network = new Network(new SocketsHttpHandler());
        using var phone = await Phone.SignInAsync(ann, clock, network);
        clock.Advance(phone.Tokens!.ExpiresAt - clock.GetUtcNow());

        network.LoseAnswerOf(TokenPath);
        var token = await phone.Source.GetAsync(Cancelled);
        using var api = new MessengerApi(phone.Options);

        Assert.Equal(phone.Tokens!.AccessToken, token);
        Assert.Equal([TokenPath, TokenPath], network.Asked);
        Assert.Equal(ann.Id, CompanyHost.Value(await api.GetSessionAsync(Cancelled)).User.Id);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "<html>Accept our terms of use</html>")]
    [InlineData(HttpStatusCode.OK, "<html>Accept our terms of use</html>")]
    [InlineData(HttpStatusCode.BadRequest, "[]")]
    [InlineData(HttpStatusCode.NotFound, "{\"error\":\"no such host\"}")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "{\"error\":\"server_error\"}")]
    public async Task Whoever_answers_in_the_providers_place_signs_nobody_out(HttpStatusCode status, string body)
    {
        var ann = await company.HireAsync("ann");
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var network = new Network(new SocketsHttpHandler());
        using var phone = await Phone.SignInAsync(ann, clock, network);
        var before = phone.Tokens!;
        clock.Advance(before.ExpiresAt - clock.GetUtcNow());

        network.Answer(TokenPath, () => new HttpResponseMessage(status) { Content = new StringContent(body) });
        await Assert.ThrowsAsync<HttpRequestException>(() => phone.Source.GetAsync(Cancelled));
        Assert.Equal(before, phone.Tokens);
        network.Whim = null;

        Assert.NotNull(await phone.Source.GetAsync(Cancelled));
    }

    [Fact]
    public async Task A_portal_that_refuses_every_request_signs_nobody_out()
    {
        var ann = await company.HireAsync("ann");
        using var network = new Network(new SocketsHttpHandler());
        using var phone = await Phone.SignInAsync(ann, handler: network);
        network.Answer("", () => new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = new StringContent("<html>Accept our terms of use</html>") }, times: 6);

        await using var device = new Device(phone.Options with { MessageHandler = () => network });
        await device.Until(d => d.Told.OfType<ConnectionChanged>().Any(c => c.Connected));

        Assert.Empty(device.Told.OfType<SignedOut>());
        Assert.Contains(TokenPath, network.Asked.Take(6));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_there_and_here()
    {
        var ann = await company.HireAsync("ann");
        var notes = await ann.StartDirectWith(ann);
        using var phone = await Phone.SignInAsync(ann);
        var tokens = phone.Tokens!;
        await using var device = new Device(phone.Options);
        await device.Knows(notes);

        Assert.True(await device.Client.SignOutAsync(Cancelled));
        var end = (await device.End()).End!;

        Assert.Equal((SessionEndReason.SignedOut, true), (end.Reason, end.DeleteLocalData));
        Assert.Null(phone.Tokens);
        using var app = new NativeApp(company.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.CallAsync(tokens.AccessToken));
        Assert.NotNull((await app.RefreshAsync(tokens.RefreshToken)).Error);
    }

    [Fact]
    public async Task Who_cannot_reach_the_server_can_still_leave_this_device()
    {
        var ann = await company.HireAsync("ann");
        using var phone = await Phone.SignInAsync(ann);
        await using var door = new Door(company.Address);
        door.Close();
        await using var device = new Device(phone.Options with { Server = door.Address });

        Assert.False(await device.Client.SignOutAsync(Cancelled));

        Assert.True((await device.End()).End!.DeleteLocalData);
        Assert.Null(phone.Tokens);
    }

    async Task<string> RevokeAccessTokensAsync(Phone phone)
    {
        var token = (await phone.Source.GetAsync(Cancelled))!;
        await company.MeddleAsync("update openid_tokens set status = 'revoked' where type like '%access_token' and status = 'valid'");
        return token;
    }
}

using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>A native client that speaks the protocol by hand: authorization code with PKCE, loopback redirect.</summary>
public sealed class NativeApp(string url) : IDisposable
{
    public const string Redirect = "http://127.0.0.1:51234/callback";

    readonly Browser _http = new(url);
    readonly string _verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The address that it opens in the browser.</summary>
    public string AuthorizeUrl(
        string redirect = Redirect, string method = "S256", string scope = "openid profile offline_access", string clientId = "messenger-native",
        string responseType = "code")
    {
        var challenge = method == "S256" ? Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier))) : _verifier;
        return $"/connect/authorize?client_id={clientId}&response_type={Uri.EscapeDataString(responseType)}&state=s1&nonce=n1&code_challenge_method={method}"
            + $"&code_challenge={challenge}&scope={Uri.EscapeDataString(scope)}&redirect_uri={Uri.EscapeDataString(redirect)}";
    }

    /// <summary>Lets a signed-in browser fetch a code.</summary>
    public async Task<string> AuthorizeAsync(Browser browser, string redirect = Redirect)
    {
        using var reply = await browser.GetAsync(AuthorizeUrl(redirect));
        Assert.Equal(HttpStatusCode.Redirect, reply.StatusCode);
        Assert.StartsWith(redirect + "?", reply.Headers.Location!.ToString(), StringComparison.Ordinal);
        var query = HttpUtility.ParseQueryString(reply.Headers.Location.Query);
        Assert.Equal("s1", query["state"]);
        return query["code"] ?? throw new InvalidOperationException(query["error"]);
    }

    public Task<Tokens> RedeemAsync(string code, string redirect = Redirect, string? verifier = null) => TokenAsync(new()
    {
        ["grant_type"] = "authorization_code",
        ["client_id"] = "messenger-native",
        ["code"] = code,
        ["redirect_uri"] = redirect,
        ["code_verifier"] = verifier ?? _verifier,
        ["device"] = "Test phone",
    });

    public Task<Tokens> RedeemOfAsync(string clientId, string secret, string code, string redirect) => TokenAsync(new()
    {
        ["grant_type"] = "authorization_code",
        ["client_id"] = clientId,
        ["client_secret"] = secret,
        ["code"] = code,
        ["redirect_uri"] = redirect,
        ["code_verifier"] = _verifier,
    });

    public Task<Tokens> RefreshAsync(string refreshToken) => TokenAsync(new()
    {
        ["grant_type"] = "refresh_token",
        ["client_id"] = "messenger-native",
        ["refresh_token"] = refreshToken,
    });

    public async Task<Tokens> TokenAsync(Dictionary<string, string> form)
    {
        using var reply = await _http.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = new FormUrlEncodedContent(form) });
        using var body = JsonDocument.Parse(await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        string? Get(string name) => body.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
        return new(Get("access_token"), Get("refresh_token"), Get("id_token"), Get("error"), Get("expires_in"));
    }

    public void Dispose() => _http.Dispose();

    /// <summary>What the API answers to this token.</summary>
    public async Task<HttpStatusCode> CallAsync(string? bearer)
    {
        using var reply = await _http.GetAsync("/api/v1/session", bearer);
        return reply.StatusCode;
    }
}

/// <summary>What the token endpoint answers.</summary>
public sealed record Tokens(string? Access, string? Refresh, string? Identity, string? Error, string? ExpiresIn);

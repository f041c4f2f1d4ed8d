using System.Security.Cryptography;
using System.Text;

namespace Messenger.Client.Identity;

/// <summary>
/// Signs in through the system's browser: authorization code with PKCE (RFC 7636, S256 only) and a redirect to a free loopback port
/// (RFC 8252, section 7.3).
/// </summary>
/// <param name="server">The server's public address.</param>
/// <param name="store">Where the tokens go.</param>
/// <param name="openBrowser">Opens an address in the system's browser.</param>
/// <param name="clock">The clock.</param>
/// <param name="handler">For tests, proxies and certificates.</param>
public sealed class NativeSignIn(Uri server, ITokenStore store, Func<Uri, Task> openBrowser, TimeProvider clock, HttpMessageHandler? handler = null)
{
    /// <summary>What the user will recognise this device by, in the list of sessions; by default the server makes something up.</summary>
    public string? Device { get; init; }

    /// <summary>Waits until the user has signed in, at the latest until cancelled.</summary>
    /// <returns>True: the tokens are in the store. False: the user or the server refused.</returns>
    /// <exception cref="HttpRequestException">The server could not be reached. A code is good for one try: begin again.</exception>
    public async Task<bool> SignInAsync(CancellationToken cancellationToken)
    {
        using var listener = new LoopbackRedirect();
        var verifier = Secret();
        var state = Secret();
        var waiting = listener.WaitAsync(state, cancellationToken); // before the browser opens, for some wait until it is done
        await openBrowser(AuthorizeAddress(listener.Address, verifier, state)).ConfigureAwait(false);
        var answer = await waiting.ConfigureAwait(false);
        if (answer is null) return false;

        using var http = handler is null ? new HttpClient() : new HttpClient(handler, disposeHandler: false);
        var grant = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = answer,
            ["redirect_uri"] = listener.Address.AbsoluteUri,
            ["code_verifier"] = verifier,
        };
        if (Device is not null) grant["device"] = Device;
        var tokens = await new TokenEndpoint(http, server, clock).ExchangeAsync(grant, cancellationToken).ConfigureAwait(false);
        if (tokens is null) return false;
        await store.SaveAsync(tokens, cancellationToken).ConfigureAwait(false);
        return true;
    }

    Uri AuthorizeAddress(Uri redirect, string verifier, string state)
    {
        using var sha = SHA256.Create();
        var challenge = Base64Url(sha.ComputeHash(Encoding.ASCII.GetBytes(verifier)));
        return new Uri(server, "/connect/authorize?response_type=code"
            + $"&client_id={TokenEndpoint.ClientId}&scope={Uri.EscapeDataString("openid profile offline_access")}"
            + $"&redirect_uri={Uri.EscapeDataString(redirect.AbsoluteUri)}&state={state}"
            + $"&code_challenge={challenge}&code_challenge_method=S256");
    }

    static string Secret()
    {
        var bytes = new byte[32];
        RandomNumberGenerator.Fill(bytes);
        return Base64Url(bytes);
    }

    static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}

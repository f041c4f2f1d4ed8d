using System.Text.Json;

namespace Messenger.Client.Identity;

/// <summary>The provider's token endpoint (RFC 6749, sections 4.1.3 and 6).</summary>
sealed class TokenEndpoint(HttpClient http, Uri server, TimeProvider clock)
{
    public const string ClientId = "messenger-native";

    /// <summary>The new tokens; null when the provider refuses the grant for good.</summary>
    public async Task<TokenSet?> ExchangeAsync(Dictionary<string, string> grant, CancellationToken cancellationToken)
    {
        grant["client_id"] = ClientId;
        using var form = new FormUrlEncodedContent(grant);
        var asked = clock.GetUtcNow();
        using var response = await http.PostAsync(new Uri(server, "/connect/token"), form, cancellationToken).ConfigureAwait(false);
        using var body = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        if ((int)response.StatusCode is >= 400 and < 500 and not 429) return null;
        response.EnsureSuccessStatusCode();
        using var json = await JsonDocument.ParseAsync(body, default, cancellationToken).ConfigureAwait(false);
        var tokens = json.RootElement;
        return new TokenSet(
            tokens.GetProperty("access_token").GetString()!,
            tokens.GetProperty("refresh_token").GetString()!,
            asked.AddSeconds(tokens.GetProperty("expires_in").GetInt32()));
    }
}

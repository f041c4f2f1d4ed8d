using System.Text.Json;

namespace Messenger.Client.Identity;

/// <summary>The provider's token endpoint (RFC 6749, sections 4.1.3, 5.2 and 6).</summary>
sealed class TokenEndpoint(HttpClient http, Uri server, TimeProvider clock)
{
    public const string ClientId = "messenger-native";

    static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(30);

    /// <summary>The new tokens; null when the provider refuses the grant for good.</summary>
    /// <exception cref="HttpRequestException">
    /// There was no answer, or none of the provider's: a portal of a hotel and a proxy that is ill answer 4xx as well, and must sign nobody out.
    /// </exception>
    public async Task<TokenSet?> ExchangeAsync(Dictionary<string, string> grant, CancellationToken cancellationToken)
    {
        grant["client_id"] = ClientId;
        using var form = new FormUrlEncodedContent(grant);
        var asked = clock.GetUtcNow();
        using var response = await PostAsync(form, cancellationToken).ConfigureAwait(false);
        using var body = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        try
        {
            using var json = await JsonDocument.ParseAsync(body, default, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode) return Read(json.RootElement, asked);
            if ((int)response.StatusCode is 400 or 401 && json.RootElement.TryGetProperty("error", out _)) return null;
        }
        catch (Exception foreign) when (foreign is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new HttpRequestException("The answer is not the provider's.", foreign);
        }
        throw new HttpRequestException(FormattableString.Invariant($"The provider answered {(int)response.StatusCode}."));
    }

    async Task<HttpResponseMessage> PostAsync(HttpContent form, CancellationToken cancellationToken)
    {
        try
        {
            return await http.PostAsync(new Uri(server, "/connect/token"), form, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException("The provider did not answer in time.", late);
        }
    }

    static TokenSet Read(JsonElement tokens, DateTimeOffset asked)
    {
        var lifetime = TimeSpan.FromSeconds(tokens.GetProperty("expires_in").GetInt32());
        var margin = TimeSpan.FromTicks(Math.Min(LongestMargin.Ticks, lifetime.Ticks / 4));
        return new TokenSet(
            tokens.GetProperty("access_token").GetString()!,
            tokens.GetProperty("refresh_token").GetString()!,
            asked + lifetime - margin,
            asked + lifetime);
    }
}

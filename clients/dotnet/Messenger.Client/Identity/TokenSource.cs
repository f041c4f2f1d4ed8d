namespace Messenger.Client.Identity;

/// <summary>
/// Hands out a good access token, refreshing it when it is about to expire or was refused. Refresh tokens rotate: a used one that comes a
/// second time ends the session. So only one refresh runs at a time, the new set is stored before it is used, and after a lost answer the
/// same token is tried again at once (the server allows that for 30 s).
/// </summary>
public sealed class TokenSource : IAccessTokens, IDisposable
{
    /// <summary>Well within the time for which a repeat is allowed.</summary>
    static readonly TimeSpan LongestExchange = TimeSpan.FromSeconds(10);

    readonly TokenEndpoint _endpoint;
    readonly HttpClient _http;
    readonly ITokenStore _store;
    readonly TimeProvider _clock;
    readonly SemaphoreSlim _oneAtATime = new(1);
    TokenSet? _tokens;
    volatile string? _refused;

    /// <summary>A source over a store.</summary>
    public TokenSource(Uri server, ITokenStore store, TimeProvider clock, HttpMessageHandler? handler = null)
    {
        _http = handler is null ? new HttpClient() : new HttpClient(handler, disposeHandler: false);
        _http.Timeout = LongestExchange;
        _endpoint = new TokenEndpoint(_http, server, clock);
        _store = store;
        _clock = clock;
    }

    /// <inheritdoc/>
    public async Task<string?> GetAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _tokens ??= await _store.LoadAsync(cancellationToken).ConfigureAwait(false);
            if (_tokens is null) return null;
            if (_clock.GetUtcNow() < _tokens.RefreshAt && _tokens.AccessToken != _refused) return _tokens.AccessToken;
            // Once sent, it must not be given up: the answer holds the only good refresh token.
            var renewed = await RefreshAsync(_tokens.RefreshToken).ConfigureAwait(false);
            if (renewed is null) await _store.ClearAsync(CancellationToken.None).ConfigureAwait(false);
            else await _store.SaveAsync(renewed, CancellationToken.None).ConfigureAwait(false);
            _tokens = renewed;
            return renewed?.AccessToken;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public void Refuse(string accessToken) => _refused = accessToken;

    /// <inheritdoc/>
    public async Task ForgetAsync()
    {
        await _oneAtATime.WaitAsync().ConfigureAwait(false);
        try
        {
            _tokens = null;
            await _store.ClearAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _oneAtATime.Dispose();
    }

    async Task<TokenSet?> RefreshAsync(string refreshToken)
    {
        try
        {
            return await _endpoint.ExchangeAsync(Grant(refreshToken), CancellationToken.None).ConfigureAwait(false);
        }
        catch (HttpRequestException)
        {
            return await _endpoint.ExchangeAsync(Grant(refreshToken), CancellationToken.None).ConfigureAwait(false);
        }
    }

    static Dictionary<string, string> Grant(string refreshToken) => new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken };
}

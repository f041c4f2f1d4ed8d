namespace Messenger.Client.Identity;

/// <summary>The tokens of one sign-in.</summary>
/// <param name="AccessToken">Goes with each request.</param>
/// <param name="RefreshToken">Good for one exchange against a new set.</param>
/// <param name="RefreshAt">From when on the set is exchanged (UTC): a while before the access token expires.</param>
/// <param name="ExpiresAt">When the access token expires (UTC).</param>
public sealed record TokenSet(string AccessToken, string RefreshToken, DateTimeOffset RefreshAt, DateTimeOffset ExpiresAt);

/// <summary>Keeps the tokens over restarts: the keychain of the platform, a protected file.</summary>
public interface ITokenStore
{
    /// <summary>The kept tokens; null if there are none.</summary>
    Task<TokenSet?> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Keeps these tokens in place of the last. They are used only after this has completed.</summary>
    Task SaveAsync(TokenSet tokens, CancellationToken cancellationToken);

    /// <summary>Forgets the tokens.</summary>
    Task ClearAsync(CancellationToken cancellationToken);
}

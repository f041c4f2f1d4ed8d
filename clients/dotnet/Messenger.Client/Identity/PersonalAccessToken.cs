namespace Messenger.Client.Identity;

/// <summary>The session of a script: a personal access token, which its user has made and which is good until it expires or is ended.</summary>
public sealed class PersonalAccessToken(string token) : IAccessTokens
{
    volatile bool _ended;

    /// <inheritdoc/>
    public Task<string?> GetAsync(CancellationToken cancellationToken) => Task.FromResult(_ended ? null : token);

    /// <inheritdoc/>
    public void Refuse(string accessToken)
    {
        if (accessToken == token) _ended = true;
    }

    /// <inheritdoc/>
    public Task ForgetAsync()
    {
        _ended = true;
        return Task.CompletedTask;
    }
}

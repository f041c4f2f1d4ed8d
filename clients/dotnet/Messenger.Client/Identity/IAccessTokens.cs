namespace Messenger.Client.Identity;

/// <summary>Where a native client's access tokens come from; <see cref="TokenSource"/> is the one that most will want.</summary>
public interface IAccessTokens
{
    /// <summary>A token for the next request, a fresh one when the last is about to expire; null when nobody is signed in any more.</summary>
    Task<string?> GetAsync(CancellationToken cancellationToken);

    /// <summary>The server refused this token, whatever its expiry says: it is not handed out again.</summary>
    void Refuse(string accessToken);

    /// <summary>The session is over: forgets all of its tokens, on the device too.</summary>
    Task ForgetAsync();
}

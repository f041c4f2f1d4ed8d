using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Messenger.Contracts;
using Messenger.Contracts.Identity;

namespace Messenger.Domain.Identity;

/// <summary>A personal access token is a session that begins with it: so it ends like one, with its user's account and by hand.</summary>
public interface IAccessTokens
{
    /// <summary>
    /// Keeps a token, or gives another one to the user's token with that id; <see cref="ErrorCode.TooMany"/>, <see cref="ErrorCode.InvalidRequest"/> when that one
    /// is somebody else's or has ended.
    /// </summary>
    Task<Result<AccessToken>> CreateAsync(Guid userId, NewAccessToken token, int max, CancellationToken cancellationToken);

    /// <summary>The tokens of a user that are good.</summary>
    Task<IReadOnlyList<AccessToken>> ListAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Whose token has this hash, good or not: whether its session is open is asked like for any other.</summary>
    ValueTask<TokenHolder?> FindAsync(byte[] hash, CancellationToken cancellationToken);
}

/// <summary>A token to be kept.</summary>
public sealed record NewAccessToken(Guid? Id, string Name, byte[] Hash, IReadOnlyList<AccessScope> Scopes, TimeSpan Lifetime);

/// <summary>Who calls with a token, and what it may do.</summary>
public sealed record TokenHolder(Caller Caller, IReadOnlyList<AccessScope> Scopes);

/// <summary>Makes personal access tokens and recognises them.</summary>
public sealed class AccessTokens(IAccessTokens store)
{
    /// <summary>Every token begins with it, so that scanners of source code find a leaked one.</summary>
    public const string Prefix = "mpat_";

    const int RandomBytes = 32;
    const int MostOfUser = 50;
    const int LongestName = 100;
    const int LongestDays = 366;

    /// <summary>Makes one; the answer is the only one that has it.</summary>
    public async Task<Result<AccessToken>> CreateAsync(Guid caller, CreateAccessToken wish, CancellationToken cancellationToken)
    {
        if (TextRules.CheckName(wish.Name, LongestName) is { } wrong) return wrong;
        var scopes = wish.Scopes.Distinct().Order().ToList();
        if (scopes.Count is 0 || wish.ExpiresInDays is < 1 or > LongestDays) return ErrorCode.InvalidRequest;
        var token = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        var made = await store.CreateAsync(caller, new(wish.Id, wish.Name, HashOf(token), scopes, TimeSpan.FromDays(wish.ExpiresInDays)), MostOfUser, cancellationToken);
        return made.Select(kept => kept with { Token = token });
    }

    /// <summary>The tokens of a user that are good.</summary>
    public async Task<AccessTokenList> ListAsync(Guid caller, CancellationToken cancellationToken) => new() { Tokens = await store.ListAsync(caller, cancellationToken) };

    /// <summary>Who calls with a token; null for one that was never made.</summary>
    public ValueTask<TokenHolder?> FindAsync(string token, CancellationToken cancellationToken) => store.FindAsync(HashOf(token), cancellationToken);

    static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

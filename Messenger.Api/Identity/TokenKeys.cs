using Messenger.Infrastructure.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using OpenIddict.Server;
using OpenIddict.Validation;

namespace Messenger.Api.Identity;

/// <summary>
/// The provider's keys as this node knows them. OpenIddict finds them in its options, which are made anew when the keys, or the order in which
/// they are used, have changed.
/// </summary>
sealed class TokenKeys(TokenKeyStore store)
    : IOptionsChangeTokenSource<OpenIddictServerOptions>, IOptionsChangeTokenSource<OpenIddictValidationOptions>, IDisposable
{
    CancellationTokenSource _server = new();
    CancellationTokenSource _validation = new();

    /// <summary>For each use the one to use first, then those that are only good to verify.</summary>
    public IReadOnlyList<TokenKey> All { get; private set; } = [];

    string IOptionsChangeTokenSource<OpenIddictServerOptions>.Name => Options.DefaultName;

    string IOptionsChangeTokenSource<OpenIddictValidationOptions>.Name => Options.DefaultName;

    /// <summary>Reads the keys, and makes those that are due. Not to be called twice at the same time.</summary>
    /// <returns>Whether something has changed.</returns>
    public async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        var keys = await store.LoadAsync(All, cancellationToken);
        if (keys.Select(k => k.Id).SequenceEqual(All.Select(k => k.Id))) return false;
        All = keys;
        // In this order: the validation copies its keys from the options of the server.
        Signal(ref _server);
        Signal(ref _validation);
        return true;
    }

    IChangeToken IOptionsChangeTokenSource<OpenIddictServerOptions>.GetChangeToken() => new CancellationChangeToken(_server.Token);

    IChangeToken IOptionsChangeTokenSource<OpenIddictValidationOptions>.GetChangeToken() => new CancellationChangeToken(_validation.Token);

    public void Dispose()
    {
        _server.Dispose();
        _validation.Dispose();
    }

    static void Signal(ref CancellationTokenSource source)
    {
        // Whoever is called back asks for the next token at once, so that must be there.
        using var changed = Interlocked.Exchange(ref source, new());
        changed.Cancel();
    }
}

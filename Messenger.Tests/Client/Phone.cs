using System.Net;
using Messenger.Client;
using Messenger.Client.Identity;
using Xunit;

namespace Messenger.Tests.Client;

/// <summary>A native device whose user signed in through the browser; it is its own keychain.</summary>
sealed class Phone : ITokenStore, IDisposable
{
    readonly Employee _owner;
    readonly TimeProvider _clock;

    Phone(Employee owner, TimeProvider clock, HttpMessageHandler? handler)
    {
        (_owner, _clock) = (owner, clock);
        Source = new TokenSource(owner.Server, this, clock, handler);
    }

    /// <summary>The tokens in the keychain.</summary>
    public TokenSet? Tokens { get; private set; }

    public TokenSource Source { get; }

    public MessengerClientOptions Options => new() { Server = _owner.Server, Tokens = Source };

    public static async Task<Phone> SignInAsync(Employee owner, TimeProvider? clock = null, HttpMessageHandler? handler = null)
    {
        var phone = new Phone(owner, clock ?? TimeProvider.System, handler);
        Assert.True(await phone.SignInAsync(phone.Consent));
        return phone;
    }

    /// <summary>A device on which nobody has signed in.</summary>
    public static Phone Of(Employee owner) => new(owner, TimeProvider.System, handler: null);

    public Task<bool> SignInAsync(Func<Uri, Task> browser) =>
        new NativeSignIn(_owner.Server, this, browser, _clock) { Device = $"Phone of {_owner.UserName}" }.SignInAsync(TestContext.Current.CancellationToken);

    /// <summary>What the browser does for somebody who is signed in there: it goes where it is sent, and ends at the device's own address.</summary>
    public async Task Consent(Uri address)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = _owner.Cookies });
        using var page = await browser.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("/callback", page.RequestMessage!.RequestUri!.AbsolutePath);
    }

    public Task<TokenSet?> LoadAsync(CancellationToken cancellationToken) => Task.FromResult(Tokens);

    public Task SaveAsync(TokenSet tokens, CancellationToken cancellationToken)
    {
        Tokens = tokens;
        return Task.CompletedTask;
    }

    public Task ClearAsync(CancellationToken cancellationToken)
    {
        Tokens = null;
        return Task.CompletedTask;
    }

    public void Dispose() => Source.Dispose();
}

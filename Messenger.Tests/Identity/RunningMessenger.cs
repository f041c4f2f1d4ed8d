using System.Globalization;
using Messenger.Contracts.Identity;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.Hosting;

namespace Messenger.Tests.Identity;

/// <summary>A host as in production, whose public address is known before it starts, with an administrator.</summary>
public class RunningMessenger : TestHost
{
    public const string Administrator = "root.admin";
    public const string Password = "rosebud-tricycle-47";

    public RunningMessenger(PgServer server)
        : base(server)
    {
        Port = FreePort.Take();
        Settings["Messenger:PublicUrl"] = Url;
        Settings["MESSENGER_ADMIN_USER"] = Administrator;
        Settings["MESSENGER_ADMIN_PASSWORD"] = Password;
    }

    /// <summary>Where it listens.</summary>
    public string Url => $"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>A browser without cookies.</summary>
    public Browser OpenBrowser() => new(Url);

    /// <summary>A browser in which somebody has signed in.</summary>
    public async Task<Browser> SignInAsync(string userName, string password)
    {
        var browser = OpenBrowser();
        using var reply = await browser.SignInAsync(userName, password);
        reply.EnsureSuccessStatusCode();
        return browser;
    }

    public Task<Browser> SignInAsAdministratorAsync() => SignInAsync(Administrator, Password);

    /// <summary>A new colleague with <see cref="Password"/>, made by the administrator.</summary>
    public async Task<Colleague> HireAsync()
    {
        var name = "u" + Guid.CreateVersion7().ToString("N");
        using var administrator = await SignInAsAdministratorAsync();
        var created = await administrator.PostAsync<CreatedAccount>(
            "/api/v1/admin/users", new CreateAccount { UserName = name, DisplayName = "Colleague" });
        using var browser = OpenBrowser();
        using var redeemed = await browser.SendAsync(
            HttpMethod.Post, "/api/v1/password-links/redeem",
            new RedeemPasswordLink { Token = created.PasswordLink.Url.Split('#')[1], NewPassword = Password });
        redeemed.EnsureSuccessStatusCode();
        return new(created.Account.User.Id, name);
    }

    /// <inheritdoc />
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseEnvironment("Production");
    }
}

/// <summary>Somebody with an account.</summary>
public sealed record Colleague(Guid Id, string Name);

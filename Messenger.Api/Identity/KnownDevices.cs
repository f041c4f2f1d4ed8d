using System.Security.Cryptography;
using System.Text;
using Messenger.Domain.Identity;
using Microsoft.AspNetCore.DataProtection;

namespace Messenger.Api.Identity;

/// <summary>
/// A cookie that says on which accounts this browser has signed in before. It gives no access: it only gives the browser a count of failed
/// tries of its own, so that somebody who guesses from the same address does not keep the owner out (OWASP's device cookie).
/// </summary>
sealed class KnownDevices(IDataProtectionProvider protection, PublicAddress address, Sessions sessions)
{
    const int MostAccounts = 10;

    static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    readonly IDataProtector _protector = protection.CreateProtector("Messenger.KnownDevices");
    readonly string _name = (address.IsHttps ? "__Host-" : "") + sessions.CookieName + "-device";

    /// <summary>The device's id, if the account was signed in on it.</summary>
    public Guid? Find(HttpContext context, string userName) =>
        Read(context) is [var device, .. var accounts] && accounts.Contains(HashOf(userName)) && Guid.TryParse(device, out var id) ? id : null;

    /// <summary>The account was signed in on this device.</summary>
    public void Remember(HttpContext context, string userName)
    {
        var known = Read(context);
        var device = known.FirstOrDefault() ?? new Guid(RandomNumberGenerator.GetBytes(16)).ToString();
        var accounts = known.Skip(1).Prepend(HashOf(userName)).Distinct().Take(MostAccounts);
        context.Response.Cookies.Append(_name, _protector.Protect(string.Join(' ', accounts.Prepend(device))), new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = address.IsHttps,
            Path = "/",
            MaxAge = Lifetime,
            IsEssential = true,
        });
    }

    string[] Read(HttpContext context)
    {
        if (context.Request.Cookies[_name] is not { Length: > 0 } cookie) return [];
        try
        {
            return _protector.Unprotect(cookie).Split(' ');
        }
        catch (CryptographicException)
        {
            return []; // somebody else's, or older than the keys
        }
    }

    static string HashOf(string userName) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(UserNames.Normalize(userName))));
}

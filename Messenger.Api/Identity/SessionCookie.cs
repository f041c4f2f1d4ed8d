using System.Security.Claims;
using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Domain.Identity;
using Messenger.Hubs;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Messenger.Api.Identity;

/// <summary>The web client's session cookie. It names the session; whether that is open says the database.</summary>
static class SessionCookie
{
    public const string Scheme = "session";

    public static void Configure(CookieAuthenticationOptions options, PublicAddress address, Sessions sessions)
    {
        options.Cookie.Name = address.IsHttps ? "__Host-" + sessions.CookieName : sessions.CookieName;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.Path = "/";
        options.Cookie.SecurePolicy = address.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = sessions.Lifetime;
        options.SlidingExpiration = false;
        options.Events.OnRedirectToLogin = context => ErrorCode.NotSignedIn.ToProblem().ExecuteAsync(context.HttpContext);
        options.Events.OnRedirectToAccessDenied = context => ErrorCode.Forbidden.ToProblem().ExecuteAsync(context.HttpContext);
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        if (context.Principal.FindCaller() is not { } caller
            || !await services.GetRequiredService<ISessionGate>().IsOpenAsync(caller.SessionId, context.HttpContext.RequestAborted))
            context.RejectPrincipal();
        else
            services.GetRequiredService<ISessionActivity>().Seen(caller.SessionId, context.HttpContext.Address());
    }

    /// <summary>Hands the session to the browser, and ends the one that its old cookie named: nobody could use that any more, only steal it.</summary>
    public static async Task ReplaceAsync(HttpContext context, OpenedSession session, SessionEnder ender, CancellationToken cancellationToken)
    {
        if ((await context.AuthenticateAsync(Scheme)).Principal.FindCaller() is { } old)
            await ender.EndAsync(old.UserId, old.SessionId, SessionEndReason.SignedOut, cancellationToken);
        await SignInAsync(context, session);
    }

    static Task SignInAsync(HttpContext context, OpenedSession session)
    {
        var principal = new ClaimsPrincipal(new ClaimsIdentity(
            [new(CallerClaims.UserId, session.UserId.ToString()), new(CallerClaims.SessionId, session.Id.ToString())], Scheme));
        return context.SignInAsync(Scheme, principal, new() { IsPersistent = true, ExpiresUtc = session.ExpiresAt });
    }

    /// <summary>The address that the request came from.</summary>
    public static string? Address(this HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => null,
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        var address => address.ToString(),
    };
}

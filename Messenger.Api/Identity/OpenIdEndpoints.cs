using System.Security.Claims;
using Messenger.Contracts.Identity;
using Messenger.Domain.Identity;
using Messenger.Hubs;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Messenger.Api.Identity;

/// <summary>The interactive part of the OpenID provider; the checks of the protocol are OpenIddict's.</summary>
static class OpenIdEndpoints
{
    const string Provider = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    /// <summary>In a code: the session of the browser that asked for it.</summary>
    const string WebSession = "web_sid";

    public static void MapOpenId(this IEndpointRouteBuilder routes)
    {
        var connect = routes.MapGroup("/connect").AllowAnonymous().ExcludeFromDescription();
        connect.MapMethods("/authorize", [HttpMethods.Get, HttpMethods.Post], AuthorizeAsync);
        connect.MapPost("/token", ExchangeAsync);
        connect.MapMethods("/userinfo", [HttpMethods.Get, HttpMethods.Post], GetUserInfoAsync);
        connect.MapMethods("/endsession", [HttpMethods.Get, HttpMethods.Post], EndSessionAsync);
    }

    /// <summary>
    /// Whoever is signed in on the web is asked nothing more, unless the application wants him to sign in anew: whom he may sign in to has the
    /// operator decided. So there is no page on which he could consent, and an application that insists on it is refused.
    /// </summary>
    static async Task<IResult> AuthorizeAsync(
        HttpContext context, IAccounts accounts, ISessions sessions, TimeProvider clock, CancellationToken cancellationToken)
    {
        var request = context.GetOpenIddictServerRequest()!;
        if (request.HasPromptValue(PromptValues.Consent)) return Refuse(Errors.ConsentRequired);
        var caller = (await context.AuthenticateAsync(SessionCookie.Scheme)).Principal.FindCaller();
        var account = caller is null ? null : await accounts.FindAsync(caller.UserId, cancellationToken);
        var span = account is null ? null : await sessions.FindSpanAsync(caller!.SessionId, cancellationToken);
        if (span is null) caller = null;
        var hint = (await context.AuthenticateAsync(Provider)).Principal?.GetClaim(Claims.Subject);
        switch (FreshSignIn.Judge(request, caller, hint, age: clock.GetUtcNow() - (span?.SignedInAt ?? default)))
        {
            case SignInDemand.Refuse: return Refuse(Errors.LoginRequired);
            case SignInDemand.SignIn: return Results.LocalRedirect(FreshSignIn.PageFor(context.Request, request, caller));
        }
        var principal = PrincipalFor(account!, request.GetScopes());
        principal.SetClaim(WebSession, caller!.SessionId.ToString()); // no destination: it stays in the code
        principal.SetClaim(Claims.AuthenticationTime, span!.SignedInAt.ToUnixTimeSeconds());
        principal.SetDestinations(Destinations);
        return SignIn(principal);
    }

    /// <summary>A code opens a session, which the tokens name from then on; a refresh token goes on with it while it is open.</summary>
    static async Task<IResult> ExchangeAsync(
        HttpContext context, ISessions sessions, ISessionGate gate, ISessionActivity activity, IAccounts accounts, CancellationToken cancellationToken)
    {
        var request = context.GetOpenIddictServerRequest()!;
        var principal = (await context.AuthenticateAsync(Provider)).Principal!;
        if (!Guid.TryParse(principal.GetClaim(Claims.Subject), out var userId)
            || await accounts.FindAsync(userId, cancellationToken) is not { User.Deactivated: false } account) return Refuse(Errors.InvalidGrant);

        Guid sessionId;
        if (request.IsAuthorizationCodeGrantType())
        {
            // Whoever was signed out since the code was given does not come in with it.
            if (!Guid.TryParse(principal.GetClaim(WebSession), out var web) || !await gate.IsOpenAsync(web, cancellationToken)) return Refuse(Errors.InvalidGrant);
            var place = context.Place((string?)request["device"]);
            sessionId = (await sessions.OpenAsync(userId, place.Device, place.Address, Guid.Parse(principal.GetAuthorizationId()!), cancellationToken)).Id;
        }
        else if (principal.FindCaller() is { } caller && await gate.IsOpenAsync(caller.SessionId, cancellationToken))
        {
            sessionId = caller.SessionId;
            activity.Seen(sessionId, context.Address());
        }
        else
        {
            return Refuse(Errors.InvalidGrant);
        }
        var renewed = PrincipalFor(account, principal.GetScopes());
        renewed.SetClaim(CallerClaims.SessionId, sessionId.ToString());
        if (principal.FindFirst(Claims.AuthenticationTime) is { } signedInAt) renewed.Identities.First().AddClaim(signedInAt.Clone());
        renewed.SetDestinations(Destinations);
        renewed.SetAuthorizationId(principal.GetAuthorizationId());
        // Tokens of other applications tell them who somebody is; they open nothing here.
        if (request.ClientId == OpenIdProvider.NativeClient) renewed.SetResources(OpenIdProvider.Api);
        return SignIn(renewed);
    }

    static async Task<IResult> GetUserInfoAsync(HttpContext context, ISessionGate gate, IAccounts accounts, CancellationToken cancellationToken)
    {
        if (context.Request.Query.ContainsKey(Parameters.AccessToken)) return Refuse(Errors.InvalidRequest); // addresses end up in logs
        var principal = (await context.AuthenticateAsync(Provider)).Principal;
        if (principal.FindCaller() is not { } caller || !await gate.IsOpenAsync(caller.SessionId, cancellationToken)
            || await accounts.FindAsync(caller.UserId, cancellationToken) is not { } account) return Refuse(Errors.InvalidToken);
        return Results.Json(PrincipalFor(account, principal!.GetScopes()).Claims
            .Where(c => Destinations(c).Contains(OpenIddictConstants.Destinations.IdentityToken)).ToDictionary(c => c.Type, c => c.Value));
    }

    /// <summary>Ends the session that the identity token names; without one, nothing (a link on another site must sign nobody out).</summary>
    static async Task<IResult> EndSessionAsync(HttpContext context, SessionEnder ender, CancellationToken cancellationToken)
    {
        var principal = (await context.AuthenticateAsync(Provider)).Principal;
        if (principal.FindCaller() is { } caller)
            await ender.EndAsync(caller.UserId, caller.SessionId, SessionEndReason.SignedOut, cancellationToken);
        return Results.SignOut(new() { RedirectUri = "/" }, [Provider]);
    }

    static ClaimsPrincipal PrincipalFor(Account account, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity(Provider, Claims.Name, Claims.Role);
        var granted = scopes.ToHashSet();
        identity.SetClaim(Claims.Subject, account.User.Id.ToString());
        if (granted.Contains(Scopes.Profile))
            identity.SetClaim(Claims.Name, account.User.DisplayName).SetClaim(Claims.PreferredUsername, account.User.UserName)
                .SetClaim("department", account.User.Department);
        if (granted.Contains(Scopes.Email)) identity.SetClaim(Claims.Email, account.Email);
        identity.SetScopes(granted);
        identity.SetDestinations(Destinations);
        return new(identity);
    }

    static IEnumerable<string> Destinations(Claim claim) => claim.Type switch
    {
        Claims.Subject or CallerClaims.SessionId => [OpenIddictConstants.Destinations.AccessToken, OpenIddictConstants.Destinations.IdentityToken],
        Claims.Name or Claims.PreferredUsername or Claims.Email or Claims.AuthenticationTime or "department" => [OpenIddictConstants.Destinations.IdentityToken],
        _ => [],
    };

    static IResult SignIn(ClaimsPrincipal principal) => Results.SignIn(principal, authenticationScheme: Provider);

    static IResult Refuse(string error) =>
        Results.Forbid(new(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = error }), [Provider]);
}

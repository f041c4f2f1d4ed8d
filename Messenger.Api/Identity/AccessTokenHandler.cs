using System.Security.Claims;
using System.Text.Encodings.Web;
using Messenger.Domain.Identity;
using Messenger.Hubs;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Messenger.Api.Identity;

/// <summary>Recognises personal access tokens whose sessions are open.</summary>
sealed class AccessTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, AccessTokens tokens, ISessionGate gate)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Name = "access-token";
    const string Bearer = "Bearer ";

    /// <summary>A request that carries one.</summary>
    public static bool IsCarriedBy(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer + AccessTokens.Prefix, StringComparison.Ordinal);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsCarriedBy(Request)) return AuthenticateResult.NoResult();
        var token = Request.Headers.Authorization.ToString()[Bearer.Length..];
        if (await tokens.FindAsync(token, Context.RequestAborted) is not { } holder || !await gate.IsOpenAsync(holder.Caller.SessionId, Context.RequestAborted))
            return AuthenticateResult.Fail("No such token, or it has ended.");
        var identity = new ClaimsIdentity(Name);
        identity.AddClaim(new(CallerClaims.UserId, holder.Caller.UserId.ToString()));
        identity.AddClaim(new(CallerClaims.SessionId, holder.Caller.SessionId.ToString()));
        foreach (var scope in holder.Scopes) identity.AddClaim(new(CallerClaims.TokenScope, scope.ToString()));
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Name));
    }
}

using System.Security.Claims;
using Messenger.Contracts.Identity;
using Messenger.Domain.Identity;
using Microsoft.AspNetCore.SignalR;

namespace Messenger.Hubs;

/// <summary>The claims of cookies and tokens alike.</summary>
public static class CallerClaims
{
    /// <summary>The user's id.</summary>
    public const string UserId = "sub";

    /// <summary>The session's id.</summary>
    public const string SessionId = "sid";

    /// <summary>A scope of the personal access token that was used; none when no such token was.</summary>
    public const string TokenScope = "token_scope";

    /// <summary>Whether the caller's token, if he has used one, reaches so far; null is out of the reach of any token.</summary>
    public static bool MayDo(this ClaimsPrincipal? principal, AccessScope? scope) =>
        principal is null || !principal.HasClaim(claim => claim.Type == TokenScope) || scope is { } needed && principal.HasClaim(TokenScope, needed.ToString());

    /// <summary>Who the claims say calls; null if they lack one of the two.</summary>
    public static Caller? FindCaller(this ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirst(UserId)?.Value, out var user) && Guid.TryParse(principal.FindFirst(SessionId)?.Value, out var session)
            ? new(user, session)
            : null;
}

sealed class CallerIdProvider : IUserIdProvider
{
    public string? GetUserId(HubConnectionContext connection) => connection.User.FindCaller()?.UserId.ToString();
}

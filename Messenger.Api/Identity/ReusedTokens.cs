using Messenger.Contracts.Identity;
using Messenger.Domain.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Messenger.Api.Identity;

/// <summary>
/// A code or refresh token that comes a second time may be in other hands (RFC 9700, 4.14.2): OpenIddict refuses it and revokes the tokens
/// that came of it, and this ends the session with its live connections.
/// </summary>
sealed class ReusedTokens(IOpenIddictTokenManager tokens, SessionEnder ender)
    : IOpenIddictServerHandler<OpenIddictServerEvents.ValidateTokenContext>, IOpenIddictServerHandler<OpenIddictServerEvents.ApplyTokenResponseContext>
{
    const string Presented = "messenger:presented-token";

    /// <summary>Before it is checked whether the token was used: keeps whose it is.</summary>
    public ValueTask HandleAsync(OpenIddictServerEvents.ValidateTokenContext context)
    {
        if (context.Principal?.GetTokenType() is TokenTypeIdentifiers.RefreshToken or TokenTypeIdentifiers.Private.AuthorizationCode)
            context.Transaction.Properties[Presented] = (context.Principal.GetTokenId(), context.Principal.GetAuthorizationId());
        return ValueTask.CompletedTask;
    }

    public async ValueTask HandleAsync(OpenIddictServerEvents.ApplyTokenResponseContext context)
    {
        if (context.Response.Error != Errors.InvalidGrant
            || context.Transaction.Properties.GetValueOrDefault(Presented) is not (string token, string authorization)
            || await tokens.FindByIdAsync(token, CancellationToken.None) is not { } found
            || await tokens.GetStatusAsync(found, CancellationToken.None) is not (Statuses.Redeemed or Statuses.Revoked)) return;
        await ender.EndByAuthorizationAsync(Guid.Parse(authorization), SessionEndReason.TokenReused, CancellationToken.None);
    }
}

using Messenger.Contracts.Identity;
using Messenger.Domain.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Messenger.Api.Identity;

/// <summary>
/// A code or refresh token that comes a second time may be in other hands (RFC 9700, 4.14.2): OpenIddict refuses it, and this ends the session
/// with its tokens and live connections. Runs just before OpenIddict looks whether the token was used.
/// </summary>
sealed class ReusedTokens(IOpenIddictTokenManager tokens, SessionEnder ender, TimeProvider clock)
    : IOpenIddictServerHandler<OpenIddictServerEvents.ValidateTokenContext>
{
    public async ValueTask HandleAsync(OpenIddictServerEvents.ValidateTokenContext context)
    {
        var type = context.Principal?.GetTokenType();
        if (type is not (TokenTypeIdentifiers.RefreshToken or TokenTypeIdentifiers.Private.AuthorizationCode)
            || !Guid.TryParse(context.Principal!.GetAuthorizationId(), out var authorization)
            || context.Principal!.GetTokenId() is not { } id
            || await tokens.FindByIdAsync(id, context.CancellationToken) is not { } token
            || !await tokens.HasStatusAsync(token, Statuses.Redeemed, context.CancellationToken)) return;

        // A client that lost the answer may repeat a refresh for a moment.
        if (type is TokenTypeIdentifiers.RefreshToken
            && await tokens.GetRedemptionDateAsync(token, context.CancellationToken) is { } redeemed
            && clock.GetUtcNow() < redeemed + context.Options.RefreshTokenReuseLeeway) return;
        await ender.EndByAuthorizationAsync(authorization, SessionEndReason.TokenReused, CancellationToken.None);
    }
}

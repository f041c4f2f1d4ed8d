using Messenger.Domain.Identity;
using Microsoft.AspNetCore;
using OpenIddict.Validation;
using OpenIddict.Validation.AspNetCore;

namespace Messenger.Api.Identity;

/// <summary>
/// An access token in the address is one only at the hub, and only where that is allowed. OpenIddict by itself takes it anywhere, also beside an
/// <c>Authorization</c> header of another kind; this stands in the place of that.
/// </summary>
sealed class QueryTokens(Sessions settings) : IOpenIddictValidationHandler<OpenIddictValidationEvents.ProcessAuthenticationContext>
{
    const string Parameter = "access_token";

    public static int Order => OpenIddictValidationAspNetCoreHandlers.ExtractAccessTokenFromQueryString.Descriptor.Order;

    /// <summary>Whether the request brings its token in that way.</summary>
    public static bool IsTaken(HttpRequest request, Sessions settings) =>
        settings.AllowQueryToken && request.Path.StartsWithSegments(Hubs.Setup.Path, StringComparison.Ordinal) && request.Query.ContainsKey(Parameter);

    public ValueTask HandleAsync(OpenIddictValidationEvents.ProcessAuthenticationContext context)
    {
        if (string.IsNullOrEmpty(context.AccessToken) && context.Transaction.GetHttpRequest() is { } request && IsTaken(request, settings))
            context.AccessToken = request.Query[Parameter];
        return ValueTask.CompletedTask;
    }
}

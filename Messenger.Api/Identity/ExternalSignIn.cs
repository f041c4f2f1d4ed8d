using System.Security.Claims;
using Messenger.Contracts;
using Messenger.Domain.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Messenger.Api.Identity;

/// <summary>
/// Signing in with a company's OpenID provider: authorization code with PKCE; state, nonce and verifier are bound to the browser by the
/// handler's own cookies. An account is found by issuer and subject, never by its mail address.
/// </summary>
static class ExternalSignIn
{
    const string SchemePrefix = "external-";

    /// <summary>One authentication scheme for each provider.</summary>
    public static void AddExternalProviders(this AuthenticationBuilder authentication, ExternalProviders providers)
    {
        authentication.Services.AddSingleton(providers);
        foreach (var provider in providers.All)
        {
            var scheme = SchemePrefix + provider.Name;
            authentication.AddOpenIdConnect(scheme, provider.DisplayName, options => Configure(options, provider));
            authentication.Services.AddOptions<OpenIdConnectOptions>(scheme).Configure<PublicAddress>(UsePublicAddress);
        }
    }

    /// <summary><c>GET /connect/external/{name}?returnUrl=</c></summary>
    public static void MapExternalSignIn(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/connect/external/{name}", Begin).AllowAnonymous().ExcludeFromDescription();

    static IResult Begin(string name, string? returnUrl, ExternalProviders providers) =>
        providers.All.Any(p => p.Name == name)
            ? TypedResults.Challenge(PropertiesFor(ReturnUrls.LocalOrHome(returnUrl)), [SchemePrefix + name])
            : ErrorCode.NotFound.ToProblem();

    /// <summary>An application that wants a new sign-in wants one by the person, not by the session that he has at his company's provider.</summary>
    static OpenIdConnectChallengeProperties PropertiesFor(string returnUrl)
    {
        var properties = new OpenIdConnectChallengeProperties { RedirectUri = returnUrl };
        if (FreshSignIn.IsDemandedBy(returnUrl)) properties.Prompt = OpenIdConnectPrompt.Login;
        return properties;
    }

    static void Configure(OpenIdConnectOptions options, ExternalProvider provider)
    {
        options.Authority = provider.Authority;
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.ClientSecret;
        options.RequireHttpsMetadata = provider.RequireHttps;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query; // form_post would need cookies with SameSite=None
        options.UsePkce = true;
        options.CallbackPath = $"/connect/callback/{provider.Name}";
        options.SignInScheme = SessionCookie.Scheme; // never reached: TicketReceived finishes
        options.SaveTokens = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.MapInboundClaims = false;
        options.DisableTelemetry = true;
        options.TokenValidationParameters.ValidAlgorithms = ["RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512"];
        options.Scope.Clear();
        foreach (var scope in provider.Scopes.Prepend("openid").Distinct(StringComparer.Ordinal)) options.Scope.Add(scope);
        foreach (var claim in ClaimsOf(provider)) options.ClaimActions.MapUniqueJsonKey(claim, claim);
        options.Events.OnTicketReceived = context => FinishAsync(context, provider);
        options.Events.OnRemoteFailure = context =>
        {
            // The person cancelled, the provider refused, or the answer does not belong to this browser: the log of the handler says which.
            context.HandleResponse();
            context.Response.Redirect(Refused(ErrorCode.WrongCredentials, context.Properties?.RedirectUri));
            return Task.CompletedTask;
        };
    }

    static void UsePublicAddress(OpenIdConnectOptions options, PublicAddress address)
    {
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = address.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        }
        options.Events.OnRedirectToIdentityProvider = context =>
        {
            // Behind a proxy the request may name an inner host; the provider knows the public one.
            context.ProtocolMessage.RedirectUri = address.BaseOf(context.Request) + options.CallbackPath;
            return Task.CompletedTask;
        };
    }

    static async Task FinishAsync(TicketReceivedContext context, ExternalProvider provider)
    {
        context.HandleResponse();
        var http = context.HttpContext;
        var refused = ErrorCode.WrongCredentials;
        if (IdentityOf(context.Principal!, provider) is { } identity)
        {
            var opened = await http.RequestServices.GetRequiredService<SignInDesk>()
                .SignInExternalAsync(identity, provider.CreateUsers, http.Place(device: null), http.RequestAborted);
            if (opened.IsOk(out var session, out var refusal))
            {
                await SessionCookie.ReplaceAsync(http, session, http.RequestServices.GetRequiredService<SessionEnder>(), http.RequestAborted);
                http.Response.Redirect(ReturnUrls.LocalOrHome(context.ReturnUri));
                return;
            }
            refused = refusal.Code;
        }
        http.Response.Redirect(Refused(refused, context.ReturnUri));
    }

    /// <summary>What the provider says of the person; null if he is not of an allowed domain.</summary>
    static ExternalIdentity? IdentityOf(ClaimsPrincipal person, ExternalProvider provider)
    {
        var subject = person.FindFirst("sub");
        if (subject is null) return null;
        var email = person.FindFirst(provider.EmailClaim)?.Value;
        var verified = string.Equals(person.FindFirst("email_verified")?.Value, "true", StringComparison.OrdinalIgnoreCase);
        if (provider.AllowedEmailDomains.Count > 0 && !(verified && IsOf(provider.AllowedEmailDomains, email))) return null;
        return new(
            subject.Issuer, subject.Value,
            person.FindFirst(provider.UserNameClaim)?.Value,
            person.FindFirst(provider.DisplayNameClaim)?.Value,
            email,
            person.FindFirst(provider.DepartmentClaim)?.Value);
    }

    static bool IsOf(IReadOnlyList<string> domains, string? email) =>
        email is not null && email.LastIndexOf('@') is > 0 and var at && domains.Contains(email[(at + 1)..], StringComparer.OrdinalIgnoreCase);

    static IEnumerable<string> ClaimsOf(ExternalProvider provider) =>
        new[] { "email_verified", provider.UserNameClaim, provider.DisplayNameClaim, provider.EmailClaim, provider.DepartmentClaim }
            .Distinct(StringComparer.Ordinal);

    static string Refused(ErrorCode code, string? returnUrl) =>
        $"/sign-in?error={code.WireName()}&returnUrl={Uri.EscapeDataString(ReturnUrls.LocalOrHome(returnUrl))}";
}

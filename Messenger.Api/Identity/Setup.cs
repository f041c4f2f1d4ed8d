using Messenger.Domain.Identity;
using Messenger.Hubs;
using Messenger.Infrastructure.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using OpenIddict.Validation.AspNetCore;

namespace Messenger.Api.Identity;

/// <summary>Signing in: by cookie for the web client, by token for others.</summary>
static class Setup
{
    const string CookieOrToken = "cookie-or-token";

    public static IHostApplicationBuilder AddSigningIn(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSection<Passwords>("Passwords");
        services.AddSection<Sessions>("Sessions");
        services.AddSection<KeyRotation>("KeyRotation");
        services.AddSingleton<PasswordRules>();
        services.AddSingleton<SessionEnder>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<SignInDesk>();
        services.AddSingleton<AccountAdministrator>();
        services.AddSingleton<SignedInReply>();
        services.AddSingleton<KnownDevices>();
        services.AddSingleton<SignInLeftovers>();
        services.AddHostedService<CleanUp>();
        SignInLimit.Add(services);

        services.AddAuthentication(CookieOrToken)
            .AddPolicyScheme(CookieOrToken, displayName: null, options => options.ForwardDefaultSelector = SchemeOf)
            .AddCookie(SessionCookie.Scheme)
            .AddScheme<AuthenticationSchemeOptions, AccessTokenHandler>(AccessTokenHandler.Name, displayName: null, configureOptions: null)
            .AddExternalProviders(ExternalProviders.Read(builder.Configuration));
        services.AddOptions<CookieAuthenticationOptions>(SessionCookie.Scheme).Configure<PublicAddress, Sessions>(SessionCookie.Configure);
        services.AddOpenIdProvider();

        services.AddAuthorizationBuilder()
            .AddPolicy(AccountEndpoints.Policy, policy => policy.AddRequirements(new OpenSession(), new IsAdministrator()))
            .SetDefaultPolicy(new AuthorizationPolicyBuilder().AddRequirements(new OpenSession()).Build());
        services.AddSingleton<IAuthorizationHandler, OpenSessionHandler>();
        services.AddSingleton<IAuthorizationHandler, IsAdministratorHandler>();
        return builder;
    }

    /// <summary>A header is a token; a token in the address is one only at the hub, and only where that is allowed.</summary>
    static string SchemeOf(HttpContext context) =>
        AccessTokenHandler.IsCarriedBy(context.Request) ? AccessTokenHandler.Name :
        context.Request.Headers.Authorization.Count > 0 || QueryTokens.IsTaken(context.Request, context.RequestServices.GetRequiredService<Sessions>())
            ? OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme
            : SessionCookie.Scheme;
}

/// <summary>Signed in, in a session that is open now.</summary>
sealed class OpenSession : IAuthorizationRequirement;

sealed class OpenSessionHandler(ISessionGate gate, ISessionActivity activity, IHttpContextAccessor http) : AuthorizationHandler<OpenSession>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, OpenSession requirement)
    {
        if (context.User.FindCaller() is not { } caller || !await gate.IsOpenAsync(caller.SessionId, CancellationToken.None)) return;
        if (http.HttpContext is { } request) activity.Seen(caller.SessionId, request.Address());
        context.Succeed(requirement);
    }
}

/// <summary>An administrator as the database has it now.</summary>
sealed class IsAdministrator : IAuthorizationRequirement;

sealed class IsAdministratorHandler(AccountAdministrator administrator) : AuthorizationHandler<IsAdministrator>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, IsAdministrator requirement)
    {
        if (context.User.FindCaller() is { } caller && await administrator.MayAdministrateAsync(caller.UserId, CancellationToken.None))
            context.Succeed(requirement);
    }
}

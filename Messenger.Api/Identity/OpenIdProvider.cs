using Messenger.Domain.Identity;
using Messenger.Infrastructure.Identity;
using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Validation;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Messenger.Api.Identity;

/// <summary>Messenger as an OpenID provider: authorization code with PKCE and rotating refresh tokens, and nothing else.</summary>
static class OpenIdProvider
{
    const long ClientsLock = 0x4d53_4752_0004;

    /// <summary>The public client of native applications.</summary>
    public const string NativeClient = "messenger-native";

    /// <summary>The audience of the tokens that REST and the hub take.</summary>
    public const string Api = "messenger";

    public static void AddOpenIdProvider(this IServiceCollection services)
    {
        services.AddSingleton<FormerClients>();
        services.AddSingleton<TokenKeyStore>();
        services.AddSingleton<TokenKeys>();
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(provider => provider.GetRequiredService<TokenKeys>());
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictValidationOptions>>(provider => provider.GetRequiredService<TokenKeys>());
        services.AddHostedService<KeyReader>();
        services.AddScoped<ReusedTokens>();
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<MessengerDbContext>().ReplaceDefaultEntities<Guid>())
            .AddServer(server =>
            {
                server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token")
                    .SetUserInfoEndpointUris("connect/userinfo").SetEndSessionEndpointUris("connect/endsession");
                server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow();
                server.Configure(options =>
                {
                    options.CodeChallengeMethods.Clear();
                    options.CodeChallengeMethods.Add(CodeChallengeMethods.Sha256);
                });
                server.SetAuthorizationCodeLifetime(TimeSpan.FromSeconds(60)).UseReferenceRefreshTokens();
                server.RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.Email, Scopes.OfflineAccess);
                server.RegisterClaims(Claims.Name, Claims.PreferredUsername, Claims.Email, "department");
                server.AddEventHandler<OpenIddictServerEvents.ValidateTokenContext>(handler => handler
                    .UseScopedHandler<ReusedTokens>().SetOrder(OpenIddictServerHandlers.Protection.ValidateTokenEntry.Descriptor.Order - 1));
                // TLS ends at the load balancer; the public address decides about cookies and HSTS.
                server.UseAspNetCore().DisableTransportSecurityRequirement().EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough()
                    .EnableUserInfoEndpointPassthrough().EnableEndSessionEndpointPassthrough();
            })
            .AddValidation(validation =>
            {
                validation.UseLocalServer();
                validation.UseAspNetCore().DisableAccessTokenExtractionFromQueryString().DisableAccessTokenExtractionFromBodyForm();
                validation.AddEventHandler<OpenIddictValidationEvents.ProcessAuthenticationContext>(handler => handler
                    .UseSingletonHandler<QueryTokens>().SetOrder(QueryTokens.Order));
                validation.AddAudiences(Api);
                validation.EnableAuthorizationEntryValidation();
                validation.EnableTokenEntryValidation();
            });
        services.AddOptions<OpenIddictServerOptions>().Configure<PublicAddress, Sessions, TokenKeys>((options, address, sessions, keys) =>
        {
            options.Issuer = address.Url;
            options.AccessTokenLifetime = sessions.AccessTokenLifetime;
            options.RefreshTokenLifetime = sessions.IdleLimit;
            options.RefreshTokenReuseLeeway = sessions.RefreshTokenLeeway;
            foreach (var key in keys.All)
            {
                var rsa = new RsaSecurityKey(key.Key) { KeyId = key.Id.ToString("N") };
                if (key.Use == TokenKeyUse.Signing) options.SigningCredentials.Add(new(rsa, SecurityAlgorithms.RsaSha256));
                else options.EncryptionCredentials.Add(new(rsa, SecurityAlgorithms.RsaOAEP, SecurityAlgorithms.Aes256CbcHmacSha512));
            }
        });
    }

    /// <summary>Reads the keys and makes the clients known, these and no others. After the schema is there, before anything is served.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var others = OpenIdClient.Read(services.GetRequiredService<IConfiguration>());
        await services.GetRequiredService<TokenKeys>().LoadAsync(cancellationToken);
        await using var scope = services.CreateAsyncScope();
        // Nodes that start together save the same clients: one after the other.
        var database = scope.ServiceProvider.GetRequiredService<MessengerDbContext>().Database;
        await using var transaction = await database.BeginTransactionAsync(cancellationToken);
        await database.ExecuteSqlAsync($"select pg_advisory_xact_lock({ClientsLock})", cancellationToken);
        var applications = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        await SaveAsync(applications, Describe(NativeClient, secret: null, ["http://127.0.0.1/callback", "http://localhost/callback"]), cancellationToken);
        foreach (var client in others)
            await SaveAsync(applications, Describe(client.ClientId, client.ClientSecret, client.RedirectUris), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await services.GetRequiredService<FormerClients>().RemoveAsync([NativeClient, .. others.Select(c => c.ClientId)], cancellationToken);
    }

    static OpenIddictApplicationDescriptor Describe(string clientId, string? secret, IEnumerable<string> redirectUris)
    {
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId = clientId,
            ClientSecret = secret,
            ClientType = secret is null ? ClientTypes.Public : ClientTypes.Confidential,
            // A native client may use any port of the loopback address (RFC 8252, 7.3).
            ApplicationType = secret is null ? ApplicationTypes.Native : ApplicationTypes.Web,
            ConsentType = ConsentTypes.Implicit,
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession,
                Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code,
                Permissions.Scopes.Profile, Permissions.Scopes.Email,
            },
        };
        foreach (var uri in redirectUris) client.RedirectUris.Add(new Uri(uri));
        return client;
    }

    static async Task SaveAsync(IOpenIddictApplicationManager applications, OpenIddictApplicationDescriptor client, CancellationToken cancellationToken)
    {
        if (await applications.FindByClientIdAsync(client.ClientId!, cancellationToken) is { } known) await applications.UpdateAsync(known, client, cancellationToken);
        else await applications.CreateAsync(client, cancellationToken);
    }
}

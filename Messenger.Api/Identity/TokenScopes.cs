using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Hubs;

namespace Messenger.Api.Identity;

/// <summary>Keeps personal access tokens within their scopes: reading and writing by a request's method, where an endpoint does not say otherwise.</summary>
static class TokenScopes
{
    /// <summary>Needs this scope, whatever the method.</summary>
    public static TBuilder NeedsScope<TBuilder>(this TBuilder endpoint, AccessScope scope)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Needed(scope));

    /// <summary>Out of the reach of any token: what decides over sessions, passwords and tokens.</summary>
    public static TBuilder NotForTokens<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Needed(null));

    public static RouteGroupBuilder WithTokenScopes(this RouteGroupBuilder api)
    {
        api.AddEndpointFilter(async (invocation, next) =>
        {
            var http = invocation.HttpContext;
            var method = http.Request.Method;
            var needed = http.GetEndpoint()?.Metadata.GetMetadata<Needed>()
                ?? new(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? AccessScope.Read : AccessScope.Write);
            return http.User.MayDo(needed.Scope) ? await next(invocation) : ErrorCode.ScopeMissing.ToProblem();
        });
        return api;
    }

    sealed record Needed(AccessScope? Scope);
}

using Messenger.Contracts.Identity;
using Messenger.Domain.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Api.Identity;

/// <summary>One's personal access tokens.</summary>
static class AccessTokenEndpoints
{
    public static void MapAccessTokens(this IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/tokens").WithTags("Identity").NotForTokens();
        tokens.MapGet("", List).WithSummary("One's personal access tokens.");
        tokens.MapPost("", Create).WithSummary("Makes a personal access token; its answer is the only one that has it.");
        tokens.MapDelete("/{tokenId:guid}", End).WithSummary("Ends a token, and the connections that were made with it.");
    }

    static async Task<Ok<AccessTokenList>> List(HttpContext context, AccessTokens tokens, CancellationToken cancellationToken) =>
        TypedResults.Ok(await tokens.ListAsync(context.Caller().UserId, cancellationToken));

    static async Task<Results<Ok<AccessToken>, ProblemHttpResult>> Create(
        CreateAccessToken wish, HttpContext context, AccessTokens tokens, CancellationToken cancellationToken) =>
        (await tokens.CreateAsync(context.Caller().UserId, wish, cancellationToken)).ToHttp();

    static async Task<Results<NoContent, ProblemHttpResult>> End(
        Guid tokenId, HttpContext context, SessionEnder ender, CancellationToken cancellationToken) =>
        (await ender.EndAsync(context.Caller().UserId, tokenId, SessionEndReason.EndedByUser, cancellationToken)).ToHttp();
}

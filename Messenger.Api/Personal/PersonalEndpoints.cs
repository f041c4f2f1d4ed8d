using Messenger.Contracts.Personal;
using Messenger.Domain.Conversations;
using Messenger.Domain.Personal;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Api.Personal;

/// <summary>What a user keeps for himself, over REST.</summary>
static class PersonalEndpoints
{
    public static void MapPersonal(this IEndpointRouteBuilder api)
    {
        var personal = api.MapGroup("/personal").WithTags("Personal");
        personal.MapGet("", Get).WithSummary("What changed among one's own things after a version.");
        personal.MapPut("", Set).WithSummary("Writes or removes one thing of one's own: a draft, a saved message, a reminder, and so on.");
        api.MapPost("/conversations/{conversationId:guid}/clear", Clear).WithTags("Personal").WithSummary("Removes messages from what one sees oneself.");
    }

    static async Task<Results<Ok<PersonalChanges>, ProblemHttpResult>> Get(
        HttpContext context, PersonalKeeper keeper, CancellationToken cancellationToken, long since = 0) =>
        (await keeper.GetAsync(context.Caller().UserId, new() { Since = since }, cancellationToken)).ToHttp();

    static async Task<Results<Ok<PersonalItem>, ProblemHttpResult>> Set(
        SetPersonal wish, HttpContext context, PersonalKeeper keeper, CancellationToken cancellationToken) =>
        (await keeper.SetAsync(context.Caller().UserId, wish, cancellationToken)).ToHttp();

    static async Task<Results<NoContent, ProblemHttpResult>> Clear(
        Guid conversationId, ClearBody body, HttpContext context, HistoryClearer clearer, CancellationToken cancellationToken) =>
        (await clearer.ClearAsync(context.Caller().UserId, new() { ConversationId = conversationId, UpTo = body.UpTo }, cancellationToken)).ToHttp();
}

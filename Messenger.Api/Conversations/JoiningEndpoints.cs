using Messenger.Contracts.Conversations;
using Messenger.Domain.Conversations;
using Messenger.Domain.Limits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Api.Conversations;

/// <summary>Finding and joining groups over REST.</summary>
static class JoiningEndpoints
{
    public static void MapJoining(this IEndpointRouteBuilder api)
    {
        api.MapGet("/channels", FindChannels).WithTags("Joining").WithSummary("The public groups, the largest first.");
        var conversation = api.MapGroup("/conversations/{conversationId:guid}").WithTags("Joining");
        conversation.MapPost("/join", Join).WithSummary("Joins a public group, or asks to.");
        conversation.MapGet("/join-requests", GetRequests).WithSummary("Those who ask to join, for administrators.");
        conversation.MapPut("/join-requests/{userId:guid}", Answer).WithSummary("Lets somebody in who has asked, or not.");
        conversation.MapGet("/join-links", GetLinks).WithSummary("The links by which colleagues join, for administrators.");
        conversation.MapPost("/join-links", CreateLink).WithSummary("Makes a link by which colleagues join.");
        conversation.MapDelete("/join-links/{linkId:guid}", EndLink).WithSummary("Ends a link.");
        var link = api.MapGroup("/join-link").WithTags("Joining");
        link.MapPost("/preview", Preview).CountedAs(Verb.Create).WithSummary("Where a link leads.");
        link.MapPost("/follow", Follow).WithSummary("Joins by a link, or asks to.");
    }

    static async Task<Results<Ok<ChannelPage>, ProblemHttpResult>> FindChannels(
        string? query, string? after, HttpContext context, GroupJoiner joiner, CancellationToken cancellationToken, int limit = 50) =>
        (await joiner.FindChannelsAsync(context.Caller().UserId, query, after, limit, cancellationToken)).ToHttp();

    static async Task<Results<Ok<JoinAnswer>, ProblemHttpResult>> Join(
        Guid conversationId, JoinConversation wish, HttpContext context, GroupJoiner joiner, CancellationToken cancellationToken) =>
        (await joiner.JoinAsync(context.Caller().UserId, conversationId, wish, cancellationToken)).ToHttp();

    static async Task<Results<Ok<JoinRequestList>, ProblemHttpResult>> GetRequests(
        Guid conversationId, HttpContext context, GroupJoiner joiner, CancellationToken cancellationToken) =>
        (await joiner.GetRequestsAsync(context.Caller().UserId, conversationId, cancellationToken)).ToHttp();

    static async Task<Results<NoContent, ProblemHttpResult>> Answer(
        Guid conversationId, Guid userId, AnswerJoinRequest wish, HttpContext context, GroupJoiner joiner, CancellationToken cancellationToken) =>
        (await joiner.AnswerAsync(context.Caller().UserId, conversationId, userId, wish, cancellationToken)).ToHttp();

    static async Task<Results<Ok<JoinLinkList>, ProblemHttpResult>> GetLinks(
        Guid conversationId, HttpContext context, GroupJoiner joiner, CancellationToken cancellationToken) =>
        (await joiner.GetLinksAsync(context.Caller().UserId, conversationId, cancellationToken)).ToHttp();

    static async Task<Results<Ok<JoinLink>, ProblemHttpResult>> CreateLink(
        Guid conversationId, CreateJoinLink wish, HttpContext context, GroupJoiner joiner, PublicAddress address, CancellationToken cancellationToken) =>
        (await joiner.CreateLinkAsync(context.Caller().UserId, conversationId, wish, cancellationToken))
            .Select(made => made.Link with { Url = $"{address.BaseOf(context.Request)}/join#{made.Token}" }).ToHttp();

    static async Task<Results<NoContent, ProblemHttpResult>> EndLink(
        Guid conversationId, Guid linkId, HttpContext context, GroupJoiner joiner, CancellationToken cancellationToken) =>
        (await joiner.EndLinkAsync(context.Caller().UserId, conversationId, linkId, cancellationToken)).ToHttp();

    static async Task<Results<Ok<JoinPreview>, ProblemHttpResult>> Preview(
        FollowJoinLink wish, HttpContext context, GroupJoiner joiner, CancellationToken cancellationToken) =>
        (await joiner.PreviewAsync(context.Caller().UserId, wish, cancellationToken)).ToHttp();

    static async Task<Results<Ok<JoinAnswer>, ProblemHttpResult>> Follow(
        FollowJoinLink wish, HttpContext context, GroupJoiner joiner, CancellationToken cancellationToken) =>
        (await joiner.FollowAsync(context.Caller().UserId, wish, cancellationToken)).ToHttp();
}

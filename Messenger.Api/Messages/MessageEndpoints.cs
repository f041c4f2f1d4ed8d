using Messenger.Contracts.Messages;
using Messenger.Contracts.Presence;
using Messenger.Domain.Conversations;
using Messenger.Domain.Messages;
using Messenger.Domain.Presence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Api.Messages;

/// <summary>Posting, history, catch-up and reading over REST.</summary>
static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder api)
    {
        var conversation = api.MapGroup("/conversations/{conversationId:guid}").WithTags("Messages");
        conversation.MapPost("/messages", Post).WithSummary("Posts a message; answered when it is durable.");
        conversation.MapGet("/messages", Get).WithSummary("A page before, after or around a message or a time.");
        conversation.MapGet("/changes", GetChanges).WithSummary("What changed after a version.");
        conversation.MapPut("/read", MarkRead).WithSummary("Moves the read cursor forward.");
        conversation.MapPost("/typing", SetTyping).WithSummary("Shows others that one types.");
        api.MapGet("/sync", GetSync).WithTags("Messages").WithSummary("The conversations that changed since a token.");
    }

    static async Task<Results<Ok<Message>, ProblemHttpResult>> Post(
        Guid conversationId, PostBody body, HttpContext context, MessagePoster poster, CancellationToken cancellationToken) =>
        (await poster.PostAsync(
            context.Caller().UserId,
            new() { ConversationId = conversationId, ClientMessageId = body.ClientMessageId, Text = body.Text },
            cancellationToken)).ToHttp();

    static async Task<Results<Ok<MessagePage>, ProblemHttpResult>> Get(
        Guid conversationId, long? before, long? after, long? around, DateTimeOffset? aroundTime, HttpContext context, MessageReader reader,
        CancellationToken cancellationToken, int limit = 50) =>
        (await reader.GetMessagesAsync(
            context.Caller().UserId,
            new() { ConversationId = conversationId, Before = before, After = after, Around = around, AroundTime = aroundTime, Limit = limit },
            cancellationToken)).ToHttp();

    static async Task<Results<Ok<ConversationChanges>, ProblemHttpResult>> GetChanges(
        Guid conversationId, long since, HttpContext context, MessageReader reader, CancellationToken cancellationToken) =>
        (await reader.GetChangesAsync(context.Caller().UserId, new() { ConversationId = conversationId, Since = since }, cancellationToken)).ToHttp();

    static async Task<Results<Ok<ReadState>, ProblemHttpResult>> MarkRead(
        Guid conversationId, ReadBody body, HttpContext context, ReadMarker marker, CancellationToken cancellationToken) =>
        (await marker.MarkReadAsync(context.Caller().UserId, new() { ConversationId = conversationId, Seq = body.Seq }, cancellationToken)).ToHttp();

    static async Task<Results<NoContent, ProblemHttpResult>> SetTyping(
        Guid conversationId, TypingBody body, HttpContext context, Typist typist, CancellationToken cancellationToken) =>
        (await typist.SetTypingAsync(
            context.Caller().UserId, new SetTyping { ConversationId = conversationId, Active = body.Active }, cancellationToken)).ToHttp();

    static async Task<Results<Ok<SyncResult>, ProblemHttpResult>> GetSync(
        string? token, HttpContext context, ConversationLister lister, CancellationToken cancellationToken) =>
        (await lister.SyncAsync(context.Caller().UserId, new() { Token = token }, cancellationToken)).Select(read => read.Result).ToHttp();
}

using Messenger.Contracts.Messages;
using Messenger.Contracts.Presence;
using Messenger.Domain.Conversations;
using Messenger.Domain.Limits;
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
        conversation.MapPost("/messages", Post).CountedAs(Verb.Send).WithSummary("Posts a message; answered when it is durable.");
        conversation.MapGet("/messages", Get).WithSummary("A page before, after or around a message or a time.");
        conversation.MapGet("/pins", GetPins).WithSummary("The pinned messages, the latest pin first.");
        var message = conversation.MapGroup("/messages/{seq:long}");
        message.MapPatch("", Edit).WithSummary("Changes the text of one's own message.");
        message.MapDelete("", Recall).WithSummary("Takes a message back.");
        message.MapGet("/edits", GetEarlierTexts).WithSummary("The texts that a message had.");
        message.MapGet("/thread", GetThread).WithSummary("A page of the thread that a message began.");
        message.MapGet("/thread/followers", GetFollowers).WithSummary("Who follows a thread.");
        message.MapGet("/reactions", GetReactions).WithSummary("Who has reacted with one emoji.");
        message.MapPut("/reactions/{emoji}", React).WithSummary("Reacts to a message.");
        message.MapDelete("/reactions/{emoji}", Unreact).WithSummary("Takes a reaction away.");
        message.MapPut("/confirmation", Confirm).WithSummary("Confirms an urgent message.");
        message.MapPut("/votes", Vote).WithSummary("Votes in a poll, in place of one's vote before.");
        message.MapGet("/votes", GetVoters).WithSummary("Who has chosen one answer of a poll, and what one has chosen oneself.");
        message.MapPut("/poll/closed", ClosePoll).WithSummary("Closes a poll.");
        message.MapGet("/card", GetCard).WithSummary("The messages that were forwarded as one.");
        message.MapGet("/readers", GetReaders).WithSummary("Who has read a message.");
        message.MapPut("/pin", Pin).WithSummary("Pins a message.");
        message.MapDelete("/pin", Unpin).WithSummary("Takes a pin away.");
        conversation.MapGet("/changes", GetChanges).WithSummary("What changed after a version.");
        conversation.MapPut("/read", MarkRead).CountedAs(Verb.Signal).WithSummary("Moves the read cursor forward.");
        conversation.MapPost("/typing", SetTyping).CountedAs(Verb.Signal).WithSummary("Shows others that one types.");
        api.MapGet("/threads", GetThreads).WithTags("Messages").WithSummary("The threads that one follows, the latest reply first.");
        api.MapGet("/sync", GetSync).WithTags("Messages").WithSummary("The conversations that changed since a token.");
    }

    static async Task<Results<Ok<Message>, ProblemHttpResult>> Post(
        Guid conversationId, PostBody body, HttpContext context, MessagePoster poster, CancellationToken cancellationToken) =>
        (await poster.PostAsync(
            context.Caller().UserId,
            new()
            {
                ConversationId = conversationId,
                ClientMessageId = body.ClientMessageId,
                Text = body.Text,
                ReplyTo = body.ReplyTo,
                ThreadSeq = body.ThreadSeq,
                AlsoInMain = body.AlsoInMain,
                Forward = body.Forward,
                Urgent = body.Urgent,
                Poll = body.Poll,
                VanishAfterSeconds = body.VanishAfterSeconds,
                Files = body.Files,
            },
            cancellationToken)).ToHttp();

    static async Task<Results<Ok<Message>, ProblemHttpResult>> Edit(
        Guid conversationId, long seq, EditBody body, HttpContext context, MessageReviser reviser, CancellationToken cancellationToken) =>
        (await reviser.EditAsync(context.Caller().UserId, new() { ConversationId = conversationId, Seq = seq, Text = body.Text }, cancellationToken)).ToHttp();

    static async Task<Results<Ok<Message>, ProblemHttpResult>> Recall(
        Guid conversationId, long seq, HttpContext context, MessageReviser reviser, CancellationToken cancellationToken) =>
        (await reviser.RecallAsync(context.Caller().UserId, new() { ConversationId = conversationId, Seq = seq }, cancellationToken)).ToHttp();

    static async Task<Results<Ok<EarlierTexts>, ProblemHttpResult>> GetEarlierTexts(
        Guid conversationId, long seq, HttpContext context, MessageReader reader, CancellationToken cancellationToken) =>
        (await reader.GetEarlierTextsAsync(context.Caller().UserId, conversationId, seq, cancellationToken)).ToHttp();

    static async Task<Results<Ok<ThreadPage>, ProblemHttpResult>> GetThread(
        Guid conversationId, long seq, long? before, HttpContext context, MessageReader reader, CancellationToken cancellationToken, int limit = 50) =>
        (await reader.GetThreadAsync(
            context.Caller().UserId, new() { ConversationId = conversationId, ThreadSeq = seq, Before = before, Limit = limit }, cancellationToken)).ToHttp();

    static async Task<Results<Ok<ThreadList>, ProblemHttpResult>> GetThreads(
        string? after, HttpContext context, MessageReader reader, CancellationToken cancellationToken, int limit = 50) =>
        (await reader.GetThreadsAsync(context.Caller().UserId, new() { After = after, Limit = limit }, cancellationToken)).ToHttp();

    static async Task<Results<Ok<FollowerList>, ProblemHttpResult>> GetFollowers(
        Guid conversationId, long seq, HttpContext context, MessageReader reader, CancellationToken cancellationToken) =>
        (await reader.GetFollowersAsync(context.Caller().UserId, conversationId, seq, cancellationToken)).ToHttp();

    static async Task<Results<Ok<ReactionPage>, ProblemHttpResult>> GetReactions(
        Guid conversationId, long seq, string emoji, string? after, HttpContext context, MessageReader reader, CancellationToken cancellationToken,
        int limit = 100) =>
        (await reader.GetReactionsAsync(context.Caller().UserId, conversationId, seq, emoji, after, limit, cancellationToken)).ToHttp();

    static Task<Results<Ok<Message>, ProblemHttpResult>> React(
        Guid conversationId, long seq, string emoji, HttpContext context, MessageReviser reviser, CancellationToken cancellationToken) =>
        SetReaction(new() { ConversationId = conversationId, Seq = seq, Emoji = emoji, Active = true }, context, reviser, cancellationToken);

    static Task<Results<Ok<Message>, ProblemHttpResult>> Unreact(
        Guid conversationId, long seq, string emoji, HttpContext context, MessageReviser reviser, CancellationToken cancellationToken) =>
        SetReaction(new() { ConversationId = conversationId, Seq = seq, Emoji = emoji, Active = false }, context, reviser, cancellationToken);

    static async Task<Results<Ok<Message>, ProblemHttpResult>> SetReaction(
        React wish, HttpContext context, MessageReviser reviser, CancellationToken cancellationToken) =>
        (await reviser.ReactAsync(context.Caller().UserId, wish, cancellationToken)).ToHttp();

    static async Task<Results<Ok<Message>, ProblemHttpResult>> Confirm(
        Guid conversationId, long seq, HttpContext context, MessageReviser reviser, CancellationToken cancellationToken) =>
        (await reviser.ConfirmAsync(context.Caller().UserId, new() { ConversationId = conversationId, Seq = seq }, cancellationToken)).ToHttp();

    static async Task<Results<Ok<Message>, ProblemHttpResult>> Vote(
        Guid conversationId, long seq, VoteBody body, HttpContext context, MessageReviser reviser, CancellationToken cancellationToken) =>
        (await reviser.VoteAsync(
            context.Caller().UserId, new() { ConversationId = conversationId, Seq = seq, Options = body.Options }, cancellationToken)).ToHttp();

    static async Task<Results<Ok<VoterPage>, ProblemHttpResult>> GetVoters(
        Guid conversationId, long seq, string? after, HttpContext context, MessageReader reader, CancellationToken cancellationToken, int option = 0,
        int limit = 100) =>
        (await reader.GetVotersAsync(context.Caller().UserId, conversationId, seq, option, after, limit, cancellationToken)).ToHttp();

    static async Task<Results<Ok<Message>, ProblemHttpResult>> ClosePoll(
        Guid conversationId, long seq, HttpContext context, MessageReviser reviser, CancellationToken cancellationToken) =>
        (await reviser.ClosePollAsync(context.Caller().UserId, new() { ConversationId = conversationId, Seq = seq }, cancellationToken)).ToHttp();

    static async Task<Results<Ok<CardPage>, ProblemHttpResult>> GetCard(
        Guid conversationId, long seq, HttpContext context, MessageReader reader, CancellationToken cancellationToken, int after = 0) =>
        (await reader.GetCardAsync(context.Caller().UserId, new() { ConversationId = conversationId, Seq = seq, After = after }, cancellationToken)).ToHttp();

    static async Task<Results<Ok<ReaderList>, ProblemHttpResult>> GetReaders(
        Guid conversationId, long seq, HttpContext context, MessageReader reader, CancellationToken cancellationToken) =>
        (await reader.GetReadersAsync(context.Caller().UserId, conversationId, seq, cancellationToken)).ToHttp();

    static Task<Results<Ok<Message>, ProblemHttpResult>> Pin(
        Guid conversationId, long seq, HttpContext context, MessageReviser reviser, CancellationToken cancellationToken) =>
        SetPin(new() { ConversationId = conversationId, Seq = seq, Active = true }, context, reviser, cancellationToken);

    static Task<Results<Ok<Message>, ProblemHttpResult>> Unpin(
        Guid conversationId, long seq, HttpContext context, MessageReviser reviser, CancellationToken cancellationToken) =>
        SetPin(new() { ConversationId = conversationId, Seq = seq, Active = false }, context, reviser, cancellationToken);

    static async Task<Results<Ok<Message>, ProblemHttpResult>> SetPin(
        PinMessage wish, HttpContext context, MessageReviser reviser, CancellationToken cancellationToken) =>
        (await reviser.PinAsync(context.Caller().UserId, wish, cancellationToken)).ToHttp();

    static async Task<Results<Ok<PinList>, ProblemHttpResult>> GetPins(
        Guid conversationId, HttpContext context, MessageReader reader, CancellationToken cancellationToken) =>
        (await reader.GetPinsAsync(context.Caller().UserId, conversationId, cancellationToken)).ToHttp();

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

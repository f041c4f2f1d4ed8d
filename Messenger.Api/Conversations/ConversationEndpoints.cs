using Messenger.Contracts.Conversations;
using Messenger.Domain.Conversations;
using Messenger.Domain.Limits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Api.Conversations;

/// <summary>Conversations and their members over REST.</summary>
static class ConversationEndpoints
{
    public static void MapConversations(this IEndpointRouteBuilder api)
    {
        var conversations = api.MapGroup("/conversations").WithTags("Conversations");
        conversations.MapGet("", List).WithSummary("One's conversations, latest activity first.");
        conversations.MapPost("", Start).WithSummary("Finds or makes a direct conversation, or makes a group.");
        var conversation = conversations.MapGroup("/{conversationId:guid}");
        conversation.MapGet("", Get).WithSummary("One conversation, as one's list shows it.");
        conversation.MapPatch("", Update).WithSummary("Changes a group's title, description or settings.");
        conversation.MapGet("/avatar", GetAvatar).WithSummary("The picture of a group; ask with its version, and keep the answer.");
        conversation.MapPut("/avatar", SetAvatar).Accepts<byte[]>("image/png", "image/jpeg", "image/webp").CountedAs(Verb.Create).WithSummary("Gives a group a picture: PNG, JPEG or WebP of at most 256 KiB.");
        conversation.MapDelete("/avatar", RemoveAvatar).WithSummary("Takes the picture of a group away.");
        conversation.MapGet("/members", ListMembers).WithSummary("The members, by user id.");
        conversation.MapPost("/members", AddMembers).CountedAs(Verb.Members).WithSummary("Adds members to a group.");
        conversation.MapDelete("/members/{userId:guid}", RemoveMember).CountedAs(Verb.Members).WithSummary("Removes a member; oneself: leaves.");
        conversation.MapPut("/members/{userId:guid}/mute", MuteMember).CountedAs(Verb.Members).WithSummary("Mutes a member for a time, or ends it.");
        conversation.MapPut("/members/{userId:guid}/role", ChangeRole).CountedAs(Verb.Members).WithSummary("Changes a member's role; owner gives the group away.");
    }

    static async Task<Results<Ok<ConversationPage>, ProblemHttpResult>> List(
        string? after, HttpContext context, ConversationLister lister, CancellationToken cancellationToken, int limit = 50) =>
        (await lister.ListAsync(context.Caller().UserId, after, limit, cancellationToken)).ToHttp();

    static async Task<Results<Ok<ConversationHead>, Created<ConversationHead>, ProblemHttpResult>> Start(
        StartConversation wish, HttpContext context, ConversationStarter starter, CancellationToken cancellationToken)
    {
        var started = await starter.StartAsync(context.Caller().UserId, wish, cancellationToken);
        if (!started.IsOk(out var conversation, out var refusal)) return refusal.ToProblem();
        return conversation.Created
            ? TypedResults.Created($"/api/v1/conversations/{conversation.Head.Conversation.Id}", conversation.Head)
            : TypedResults.Ok(conversation.Head);
    }

    static async Task<Results<Ok<ConversationHead>, ProblemHttpResult>> Get(
        Guid conversationId, HttpContext context, ConversationLister lister, CancellationToken cancellationToken) =>
        (await lister.GetAsync(context.Caller().UserId, conversationId, cancellationToken)).ToHttp();

    static async Task<Results<Ok<Conversation>, ProblemHttpResult>> Update(
        Guid conversationId, UpdateConversation wish, HttpContext context, GroupEditor editor, CancellationToken cancellationToken) =>
        (await editor.UpdateAsync(context.Caller().UserId, conversationId, wish, cancellationToken)).ToHttp();

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetAvatar(
        Guid conversationId, long? version, HttpContext context, IConversationStore store, CancellationToken cancellationToken)
    {
        if (!(await store.GetAvatarAsync(context.Caller().UserId, conversationId, cancellationToken)).IsOk(out var image, out var refusal)) return refusal.ToProblem();
        return image.Show(context.Response, version);
    }

    static async Task<Results<Ok<Conversation>, ProblemHttpResult>> SetAvatar(
        Guid conversationId, HttpContext context, GroupEditor editor, CancellationToken cancellationToken)
    {
        var image = await RequestBodies.ReadAsync(context.Request, AvatarImage.MaxBytes, cancellationToken);
        return (await editor.SetAvatarAsync(context.Caller().UserId, conversationId, image, cancellationToken)).ToHttp();
    }

    static async Task<Results<Ok<Conversation>, ProblemHttpResult>> RemoveAvatar(
        Guid conversationId, HttpContext context, GroupEditor editor, CancellationToken cancellationToken) =>
        (await editor.SetAvatarAsync(context.Caller().UserId, conversationId, null, cancellationToken)).ToHttp();

    static async Task<Results<Ok<MemberPage>, ProblemHttpResult>> ListMembers(
        Guid conversationId, string? after, HttpContext context, ConversationLister lister, CancellationToken cancellationToken, int limit = 100) =>
        (await lister.ListMembersAsync(context.Caller().UserId, conversationId, after, limit, cancellationToken)).ToHttp();

    static async Task<Results<Ok<Conversation>, ProblemHttpResult>> AddMembers(
        Guid conversationId, AddMembers wish, HttpContext context, GroupEditor editor, CancellationToken cancellationToken) =>
        (await editor.AddAsync(context.Caller().UserId, conversationId, wish, cancellationToken)).ToHttp();

    static async Task<Results<NoContent, ProblemHttpResult>> RemoveMember(
        Guid conversationId, Guid userId, HttpContext context, GroupEditor editor, CancellationToken cancellationToken) =>
        (await editor.RemoveAsync(context.Caller().UserId, conversationId, userId, cancellationToken)).ToHttp();

    static async Task<Results<NoContent, ProblemHttpResult>> ChangeRole(
        Guid conversationId, Guid userId, ChangeRole wish, HttpContext context, GroupEditor editor, CancellationToken cancellationToken) =>
        (await editor.ChangeRoleAsync(context.Caller().UserId, conversationId, userId, wish, cancellationToken)).ToHttp();

    static async Task<Results<NoContent, ProblemHttpResult>> MuteMember(
        Guid conversationId, Guid userId, MuteMember wish, HttpContext context, GroupEditor editor, CancellationToken cancellationToken) =>
        (await editor.MuteAsync(context.Caller().UserId, conversationId, userId, wish, cancellationToken)).ToHttp();
}

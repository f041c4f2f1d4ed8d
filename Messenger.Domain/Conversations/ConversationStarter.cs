using Messenger.Contracts;
using Messenger.Contracts.Conversations;

namespace Messenger.Domain.Conversations;

/// <summary>Starts conversations.</summary>
public sealed class ConversationStarter(
    IConversationStore store, IConversationReader reader, DepartmentMembers departments, ILiveDelivery live, ConversationLimits limits, TimeProvider clock)
{
    /// <summary>The head of the new or found conversation, and whether it is new.</summary>
    public async Task<Result<NewConversation>> StartAsync(Guid caller, StartConversation wish, CancellationToken cancellationToken)
    {
        var started = wish.Kind switch
        {
            ConversationKind.Direct when wish.UserId is { } peer =>
                await store.StartDirectAsync(Guid.CreateVersion7(clock.GetUtcNow()), caller, peer, cancellationToken),
            ConversationKind.Group when wish.UserId is null => await StartGroupAsync(caller, wish, cancellationToken),
            _ => ErrorCode.InvalidRequest,
        };
        if (!started.IsOk(out var conversation, out var refusal)) return refusal;
        if (conversation.Created) live.Publish(new ConversationsChangedDelivery(new UserAudience(conversation.UserIds)));
        var head = await reader.GetHeadAsync(caller, conversation.Id, cancellationToken);
        return head.IsOk(out var found, out refusal) ? new NewConversation(found, conversation.Created) : refusal;
    }

    async Task<Result<StartedConversation>> StartGroupAsync(Guid caller, StartConversation wish, CancellationToken cancellationToken)
    {
        if (wish.Title is not { } title || wish.MemberIds.Count > ConversationLimits.MembersPerRequest) return ErrorCode.InvalidRequest;
        if (TextRules.CheckName(title, ConversationLimits.TitleLength) is { } titleError) return titleError;
        if (TextRules.CheckDescription(wish.Description ?? "", ConversationLimits.DescriptionLength) is { } descriptionError) return descriptionError;
        if (!(await departments.GetAsync(wish.DepartmentIds, cancellationToken)).IsOk(out var people, out var refusal)) return refusal;
        Guid[] members = [.. wish.MemberIds.Concat(people).Where(member => member != caller).Distinct()];
        if (members.Length >= limits.MaxMembers) return ErrorCode.TooManyMembers;
        var id = wish.Id ?? Guid.CreateVersion7(clock.GetUtcNow());
        var description = string.IsNullOrEmpty(wish.Description) ? null : wish.Description;
        return await store.StartGroupAsync(
            new(id, caller, title, description, wish.History ?? HistoryVisibility.All, members)
            {
                Visibility = wish.Visibility ?? Visibility.Private,
                Joining = wish.Joining ?? (wish.Visibility == Visibility.Public ? Joining.Open : Joining.Invited),
            },
            cancellationToken);
    }
}

/// <summary>The head of a conversation that was asked for.</summary>
/// <param name="Head">The head, as the caller sees it.</param>
/// <param name="Created">It did not exist before.</param>
public sealed record NewConversation(ConversationHead Head, bool Created);

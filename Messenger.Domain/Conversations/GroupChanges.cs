using Messenger.Domain.Messages;

namespace Messenger.Domain.Conversations;

/// <summary>Changes groups, and tells those whom it concerns.</summary>
public sealed class GroupChanges(IConversationStore store, ILiveDelivery live)
{
    /// <summary>Writes what is decided, as <see cref="IConversationStore.ChangeAsync"/> does, and pushes it.</summary>
    public async Task<Result<GroupChange>> ChangeAsync(
        Guid caller, Guid conversationId, IReadOnlyList<Guid> users, Guid? link, Func<GroupState, Result<GroupEdit>> decide, CancellationToken cancellationToken)
    {
        GroupEdit? edit = null;
        var changed = await store.ChangeAsync(conversationId, caller, users, link, Decide, cancellationToken);
        if (!changed.IsOk(out var change, out _) || edit is null) return changed;
        if (edit.Entries.Count > 0)
        {
            if (change.Move is { } move) live.Publish(move);
            else
                foreach (var piece in WireSize.Cut(change.Changes)) live.Publish(new ChangesDelivery(change.Audience, piece));
            if (change.BecameLarge) live.Publish(new ConversationsChangedDelivery(change.Audience));
            if (edit.Joins.Count + edit.Leaves.Count > 0) live.Publish(new ConversationsChangedDelivery(new UserAudience([.. edit.Joins, .. edit.Leaves])));
        }
        if (change.Administrators.Count > 0) live.Publish(new ConversationsChangedDelivery(new UserAudience(change.Administrators)));
        return changed;

        Result<GroupEdit> Decide(GroupState state)
        {
            var decided = decide(state);
            decided.IsOk(out edit, out _);
            return decided;
        }
    }
}

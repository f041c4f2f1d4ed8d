using Messenger.Contracts;
using Messenger.Contracts.Personal;

namespace Messenger.Domain.Conversations;

/// <summary>Removes messages from what one member sees.</summary>
public sealed class HistoryClearer(IConversationStore store, ILiveDelivery live)
{
    /// <summary>Removes all up to a seq, for good; the caller's other devices are told to sync.</summary>
    public async Task<Result<Done>> ClearAsync(Guid caller, ClearConversation wish, CancellationToken cancellationToken)
    {
        if (wish.UpTo < 1) return ErrorCode.InvalidRequest;
        if (await store.ClearAsync(caller, wish.ConversationId, wish.UpTo, cancellationToken) is { } refusal) return refusal;
        live.Publish(new ConversationsChangedDelivery(new UserAudience([caller])));
        return new Done();
    }
}

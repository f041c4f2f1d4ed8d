using System.Collections.Concurrent;
using Messenger.Domain;

namespace Messenger.Faults.Planting;

/// <summary>Tells nobody that he must sync, when the set of his conversations changed or when something could not be pushed.</summary>
sealed class ForgetResync(ILiveDelivery live) : ILiveDelivery
{
    public void Publish(Delivery delivery)
    {
        if (delivery is not ConversationsChangedDelivery) live.Publish(delivery);
    }
}

/// <summary>Goes on pushing to whom it pushed first, whoever was removed since.</summary>
sealed class KeepOldGroup(ILiveDelivery live) : ILiveDelivery
{
    readonly ConcurrentDictionary<Guid, ChangesDelivery> _first = new();

    public void Publish(Delivery delivery) =>
        live.Publish(delivery is ChangesDelivery changes ? _first.GetOrAdd(changes.Changes.ConversationId, changes) with { Changes = changes.Changes } : delivery);
}

using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Messages;

namespace Messenger.Faults.Planting;

/// <summary>Tells the others before the commit has said that there is something to tell.</summary>
sealed class PublishBeforeCommit(IMessageLog log, Func<ILiveDelivery> live) : IMessageLog
{
    readonly Prediction _prediction = new();

    public Guid ConversationOf(NewMessage item) => log.ConversationOf(item);

    public async Task<WrittenBatch<Message>> WriteAsync(IReadOnlyList<NewMessage> items, bool rerun)
    {
        foreach (var row in _prediction.Predict(items) ?? [])
        {
            if (_prediction.DeliveryOf(row) is { } delivery) live().Publish(delivery);
        }
        var written = await log.WriteAsync(items, rerun);
        _prediction.Learn(written);
        return written;
    }
}

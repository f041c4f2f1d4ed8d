using System.Collections.Concurrent;
using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Messages;

namespace Messenger.Faults.Planting;

/// <summary>What a careless node believes that the next rows will be: it counts on from what it wrote last.</summary>
sealed class Prediction
{
    readonly ConcurrentDictionary<Guid, (long Seq, long Version)> _heads = new();
    readonly ConcurrentDictionary<Guid, ChangesDelivery> _deliveries = new();

    /// <summary>Remembers what was really written.</summary>
    public void Learn(WrittenBatch<Message> written)
    {
        foreach (var answer in written.Answers)
        {
            if (answer.IsOk(out var message, out _)) _heads[message.ConversationId] = (message.Seq, message.Version);
        }
        foreach (var delivery in written.Deliveries.OfType<ChangesDelivery>()) _deliveries[delivery.Changes.ConversationId] = delivery;
    }

    /// <summary>The rows that these items will be, if nobody comes between; null where nothing is known yet.</summary>
    public List<Message>? Predict(IReadOnlyList<NewMessage> items)
    {
        var rows = new List<Message>();
        foreach (var item in items)
        {
            if (!_heads.TryGetValue(item.ConversationId, out var head)) return null;
            var row = new Message
            {
                ConversationId = item.ConversationId,
                Seq = head.Seq + 1,
                Version = head.Version + 1,
                Kind = MessageKind.Text,
                SenderId = item.SenderId,
                ClientMessageId = item.ClientMessageId,
                PostedAt = TimeProvider.System.GetUtcNow(),
                Text = item.Text,
            };
            _heads[item.ConversationId] = (row.Seq, row.Version);
            rows.Add(row);
        }
        return rows;
    }

    /// <summary>A push of a row to those who got the last one.</summary>
    public ChangesDelivery? DeliveryOf(Message row) =>
        !_deliveries.TryGetValue(row.ConversationId, out var last)
            ? null
            : last with { Changes = new ConversationChanges { ConversationId = row.ConversationId, After = row.Version - 1, Version = row.Version, Messages = [row] } };
}

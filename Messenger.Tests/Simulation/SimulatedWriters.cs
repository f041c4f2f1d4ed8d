using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Messages;

namespace Messenger.Tests.Simulation;

/// <summary>The log as one node writes it.</summary>
sealed class SimulatedMessageLog(SimulatedDatabase database, SimulatedNode node, Bug bug) : IMessageLog
{
    public Guid ConversationOf(NewMessage item) => item.ConversationId;

    public async Task<WrittenBatch<Message>> WriteAsync(IReadOnlyList<NewMessage> items, bool rerun)
    {
        node.RequireAlive();
        if (bug == Bug.AcknowledgesBeforeCommit && !rerun) return Foretell(items);
        WrittenBatch<Message> Apply(ulong xid)
        {
            var heads = items.Select(i => i.ConversationId).Distinct().ToDictionary(id => id, id => (database[id].Seq, database[id].Version));
            var answers = items.Select(i => database[i.ConversationId].Append(i, xid)).ToList();
            return new(answers, [.. Deliveries(answers, heads, rerun)]);
        }

        try
        {
            return await database.CommitAsync(Apply);
        }
        catch (WriteFailedException e) when (bug == Bug.PublishesBeforeCommit && e.Failure == WriteFailure.Unknown)
        {
            foreach (var item in items)
                node.Publish(new ChangesDelivery(database[item.ConversationId].Audience, Foretold(item)));
            throw;
        }
        catch (WriteFailedException e) when (bug == Bug.CallsUnknownRefused && e.Failure == WriteFailure.Unknown)
        {
            return new([.. items.Select(_ => (Result<Message>)ErrorCode.NotAMember)], []);
        }
    }

    IEnumerable<Delivery> Deliveries(IEnumerable<Result<Message>> answers, Dictionary<Guid, (long Seq, long Version)> heads, bool rerun)
    {
        foreach (var conversation in answers.Select(a => a.IsOk(out var message, out _) ? message : null).OfType<Message>().DistinctBy(m => (m.ConversationId, m.Seq)).GroupBy(m => m.ConversationId))
        {
            var (seq, version) = heads[conversation.Key];
            var rows = conversation.Where(m => m.Seq > seq).OrderBy(m => m.Seq).ToList();
            var audience = database[conversation.Key].Audience;
            if (rows.Count > 0)
                yield return new ChangesDelivery(audience, new() { ConversationId = conversation.Key, After = version, Version = rows[^1].Version, Messages = rows });
            if (rerun && conversation.Any(m => m.Seq <= seq)) yield return new ConversationsChangedDelivery(audience);
        }
    }

    WrittenBatch<Message> Foretell(IReadOnlyList<NewMessage> items)
    {
        var answers = items.Select(i => database[i.ConversationId].Find(i.SenderId) is null ? (Result<Message>)ErrorCode.NotAMember : Foretold(i).Messages[0]).ToList();
        _ = database.CommitAsync(xid => items.Select(i => database[i.ConversationId].Append(i, xid)).ToList());
        return new(answers, []);
    }

    ConversationChanges Foretold(NewMessage item)
    {
        var conversation = database[item.ConversationId];
        var row = new Message
        {
            ConversationId = item.ConversationId,
            Seq = conversation.Seq + 1,
            Version = conversation.Version + 1,
            Kind = MessageKind.Text,
            SenderId = item.SenderId,
            ClientMessageId = item.ClientMessageId,
            PostedAt = default,
            Text = item.Text,
        };
        return new() { ConversationId = item.ConversationId, After = conversation.Version, Version = row.Version, Messages = [row] };
    }
}

/// <summary>The read cursors as one node writes them.</summary>
sealed class SimulatedReadCursors(SimulatedDatabase database, SimulatedNode node) : IReadCursors
{
    public Guid ConversationOf(ReadAdvance item) => item.ConversationId;

    public async Task<WrittenBatch<ReadState>> WriteAsync(IReadOnlyList<ReadAdvance> items, bool rerun)
    {
        node.RequireAlive();
        return await database.CommitAsync(xid => new WrittenBatch<ReadState>([.. items.Select(i => database[i.ConversationId].Read(i, xid))], []));
    }
}

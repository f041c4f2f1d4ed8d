using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Messages;

namespace Messenger.Faults.Planting;

/// <summary>Says "stored" when the commit has not said so.</summary>
sealed class AckBeforeCommit(IMessageLog log) : IMessageLog
{
    readonly Prediction _prediction = new();

    public Guid ConversationOf(NewMessage item) => log.ConversationOf(item);

    public async Task<WrittenBatch<Message>> WriteAsync(IReadOnlyList<NewMessage> items, bool rerun)
    {
        try
        {
            var written = await log.WriteAsync(items, rerun);
            _prediction.Learn(written);
            return written;
        }
        catch (WriteFailedException failed) when (failed.Failure is WriteFailure.Unknown or WriteFailure.Unavailable && _prediction.Predict(items) is { } rows)
        {
            return new([.. rows.Select(r => (Result<Message>)r)], []);
        }
    }
}

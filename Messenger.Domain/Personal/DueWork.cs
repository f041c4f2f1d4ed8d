using System.Globalization;
using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;
using Messenger.Domain.Messages;

namespace Messenger.Domain.Personal;

/// <summary>
/// Does what users have put on a time: posts scheduled messages, and says that reminders are due. A node that dies on the way leaves its work to another
/// one when the lease ends; the message's id lets it be stored once all the same.
/// </summary>
public sealed class DueWork(IPersonalStore store, PersonalKeeper keeper, MessagePoster poster)
{
    const int AtOnce = 50;

    /// <summary>Longer than the longest wait for an acknowledgement.</summary>
    static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Does what is due now, and answers how much that was.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var due = await store.TakeDueAsync(AtOnce, Lease, cancellationToken);
        await Task.WhenAll(due.Select(item => DoAsync(item, cancellationToken)));
        return due.Count;
    }

    async Task DoAsync(DueItem due, CancellationToken cancellationToken)
    {
        if (await OutcomeAsync(due, cancellationToken) is not { } outcome) return;
        // Changed or removed by its user meanwhile: what he wrote counts, and for a message that is posted already the next round ends it.
        await keeper.WriteAsync(due.UserId, new(outcome) { IfVersion = due.Item.Version }, cancellationToken);
    }

    /// <summary>The thing as it is to be written; null to try again when the lease ends.</summary>
    async Task<PersonalItem?> OutcomeAsync(DueItem due, CancellationToken cancellationToken)
    {
        if (due.Item.Reminder is { } reminder) return due.Item with { Reminder = reminder with { Due = true } };
        if (due.Item.Scheduled is not { } message) return due.Item;
        var posted = await poster.PostAsync(due.UserId, PostOf(due.Item.Key, message), cancellationToken);
        if (posted.IsOk(out _, out var refusal)) return new() { Kind = due.Item.Kind, Key = due.Item.Key, Deleted = true };
        return refusal.Code is ErrorCode.UnavailableRetry or ErrorCode.SlowMode ? null : due.Item with { Scheduled = message with { Refused = refusal.Code } };
    }

    static PostMessage PostOf(string key, ScheduledMessage message) => new()
    {
        ConversationId = message.ConversationId,
        ClientMessageId = Guid.Parse(key, CultureInfo.InvariantCulture),
        Text = message.Text,
        ReplyTo = message.ReplyTo,
        ThreadSeq = message.ThreadSeq,
        AlsoInMain = message.AlsoInMain,
    };
}

using Messenger.Client;
using Messenger.Contracts.Messages;
using Messenger.Faults.Checking.Events;
using Messenger.Faults.Recording;

namespace Messenger.Faults.Workload;

/// <summary>Sends messages and writes down each try: before it leaves, and what became of it.</summary>
sealed class Sender(HistoryWriter history, DevicePlan device)
{
    static readonly TimeSpan RestLimit = TimeSpan.FromSeconds(5);
    static readonly TimeSpan ClientLimit = TimeSpan.FromSeconds(15);

    /// <summary>One try over REST.</summary>
    public Task<Phase> TryAsync(MessengerApi api, PostMessage message, int attempt, TimeSpan? limit = null) =>
        RecordAsync(message, attempt, cancellationToken => api.PostAsync(message, cancellationToken), limit ?? RestLimit);

    /// <summary>One send by the client library, which repeats by itself until it is answered or we give up.</summary>
    public Task<Phase> TryAsync(MessengerClient client, PostMessage message, int attempt) =>
        RecordAsync(message, attempt, cancellationToken => client.PostAsync(message, cancellationToken), ClientLimit);

    /// <summary>A message with a text of its own.</summary>
    public static PostMessage NewMessage(Guid conversation, string text)
    {
        var id = Ids.Create(TimeProvider.System.GetUtcNow());
        return new PostMessage { ConversationId = conversation, ClientMessageId = id, Text = $"{text} {id:N}" };
    }

    async Task<Phase> RecordAsync(PostMessage message, int attempt, Func<CancellationToken, Task<Contracts.Reply<Contracts.Messages.Message>>> ask, TimeSpan limit)
    {
        var sent = new Sent
        {
            User = device.User,
            Device = device.Name,
            Session = device.Session,
            Conversation = message.ConversationId,
            MessageId = message.ClientMessageId,
            Hash = Rows.HashOf(message.Text),
            Attempt = attempt,
            Phase = Phase.Invoke,
        };
        history.Write(sent);
        var (phase, stored, code) = await Tries.OnceAsync(ask, limit);
        history.Write(sent with { Phase = phase, Seq = stored?.Seq ?? 0, Version = stored?.Version ?? 0, Code = code });
        return phase;
    }
}

using Messenger.Contracts;
using Messenger.Contracts.Presence;
using Messenger.Domain;
using Messenger.Domain.Presence;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace Messenger.Hubs;

/// <summary>Pushes through SignalR. Nobody waits for it: what is lost, the log brings.</summary>
sealed partial class LiveDelivery(IHubContext<MessengerHub, IMessengerClient> hub, ILogger<LiveDelivery> logger) : ILiveDelivery, ITypingDelivery
{
    static readonly ResyncHint ConversationsChanged = new() { Reason = ResyncReason.ConversationsChanged, DelayMilliseconds = 0 };

    public void Publish(Delivery delivery)
    {
        switch (delivery)
        {
            case ChangesDelivery { Changes: var changes }:
                Send(() => hub.Clients.Users(Names(delivery.UserIds)).Changed(changes));
                break;
            case ReadDelivery { State: var state }:
                Send(() => hub.Clients.User(state.UserId.ToString()).ReadChanged(state));
                if (delivery.UserIds.Count > 1)
                    Send(() => hub.Clients.Users(Names(delivery.UserIds.Where(u => u != state.UserId))).ReadChanged(state with { Unread = null }));
                break;
            case ConversationsChangedDelivery:
                Send(() => hub.Clients.Users(Names(delivery.UserIds)).Resync(ConversationsChanged));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(delivery), delivery.GetType().Name, "Not a kind of delivery.");
        }
    }

    public void Publish(TypingState state, int epoch) =>
        Send(() => hub.Clients.Group(GroupNames.Typing(state.ConversationId, epoch)).Typing(state));

    static IReadOnlyList<string> Names(IEnumerable<Guid> users) => [.. users.Select(user => user.ToString())];

    /// <summary>Begins to send at once, which keeps the order of calls; the end is not awaited.</summary>
    void Send(Func<Task> send) => _ = ObserveAsync(send);

    async Task ObserveAsync(Func<Task> send)
    {
        try
        {
            await send();
        }
        catch (Exception e)
        {
            LogPushFailed(e);
        }
    }

    [LoggerMessage(LogEvents.PushFailed, LogLevel.Warning, "A push failed; its receivers will catch up")]
    partial void LogPushFailed(Exception exception);
}

using Messenger.Contracts;
using Messenger.Contracts.Presence;
using Messenger.Domain;
using Messenger.Domain.Presence;
using Messenger.Hubs.Backplane;
using Messenger.Hubs.Conversations;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace Messenger.Hubs;

/// <summary>Pushes through SignalR. Nobody waits for it: what is lost, the log brings.</summary>
sealed partial class LiveDelivery(
    IHubContext<MessengerHub, IMessengerClient> hub, DeliveryGroups groups, NodeNews news, ILogger<LiveDelivery> logger) : ILiveDelivery, ITypingDelivery
{
    static readonly ResyncHint ConversationsChanged = new() { Reason = ResyncReason.ConversationsChanged, DelayMilliseconds = 0 };

    public void Publish(Delivery delivery)
    {
        switch (delivery)
        {
            case ChangesDelivery { Changes: var changes, Audience: var audience }:
                Send(() => To(audience).Changed(changes));
                break;
            case ReadDelivery { State: var state, UserIds: var users }:
                Send(() => hub.Clients.User(state.UserId.ToString()).ReadChanged(state));
                if (users.Count > 1)
                    Send(() => hub.Clients.Users(Names(users.Where(u => u != state.UserId))).ReadChanged(state with { Unread = null, Mentions = null }));
                break;
            case ConversationsChangedDelivery { Audience: var audience }:
                Send(() => To(audience).Resync(ConversationsChanged));
                break;
            case PersonalDelivery { UserId: var owner, Changes: var things }:
                Send(() => hub.Clients.User(owner.ToString()).PersonalChanged(things));
                break;
            case MoveDelivery move:
                Send(() => groups.MoveAsync(move));
                news.Tell(node => new MembersMove(move) { Node = node });
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(delivery), delivery.GetType().Name, "Not a kind of delivery.");
        }
    }

    public void Publish(TypingState state, int epoch) =>
        Send(() => hub.Clients.Group(GroupNames.Typing(state.ConversationId, epoch)).Typing(state));

    IMessengerClient To(Audience audience) => audience switch
    {
        UserAudience { UserIds: var users } => hub.Clients.Users(Names(users)),
        GroupAudience group => hub.Clients.Group(GroupNames.Conversation(group.ConversationId, group.Epoch)),
        _ => throw new ArgumentOutOfRangeException(nameof(audience), audience.GetType().Name, "Not a kind of audience."),
    };

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

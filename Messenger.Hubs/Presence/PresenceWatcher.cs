using Messenger.Contracts;
using Messenger.Contracts.Presence;
using Messenger.Domain;
using Messenger.Domain.Presence;
using Microsoft.AspNetCore.SignalR;

namespace Messenger.Hubs.Presence;

/// <summary>Keeps what each connection looks at, as SignalR groups.</summary>
public sealed class PresenceWatcher(IHubContext<MessengerHub, IMessengerClient> hub, PresenceTracker tracker, ITypingRights rights)
{
    const int MaxUsers = 500;

    static readonly object WatchedKey = new();

    /// <summary>Replaces what the connection looks at, and answers the presence of the users.</summary>
    public async Task<Result<PresenceList>> WatchAsync(
        HubCallerContext connection, Guid caller, WatchPresence request, CancellationToken cancellationToken)
    {
        if (request.UserIds.Count > MaxUsers) return ErrorCode.InvalidRequest;
        var wanted = request.UserIds.Select(GroupNames.Presence).ToHashSet();
        if (request.ConversationId is { } conversation)
        {
            if (await rights.GetEpochAsync(caller, conversation, cancellationToken) is not { } epoch) return ErrorCode.NotAMember;
            wanted.Add(GroupNames.Typing(conversation, epoch));
        }

        // One call of a connection runs at a time, so nobody else changes what it watches.
        var groups = hub.Groups;
        var watched = connection.Items.TryGetValue(WatchedKey, out var held) ? (HashSet<string>)held! : [];
        foreach (var group in watched.Except(wanted)) await groups.RemoveFromGroupAsync(connection.ConnectionId, group, cancellationToken);
        foreach (var group in wanted.Except(watched)) await groups.AddToGroupAsync(connection.ConnectionId, group, cancellationToken);
        connection.Items[WatchedKey] = wanted;

        tracker.SetAway(caller, connection.ConnectionId, request.Away);
        return new PresenceList { Users = await tracker.GetAsync(request.UserIds, cancellationToken) };
    }
}

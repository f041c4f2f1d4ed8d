using Messenger.Contracts;
using Messenger.Contracts.Presence;
using Messenger.Domain;
using Messenger.Domain.Presence;
using Microsoft.AspNetCore.SignalR;

namespace Messenger.Hubs.Presence;

/// <summary>Keeps what each connection looks at, as SignalR groups.</summary>
sealed class PresenceWatcher(IHubContext<MessengerHub, IMessengerClient> hub, PresenceTracker tracker, ITypingRights rights)
{
    const int MaxUsers = 500;

    static readonly object WatchedKey = new();

    readonly WatchedUsers _users = new();

    /// <summary>Everyone whom a connection of this node looks at.</summary>
    public IReadOnlyCollection<Guid> Watched => _users.All;

    /// <summary>Replaces what the connection looks at, and answers the presence of the users.</summary>
    public async Task<Result<PresenceList>> WatchAsync(
        HubCallerContext connection, Guid caller, WatchPresence request, CancellationToken cancellationToken)
    {
        if (request.UserIds.Count > MaxUsers) return ErrorCode.InvalidRequest;
        string? typing = null;
        if (request.ConversationId is { } conversation)
        {
            if (await rights.GetEpochAsync(caller, conversation, cancellationToken) is not { } epoch) return ErrorCode.NotAMember;
            typing = GroupNames.Typing(conversation, epoch);
        }

        // One call of a connection runs at a time, so nobody else changes what it watches.
        var before = WatchedBy(connection);
        var now = new View(request.UserIds.ToHashSet(), typing);
        _users.Replace(before.Users, now.Users);
        connection.Items[WatchedKey] = now;
        var groups = hub.Groups;
        foreach (var group in before.Groups.Except(now.Groups)) await groups.RemoveFromGroupAsync(connection.ConnectionId, group, cancellationToken);
        await Task.WhenAll(now.Groups.Except(before.Groups).Select(group => groups.AddToGroupAsync(connection.ConnectionId, group, cancellationToken)));

        tracker.SetAway(caller, connection.ConnectionId, request.Away);
        return new PresenceList { Users = await tracker.GetAsync(request.UserIds, cancellationToken) };
    }

    /// <summary>The connection has closed; SignalR takes it out of its groups.</summary>
    public void Forget(HubCallerContext connection)
    {
        _users.Replace(WatchedBy(connection).Users, []);
        connection.Items.Remove(WatchedKey);
    }

    static View WatchedBy(HubCallerContext connection) => connection.Items.TryGetValue(WatchedKey, out var held) ? (View)held! : new(new HashSet<Guid>(), null);

    sealed record View(IReadOnlySet<Guid> Users, string? Typing)
    {
        public IEnumerable<string> Groups => Typing is null ? Users.Select(GroupNames.Presence) : Users.Select(GroupNames.Presence).Append(Typing);
    }
}

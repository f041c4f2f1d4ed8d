using Messenger.Contracts;
using Messenger.Domain;
using Messenger.Domain.Conversations;
using Messenger.Domain.Identity;
using Messenger.Domain.Messages;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace Messenger.Hubs.Conversations;

/// <summary>
/// Keeps this node's connections in the groups of their users' large conversations. A group's name holds the delivery epoch, so a node that
/// misses the news of a removal delivers late, through catch-up, and never to the wrong person.
/// </summary>
sealed partial class DeliveryGroups(
    IHubContext<MessengerHub, IMessengerClient> hub, NodeDelivery here, ConversationLister lister, MessageReader reader, ILogger<DeliveryGroups> logger)
{
    static readonly ResyncHint Missed = new() { Reason = ResyncReason.Missed, DelayMilliseconds = 1_000 };

    readonly GroupMemberships _memberships = new();

    /// <summary>A connection opens: it joins before it reads anything, so that nothing falls between.</summary>
    public async Task EnterAsync(string connection, Caller caller, CancellationToken cancellationToken) =>
        await EnterAsync(connection, caller.UserId, await lister.GetGroupsAsync(caller.UserId, cancellationToken), cancellationToken);

    /// <summary>
    /// A connection has synced: it joins what it was not in, because news was lost or has not come yet. What was pushed there between the read
    /// and the join is read again.
    /// </summary>
    public async Task<Result<Contracts.Messages.SyncResult>> AlignAsync(string connection, Caller caller, SyncRead read, CancellationToken cancellationToken)
    {
        foreach (var conversation in read.Result.Left)
            if (_memberships.Leave(conversation, connection) is { } epoch)
                await hub.Groups.RemoveFromGroupAsync(connection, GroupNames.Conversation(conversation, epoch), cancellationToken);
        var entered = await EnterAsync(connection, caller.UserId, read.Groups, cancellationToken);
        if (entered.Count == 0) return read.Result;

        var heads = read.Result.Heads.ToList();
        for (var i = 0; i < heads.Count; i++)
        {
            if (!entered.Contains(heads[i].Conversation.Id)) continue;
            var again = await lister.GetAsync(caller.UserId, heads[i].Conversation.Id, cancellationToken);
            if (again.IsOk(out var head, out _)) heads[i] = head;
        }
        return read.Result with { Heads = heads };
    }

    /// <summary>A connection has closed; SignalR takes it out of its groups.</summary>
    public void Forget(string connection) => _memberships.Forget(connection);

    /// <summary>
    /// Somebody was removed: this node's other connections move on, and get there what changed since. It is read after the move, so that what
    /// others have posted to the new group meanwhile is in it.
    /// </summary>
    public async Task MoveAsync(MoveDelivery move)
    {
        try
        {
            var (moved, stale) = _memberships.Move(move.ConversationId, move.FromEpoch, move.Epoch, [.. move.Left]);
            var (from, to) = (GroupNames.Conversation(move.ConversationId, move.FromEpoch), GroupNames.Conversation(move.ConversationId, move.Epoch));
            await Task.WhenAll(moved.Select(c => hub.Groups.AddToGroupAsync(c, to)));
            foreach (var connection in moved) await hub.Groups.RemoveFromGroupAsync(connection, from);
            if (stale.Count > 0) await here.SendConnectionsAsync(stale, nameof(IMessengerClient.Resync), Missed);
            await CatchUpAsync(move, to);
        }
        catch (Exception e)
        {
            LogMoveFailed(e, move.ConversationId);
        }
    }

    async Task CatchUpAsync(MoveDelivery move, string group)
    {
        var since = move.SinceVersion;
        while (_memberships.AnyUserAt(move.ConversationId, move.Epoch) is { } user)
        {
            var answer = await reader.GetChangesAsync(user, new() { ConversationId = move.ConversationId, Since = since }, CancellationToken.None);
            if (!answer.IsOk(out var changes, out _) || changes.TooFarBehind || changes.Version == since) return;
            await here.SendGroupAsync(group, nameof(IMessengerClient.Changed), changes with { More = false });
            if (!changes.More) return;
            since = changes.Version;
        }
    }

    async Task<IReadOnlySet<Guid>> EnterAsync(string connection, Guid user, IReadOnlyList<GroupAudience> groups, CancellationToken cancellationToken)
    {
        var entered = new HashSet<Guid>();
        foreach (var group in groups)
        {
            var (isNew, before) = _memberships.Enter(group.ConversationId, group.Epoch, connection, user);
            if (!isNew) continue;
            entered.Add(group.ConversationId);
            if (before is { } epoch)
                await hub.Groups.RemoveFromGroupAsync(connection, GroupNames.Conversation(group.ConversationId, epoch), cancellationToken);
        }
        await Task.WhenAll(groups.Where(g => entered.Contains(g.ConversationId))
            .Select(g => hub.Groups.AddToGroupAsync(connection, GroupNames.Conversation(g.ConversationId, g.Epoch), cancellationToken)));
        return entered;
    }

    [LoggerMessage(LogEvents.MoveFailed, LogLevel.Warning, "The connections of {ConversationId} could not be moved; their clients will catch up")]
    partial void LogMoveFailed(Exception exception, Guid conversationId);
}

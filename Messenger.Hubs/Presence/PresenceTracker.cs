using System.Collections.Concurrent;
using Messenger.Contracts;
using Messenger.Contracts.Presence;
using Messenger.Domain.Directory;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messenger.Hubs.Presence;

/// <summary>
/// Who is connected here. A user is online while one of his devices is active, away while all are idle, and offline some seconds after
/// the last one went, so that a reconnect shows nothing.
/// </summary>
public sealed partial class PresenceTracker(
    IHubContext<MessengerHub, IMessengerClient> hub, IUserDirectory directory, IHostApplicationLifetime host, TimeProvider clock,
    ILogger<PresenceTracker> logger)
{
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    readonly ConcurrentDictionary<Guid, Devices> _users = new();

    /// <summary>The states of these users.</summary>
    public async Task<IReadOnlyList<UserPresence>> GetAsync(IReadOnlyCollection<Guid> users, CancellationToken cancellationToken)
    {
        var offline = users.Where(user => StateOf(user) == PresenceState.Offline).ToList();
        var lastSeen = offline.Count > 0
            ? await directory.GetLastSeenAsync(offline, cancellationToken)
            : new Dictionary<Guid, DateTimeOffset>();
        return [.. users.Distinct().Select(user => Presence(user, lastSeen.TryGetValue(user, out var at) ? at : null))];
    }

    /// <summary>A connection opened.</summary>
    internal void Connected(Guid user, string connectionId) => SetAway(user, connectionId, away: false);

    /// <summary>The person at a connection is away from the keyboard, or back.</summary>
    internal void SetAway(Guid user, string connectionId, bool away)
    {
        var before = StateOf(user);
        while (_users.GetOrAdd(user, _ => new()) is var devices && !devices.TrySet(connectionId, away)) _users.TryRemove(new(user, devices));
        PublishUnless(before, user);
    }

    /// <summary>A connection closed.</summary>
    internal void Disconnected(Guid user, string connectionId)
    {
        if (!_users.TryGetValue(user, out var devices)) return;
        var before = devices.State;
        if (devices.Remove(connectionId)) _ = ForgetLaterAsync(user, devices);
        else PublishUnless(before, user);
    }

    async Task ForgetLaterAsync(Guid user, Devices devices)
    {
        await Task.Delay(Grace, clock);
        // A node that stops closes all connections; its users are on their way to another one.
        if (host.ApplicationStopping.IsCancellationRequested || !devices.TryClose()) return;
        _users.TryRemove(new(user, devices));
        var at = clock.GetUtcNow();
        try
        {
            await directory.SetLastSeenAsync(user, at, CancellationToken.None);
        }
        catch (Exception e)
        {
            LogLastSeenFailed(e, user);
        }
        Publish(Presence(user, at));
    }

    void PublishUnless(PresenceState before, Guid user)
    {
        if (StateOf(user) != before) Publish(Presence(user, null));
    }

    PresenceState StateOf(Guid user) => _users.TryGetValue(user, out var devices) ? devices.State : PresenceState.Offline;

    UserPresence Presence(Guid user, DateTimeOffset? lastSeenAt)
    {
        var state = StateOf(user);
        return new() { UserId = user, State = state, LastSeenAt = state == PresenceState.Offline ? lastSeenAt : null };
    }

    void Publish(UserPresence presence) =>
        _ = hub.Clients.Group(GroupNames.Presence(presence.UserId)).PresenceChanged(presence);

    [LoggerMessage(LogEvents.LastSeenFailed, LogLevel.Warning, "When {UserId} was last seen could not be kept")]
    partial void LogLastSeenFailed(Exception exception, Guid userId);
}

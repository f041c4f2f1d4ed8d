using System.Collections.Concurrent;
using System.Threading.Channels;
using Messenger.Contracts;
using Messenger.Contracts.Presence;
using Messenger.Domain.Directory;
using Messenger.Domain.Presence;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messenger.Hubs.Presence;

/// <summary>
/// Who is connected. A user is online while one of his devices is active, away while all are idle, and offline some seconds after the last
/// one went, so that a reconnect shows nothing. What this node knows goes to a board where the others see it.
/// </summary>
sealed partial class PresenceTracker(
    IHubContext<MessengerHub, IMessengerClient> hub, IPresenceBoard board, IUserDirectory directory, IHostApplicationLifetime host, TimeProvider clock,
    ILogger<PresenceTracker> logger) : BackgroundService, IPresence
{
    const int MostAtOnce = 500;

    static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    readonly ConcurrentDictionary<Guid, Devices> _users = new();

    /// <summary>Who is still to be told of, and whether that is because of his connections here; bounded by the number of users.</summary>
    readonly ConcurrentDictionary<Guid, bool> _changed = new();
    readonly Channel<bool> _work = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public async Task<IReadOnlyList<UserPresence>> GetAsync(IReadOnlyCollection<Guid> users, CancellationToken cancellationToken)
    {
        var others = await ReadOthersAsync(users, cancellationToken);
        var states = users.Distinct().ToDictionary(user => user, user => Highest(StateOf(user), others.GetValueOrDefault(user, PresenceState.Offline)));
        var traces = await directory.GetTracesAsync(states.Keys, cancellationToken);
        return [.. states.Select(s => Presence(s.Key, s.Value, traces.GetValueOrDefault(s.Key)))];
    }

    public void SayAgain(Guid user) => Changed(user, moved: false);

    /// <summary>A connection opened.</summary>
    public void Connected(Guid user, string connectionId) => SetAway(user, connectionId, away: false);

    /// <summary>The person at a connection is away from the keyboard, or back.</summary>
    public void SetAway(Guid user, string connectionId, bool away)
    {
        var before = StateOf(user);
        while (_users.GetOrAdd(user, _ => new()) is var devices && !devices.TrySet(connectionId, away)) _users.TryRemove(new(user, devices));
        if (StateOf(user) != before) Changed(user);
    }

    /// <summary>A connection closed.</summary>
    public void Disconnected(Guid user, string connectionId)
    {
        if (!_users.TryGetValue(user, out var devices)) return;
        var before = devices.State;
        if (devices.Remove(connectionId)) _ = ForgetLaterAsync(user, devices);
        else if (StateOf(user) != before) Changed(user);
    }

    /// <summary>Everyone who is connected here, for a board that has lost them.</summary>
    public Task WriteAllAsync(CancellationToken cancellationToken) =>
        board.WriteAsync(_users.Keys.ToDictionary(user => user, StateOf), cancellationToken);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var _ in _work.Reader.ReadAllAsync(stoppingToken))
                while (!_changed.IsEmpty) await TellAsync([.. _changed.Keys.Take(MostAtOnce)], stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    async Task ForgetLaterAsync(Guid user, Devices devices)
    {
        await Task.Delay(Grace, clock);
        // A node that stops closes all connections; its users are on their way to another one.
        if (host.ApplicationStopping.IsCancellationRequested || !devices.TryClose()) return;
        _users.TryRemove(new(user, devices));
        Changed(user);
    }

    void Changed(Guid user, bool moved = true)
    {
        _changed.AddOrUpdate(user, moved, (_, before) => before || moved);
        _work.Writer.TryWrite(true);
    }

    /// <summary>Writes to the board first and reads the others after it: of two nodes that do this at once, at least one sees both.</summary>
    async Task TellAsync(IReadOnlyList<Guid> users, CancellationToken cancellationToken)
    {
        var moved = users.Where(user => _changed.TryRemove(user, out var m) && m).ToHashSet();
        var here = users.ToDictionary(user => user, StateOf);
        try
        {
            await board.WriteAsync(here, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogBoardFailed(e); // The next beat finds out what lacks.
        }
        var others = await ReadOthersAsync(users, cancellationToken);
        var at = clock.GetUtcNow();
        var states = users.ToDictionary(user => user, user => Highest(here[user], others.GetValueOrDefault(user, PresenceState.Offline)));
        await KeepLastSeenAsync([.. users.Where(user => states[user] == PresenceState.Offline && moved.Contains(user))], at);
        var traces = await ReadTracesAsync(users, cancellationToken);
        foreach (var user in users) _ = hub.Clients.Group(GroupNames.Presence(user)).PresenceChanged(Presence(user, states[user], traces.GetValueOrDefault(user)));
    }

    async Task<IReadOnlyDictionary<Guid, PresenceTrace>> ReadTracesAsync(IReadOnlyList<Guid> users, CancellationToken cancellationToken)
    {
        try
        {
            return await directory.GetTracesAsync(users, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogTracesFailed(e);
            return new Dictionary<Guid, PresenceTrace>();
        }
    }

    async Task<IReadOnlyDictionary<Guid, PresenceState>> ReadOthersAsync(IReadOnlyCollection<Guid> users, CancellationToken cancellationToken)
    {
        try
        {
            return await board.ReadOthersAsync(users, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogBoardFailed(e);
            return new Dictionary<Guid, PresenceState>();
        }
    }

    async Task KeepLastSeenAsync(IReadOnlyCollection<Guid> users, DateTimeOffset at)
    {
        if (users.Count == 0) return;
        try
        {
            await directory.SetLastSeenAsync(users, at, CancellationToken.None);
        }
        catch (Exception e)
        {
            LogLastSeenFailed(e, users.Count);
        }
    }

    PresenceState StateOf(Guid user) => _users.TryGetValue(user, out var devices) ? devices.State : PresenceState.Offline;

    static PresenceState Highest(PresenceState one, PresenceState other) => one > other ? one : other;

    static UserPresence Presence(Guid user, PresenceState state, PresenceTrace? trace) =>
        new() { UserId = user, State = state, LastSeenAt = state == PresenceState.Offline ? trace?.LastSeenAt : null, Status = trace?.Status };

    [LoggerMessage(LogEvents.TracesFailed, LogLevel.Debug, "What people say of themselves is unknown for now")]
    partial void LogTracesFailed(Exception exception);

    [LoggerMessage(LogEvents.LastSeenFailed, LogLevel.Warning, "When {Users} users were last seen could not be kept")]
    partial void LogLastSeenFailed(Exception exception, int users);

    [LoggerMessage(LogEvents.BoardFailed, LogLevel.Debug, "Presence on other nodes is unknown for now")]
    partial void LogBoardFailed(Exception exception);
}

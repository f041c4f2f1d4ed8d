using Messenger.Contracts;
using Messenger.Hubs.Backplane;
using Messenger.Hubs.Identity;
using Microsoft.Extensions.Logging;

namespace Messenger.Hubs.Connections;

/// <summary>
/// Lets a node's clients move to the others before it stops. SignalR alone would close all connections in the moment that the host is told to stop.
/// </summary>
public sealed partial class NodeDrain
{
    readonly NodeDelivery _here;
    readonly LiveConnections _connections;
    readonly TimeSpan _time;
    readonly TimeProvider _clock;
    readonly ILogger<NodeDrain> _logger;
    volatile bool _isDraining;

    internal NodeDrain(
        NodeDelivery here, LiveConnections connections, ConnectionSettings settings, BackplaneLink? link, TimeProvider clock, ILogger<NodeDrain> logger)
    {
        (_here, _connections, _clock, _logger) = (here, connections, clock, logger);
        _time = link is null ? TimeSpan.Zero : settings.DrainTime;
    }

    /// <summary>The node takes no new connections any more.</summary>
    public bool IsDraining => _isDraining;

    /// <summary>
    /// Takes no new connections, tells the present ones to move, each after a random delay, and waits until they have, or until
    /// <c>Connections:DrainTime</c> is over. What they send meanwhile is served.
    /// </summary>
    /// <param name="hurry">Ends the wait.</param>
    public async Task RunAsync(CancellationToken hurry)
    {
        _isDraining = true;
        var count = _connections.Count;
        if (_time == TimeSpan.Zero || count == 0) return;
        LogDraining(count);
        // They move within two thirds of the time; the rest is for the last ones to finish what they do.
        var hint = new ResyncHint { Reason = ResyncReason.Moving, DelayMilliseconds = (int)(_time.TotalMilliseconds * 2 / 3) };
        await _here.SendAllAsync(nameof(IMessengerClient.Resync), hint);
        try
        {
            await _connections.WaitUntilNoneAsync().WaitAsync(_time, _clock, hurry);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            LogLeft(_connections.Count);
        }
    }

    [LoggerMessage(LogEvents.Draining, LogLevel.Information, "The node stops; {Count} connections are told to move")]
    partial void LogDraining(int count);

    [LoggerMessage(LogEvents.Drained, LogLevel.Information, "{Count} connections did not move and are closed")]
    partial void LogLeft(int count);
}

using Messenger.Contracts;
using Messenger.Domain.Presence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messenger.Hubs.Presence;

/// <summary>
/// Keeps this node's entries on the board alive, writes them again when they were lost, and tells those who look on when another node has come
/// or died with its users.
/// </summary>
sealed partial class PresenceHeartbeat(
    IPresenceBoard board, PresenceTracker tracker, PresenceWatcher watcher, NodeDelivery here, TimeProvider clock, ILogger<PresenceHeartbeat> logger)
    : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    const int UsersAtOnce = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do await BeatAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await board.LeaveAsync(cancellationToken);
        }
        catch (Exception e)
        {
            LogBeatFailed(e); // The entries fade.
        }
    }

    async Task BeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            var beat = await board.BeatAsync(cancellationToken);
            if (beat.WasLost) await tracker.WriteAllAsync(cancellationToken);
            if (!beat.NodesChanged) return;
            foreach (var users in watcher.Watched.Chunk(UsersAtOnce))
                foreach (var presence in await tracker.GetAsync(users, cancellationToken))
                    await here.SendGroupAsync(GroupNames.Presence(presence.UserId), nameof(IMessengerClient.PresenceChanged), presence);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogBeatFailed(e);
        }
    }

    [LoggerMessage(LogEvents.BoardFailed, LogLevel.Debug, "Presence on other nodes is unknown for now")]
    partial void LogBeatFailed(Exception exception);
}

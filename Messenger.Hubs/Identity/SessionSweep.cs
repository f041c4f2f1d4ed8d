using Messenger.Domain.Identity;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messenger.Hubs.Identity;

/// <summary>
/// Checks the sessions of all live connections against the database every few seconds, so that a lost message cannot keep an ended session
/// alive, and closes those that ran out.
/// </summary>
sealed partial class SessionSweep(LiveConnections connections, ISessionGate gate, TimeProvider clock, ILogger<SessionSweep> logger) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await WaitAsync(timer, stoppingToken))
        {
            try
            {
                foreach (var ended in (await gate.FindEndedAsync(connections.Sessions, stoppingToken)).GroupBy(e => e.Reason))
                    connections.CloseHere([.. ended.Select(e => e.Id)], ended.Key);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogSweepFailed(e);
            }
        }
    }

    static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(LogEvents.SweepFailed, LogLevel.Warning, "Sessions could not be checked; the next round tries again")]
    partial void LogSweepFailed(Exception exception);
}

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

    /// <summary>After a failure: what has ended meanwhile is to be found as soon as the database can be asked again.</summary>
    static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (await WaitAsync(failing ? AfterFailure : Interval, stoppingToken)) failing = !await SweepAsync(failing, stoppingToken);
    }

    async Task<bool> SweepAsync(bool again, CancellationToken stoppingToken)
    {
        try
        {
            foreach (var ended in (await gate.FindEndedAsync(connections.Sessions, stoppingToken)).GroupBy(e => e.Reason))
                connections.CloseHere([.. ended.Select(e => e.Id)], ended.Key);
            return true;
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            if (!again) LogSweepFailed(e);
            return false;
        }
    }

    async Task<bool> WaitAsync(TimeSpan wait, CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(wait, clock, stoppingToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(LogEvents.SweepFailed, LogLevel.Warning, "Sessions cannot be checked; it is tried until they can")]
    partial void LogSweepFailed(Exception exception);
}

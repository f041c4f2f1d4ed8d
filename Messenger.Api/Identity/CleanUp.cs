using Messenger.Infrastructure.Identity;

namespace Messenger.Api.Identity;

/// <summary>Removes what signing in leaves behind, and keys that are past their time. Every node does it: whichever comes first has the work.</summary>
sealed partial class CleanUp(SignInLeftovers leftovers, TokenKeyStore keys, TimeProvider clock, ILogger<CleanUp> logger) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await leftovers.RemoveAsync(stoppingToken);
                await keys.RemovePastAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotRemoved(e);
            }
        }
    }

    [LoggerMessage(LogEvents.LeftoversNotRemoved, LogLevel.Warning, "What signing in has left behind could not be removed; the next round tries again")]
    partial void LogNotRemoved(Exception exception);
}

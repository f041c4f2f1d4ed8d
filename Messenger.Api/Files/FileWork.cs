using Messenger.Domain.Files;

namespace Messenger.Api.Files;

/// <summary>
/// Finishes uploads as they come, two at a time so that a small one does not wait for a large one, those that another node left behind within seconds, and sweeps now and then. Every
/// node does it.
/// </summary>
sealed partial class FileWork(FileFinisher finisher, FilesToFinish toFinish, FileSweeper sweeper, TimeProvider clock, ILogger<FileWork> logger) : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(3);
    static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(FinishAsync(stoppingToken), FinishAsync(stoppingToken), SweepAsync(stoppingToken));

    async Task FinishAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await finisher.RunAsync(stoppingToken)) toFinish.Hint(); // There may be more, also for the other one.
                failing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing) LogNotFinished(e);
                failing = true;
            }
            await toFinish.WaitAsync(Look, clock, stoppingToken);
        }
    }

    async Task SweepAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sweeper.RunAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotSwept(e);
            }
        }
    }

    [LoggerMessage(3510, LogLevel.Warning, "Files could not be finished; it is tried every few seconds")]
    partial void LogNotFinished(Exception exception);

    [LoggerMessage(3511, LogLevel.Warning, "Files could not be swept; it is tried every few minutes")]
    partial void LogNotSwept(Exception exception);
}

using Messenger.Domain.Files;

namespace Messenger.Api.Files;

/// <summary>Finishes uploads as they come, those that another node left behind within seconds, and sweeps now and then. Every node does it.</summary>
sealed partial class FileWork(FileFinisher finisher, FilesToFinish toFinish, FileSweeper sweeper, TimeProvider clock, ILogger<FileWork> logger) : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(3);
    static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (sweepAt, failing) = (clock.GetUtcNow() + SweepInterval, false);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await finisher.RunAsync(stoppingToken))
                {
                    // There may be more.
                }
                if (clock.GetUtcNow() >= sweepAt)
                {
                    sweepAt = clock.GetUtcNow() + SweepInterval;
                    await sweeper.RunAsync(stoppingToken);
                }
                failing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing) LogNotDone(e);
                failing = true;
            }
            await toFinish.WaitAsync(Look, clock, stoppingToken);
        }
    }

    [LoggerMessage(3510, LogLevel.Warning, "Files could not be finished or swept; it is tried every few seconds")]
    partial void LogNotDone(Exception exception);
}

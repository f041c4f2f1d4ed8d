using Messenger.Domain.Operations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messenger.Hubs.Operations;

/// <summary>Tells the other nodes every few seconds how this one is, for whoever asks one of them.</summary>
sealed partial class NodeReports(INodeBoard board, SystemExaminer examiner, TimeProvider clock, ILogger<NodeReports> logger) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do await PutAsync(stoppingToken);
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
            LogNotTold(e); // It is forgotten in time.
        }
    }

    async Task PutAsync(CancellationToken cancellationToken)
    {
        try
        {
            await board.PutAsync(examiner.ExamineNode(), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotTold(e);
        }
    }

    [LoggerMessage(LogEvents.NodeNotTold, LogLevel.Debug, "The other nodes do not hear how this one is")]
    partial void LogNotTold(Exception exception);
}

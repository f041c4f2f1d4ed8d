using Messenger.Domain.Search;

namespace Messenger.Api.Search;

/// <summary>
/// Gives words to messages that have none: those from before they could be searched, and those that nodes of an older version write or edit during an upgrade.
/// Every node does it.
/// </summary>
sealed partial class SearchIndexing(IMessageSearch search, TimeProvider clock, ILogger<SearchIndexing> logger) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var (total, failing) = (0L, false);
        do
        {
            try
            {
                while (await search.IndexAsync(stoppingToken) is > 0 and var indexed) total += indexed;
                if (total > 0) LogIndexed(total);
                (total, failing) = (0, false);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing) LogNotIndexed(e);
                failing = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(3410, LogLevel.Information, "{Count} messages can be searched now that could not before")]
    partial void LogIndexed(long count);

    [LoggerMessage(3411, LogLevel.Warning, "Messages without words could not be gone through; it is tried every ten seconds")]
    partial void LogNotIndexed(Exception exception);
}

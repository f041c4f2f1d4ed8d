using Messenger.Domain.Links;

namespace Messenger.Api.Messages;

/// <summary>Reads what is behind the links of messages that this node took, a few at a time.</summary>
sealed partial class LinkReading(LinksToRead queue, LinkPreviewer previewer, ILogger<LinkReading> logger) : BackgroundService
{
    const int AtOnce = 4;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        queue.ReadAllAsync(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, ReadAsync);

    async ValueTask ReadAsync(LinkToRead item, CancellationToken stoppingToken)
    {
        try
        {
            await previewer.PreviewAsync(item, stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogNoPreview(e);
        }
    }

    [LoggerMessage(3400, LogLevel.Warning, "A link has no preview")]
    partial void LogNoPreview(Exception exception);
}

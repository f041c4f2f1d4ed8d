using Messenger.Infrastructure.Identity;

namespace Messenger.Api.Identity;

/// <summary>Reads the provider's keys every few minutes, so that this node learns each key long before it is first used.</summary>
sealed partial class KeyReader(TokenKeys keys, TimeProvider clock, ILogger<KeyReader> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(KeyRotation.ReadInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await keys.LoadAsync(stoppingToken)) LogChanged(keys.All.Count);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotRead(e);
            }
        }
    }

    [LoggerMessage(LogEvents.KeysChanged, LogLevel.Information, "The keys of the OpenID provider have changed; there are {Count} now")]
    partial void LogChanged(int count);

    [LoggerMessage(LogEvents.KeysNotRead, LogLevel.Warning, "The keys of the OpenID provider could not be read; the next round tries again")]
    partial void LogNotRead(Exception exception);
}

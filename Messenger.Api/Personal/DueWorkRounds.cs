using Messenger.Domain.Conversations;
using Messenger.Domain.Messages;
using Messenger.Domain.Personal;

namespace Messenger.Api.Personal;

/// <summary>
/// Looks every second for what is to be done at a time: scheduled messages, reminders, messages that vanish; and now and then forgets the marks of what users
/// removed, and the links into groups that are past. Every node does it.
/// </summary>
sealed partial class DueWorkRounds(DueWork work, MessageReviser reviser, IPersonalStore store, IJoinStore joining, TimeProvider clock, ILogger<DueWorkRounds> logger) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(1);
    static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var (forgetAt, failing) = (clock.GetUtcNow() + ForgetInterval, false);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await work.RunAsync(stoppingToken) > 0 || await reviser.VanishAsync(stoppingToken))
                {
                    // There may be more than one round's worth.
                }
                if (clock.GetUtcNow() >= forgetAt)
                {
                    forgetAt = clock.GetUtcNow() + ForgetInterval;
                    await store.ForgetRemovedAsync(clock.GetUtcNow() - Remembered, stoppingToken);
                    await joining.RemovePastLinksAsync(stoppingToken);
                }
                failing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing) LogNotDone(e);
                failing = true;
            }
        }
    }

    [LoggerMessage(3300, LogLevel.Warning, "What is to be done by now could not be; it is tried every second")]
    partial void LogNotDone(Exception exception);
}

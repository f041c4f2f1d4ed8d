using System.Buffers.Binary;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Messenger.Hubs.Backplane;

/// <summary>
/// This node's link to Redis: it knows whether messages pass, keeps those that may be lost, and says when the link went and came back
/// (design.md, section 4).
/// </summary>
sealed partial class BackplaneLink : BackgroundService
{
    static readonly Meter Meter = new("Messenger.Hubs");
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    readonly IConnectionMultiplexer _redis;
    readonly TimeProvider _clock;
    readonly ILogger<BackplaneLink> _logger;
    readonly LinkMonitor _monitor;
    readonly UnconfirmedSends _unconfirmed;
    readonly RedisChannel _beat = RedisChannel.Literal($"beat:{Guid.CreateVersion7():N}");
    readonly long _start;
    CancellationTokenSource _up = new();
    bool _wasDown;

    public BackplaneLink(IConnectionMultiplexer redis, TimeProvider clock, ILogger<BackplaneLink> logger)
    {
        (_redis, _clock, _logger, _monitor, _unconfirmed) = (redis, clock, logger, new(clock), new(clock));
        _start = clock.GetTimestamp();
        Subscriber = QuietSubscriber.Around(redis.GetSubscriber());
        _up.Cancel();
        Meter.CreateObservableGauge("backplane_beat_age_seconds", () => _monitor.BeatAge.TotalSeconds, "s", "How old the newest beat is that came back through Redis.");
        _redis.ConnectionFailed += (_, _) => Fail();
        Subscriber.Subscribe(_beat, (_, beat) => TakeBeat(beat));
    }

    /// <summary>The link is back and complete: what others sent meanwhile is lost to this node, and what it sent to the others.</summary>
    public event Action? CameBack;

    /// <summary>All of this node's traffic over channels goes through here, so that its subscriptions can be counted.</summary>
    public ISubscriber Subscriber { get; }

    /// <summary>The link for Microsoft's backplane.</summary>
    public IConnectionMultiplexer Quiet => QuietMultiplexer.Around(_redis, Subscriber);

    /// <summary>What it is good for now.</summary>
    public LinkState State => _monitor.State;

    /// <summary>How long ago the newest beat that came back was sent; since the start if there is none.</summary>
    public TimeSpan BeatAge => _monitor.BeatAge;

    /// <summary>
    /// Sends through Redis, to this node's own connections, or both ways, as the link allows. A push that comes both ways is harmless.
    /// </summary>
    public Task SendAsync(Func<Task> throughRedis, Func<Task> locally)
    {
        if (State == LinkState.Down) return locally();
        if (State == LinkState.Recovering) return Task.WhenAll(locally(), throughRedis());
        _unconfirmed.Keep(locally);
        var sent = throughRedis();
        // If the link went meanwhile, its own look at the unconfirmed ones may have come before this one was kept.
        return State == LinkState.Down ? Task.WhenAll(sent, SendUnconfirmedAsync()) : sent;
    }

    /// <summary>
    /// Waits until Redis has taken the subscriptions made so far, while the link is up; else at once. Without this a message from another
    /// node right after a join can be missed.
    /// </summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (State != LinkState.Up) return;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _up.Token);
        try
        {
            await Subscriber.PingAsync().WaitAsync(LinkMonitor.Deadline, _clock, either.Token);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or OperationCanceledException)
        {
            // The link is going: then nobody waits for it.
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _clock);
        var leftovers = Task.CompletedTask;
        try
        {
            do
            {
                var beat = new byte[sizeof(long)];
                BinaryPrimitives.WriteInt64LittleEndian(beat, _clock.GetTimestamp());
                Subscriber.Publish(_beat, beat);
                Look();
                if (State == LinkState.Up && leftovers.IsCompleted) leftovers = ((QuietSubscriber)Subscriber).EndLeftoversAsync();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    void TakeBeat(RedisValue beat)
    {
        var bytes = (byte[]?)beat ?? [];
        if (bytes.Length != sizeof(long)) return;
        var sentAt = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        _monitor.BeatReturned(sentAt);
        _unconfirmed.Confirm(sentAt);
        Look();
    }

    void Fail()
    {
        _monitor.Failed();
        Look();
    }

    void Look()
    {
        var (before, now) = _monitor.Look(_redis.GetCounters().Subscription.Subscriptions >= ((QuietSubscriber)Subscriber).Held);
        if (before == now) return;
        LogState(now);
        if (now == LinkState.Up)
        {
            _up = new();
            // A link that comes up with the node has nothing behind it.
            if (_wasDown || _clock.GetElapsedTime(_start) > LinkMonitor.Deadline) CameBack?.Invoke();
        }
        if (now != LinkState.Down) return;
        _wasDown = true;
        _up.Cancel();
        _ = SendUnconfirmedAsync();
    }

    async Task SendUnconfirmedAsync()
    {
        foreach (var send in _unconfirmed.TakeAll())
        {
            try
            {
                await send();
            }
            catch (Exception e)
            {
                LogUnconfirmedFailed(e);
            }
        }
    }

    [LoggerMessage(LogEvents.LinkChanged, LogLevel.Warning, "The link to Redis is {State}")]
    partial void LogState(LinkState state);

    [LoggerMessage(LogEvents.PushFailed, LogLevel.Debug, "A push could not be repeated")]
    partial void LogUnconfirmedFailed(Exception exception);
}

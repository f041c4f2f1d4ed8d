using System.Collections.Concurrent;
using System.Reflection;
using StackExchange.Redis;

namespace Messenger.Hubs.Backplane;

/// <summary>
/// A subscriber that never fails and never waits: subscribing, unsubscribing and publishing only set out. The library puts each handler into
/// its own table at once and subscribes all of them on every new connection, so what is registered through here is always complete.
/// </summary>
/// <remarks>
/// Microsoft's backplane awaits each of these calls inside one semaphore; with a Redis that hangs, one connection would wait for the other.
/// The library sends no UNSUBSCRIBE for a channel whose SUBSCRIBE was not answered: such channels are noted and ended by
/// <see cref="EndLeftoversAsync"/>.
/// </remarks>
class QuietSubscriber : DispatchProxy
{
    readonly ConcurrentDictionary<RedisChannel, byte> _held = new();
    readonly Lock _lock = new();

    /// <summary>The library finds a channel's handlers, and adds to them or ends the channel, in steps: one that is added between them would be deaf.</summary>
    readonly Lock _handlers = new();

    /// <summary>Made anew when it is taken: a long outage leaves many, and a collection that has grown would stay as large.</summary>
    HashSet<RedisChannel> _leftovers = [];
    ISubscriber _inner = null!;

    /// <summary>Wraps; the answer is also a <see cref="QuietSubscriber"/>.</summary>
    public static ISubscriber Around(ISubscriber inner)
    {
        var proxy = Create<ISubscriber, QuietSubscriber>();
        ((QuietSubscriber)proxy)._inner = inner;
        return proxy;
    }

    /// <summary>The channels that Redis should hold for this node.</summary>
    public int Held => _held.Count;

    /// <summary>
    /// Ends subscriptions that Redis may have kept from an outage; while the link is up, and by one caller at a time. Only a subscription that was
    /// answered can be ended, so each is made once more first. What fails is left for the next time.
    /// </summary>
    public async Task EndLeftoversAsync()
    {
        Queue<RedisChannel> left;
        lock (_lock)
        {
            if (_leftovers.Count == 0) return;
            (left, _leftovers) = (new(_leftovers), []);
        }
        for (; left.TryPeek(out var channel); left.Dequeue())
        {
            if (_held.ContainsKey(channel)) continue;
            try
            {
                await _inner.SubscribeAsync(channel, Ignore).WaitAsync(LinkMonitor.Deadline);
                Task ended;
                lock (_handlers) ended = _inner.UnsubscribeAsync(channel, Ignore);
                await ended.WaitAsync(LinkMonitor.Deadline);
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                // Else it would still hold the channel when the next try has taken its own handler away.
                lock (_handlers) _inner.Unsubscribe(channel, Ignore, CommandFlags.FireAndForget);
                lock (_lock) _leftovers.UnionWith(left);
                return;
            }
        }
    }

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var arguments = args ?? [];
        switch (targetMethod!.Name)
        {
            case nameof(ISubscriber.UnsubscribeAll) or nameof(ISubscriber.UnsubscribeAllAsync):
                // Blocks while Redis hangs, and the end of the connection does it anyway.
                return targetMethod.ReturnType == typeof(Task) ? Task.CompletedTask : null;
            case nameof(ISubscriber.Subscribe) or nameof(ISubscriber.SubscribeAsync):
                _held[(RedisChannel)arguments[0]!] = 0;
                lock (_handlers) return SetOut();
            case nameof(ISubscriber.Unsubscribe) or nameof(ISubscriber.UnsubscribeAsync):
                var channel = (RedisChannel)arguments[0]!;
                _held.TryRemove(channel, out _);
                if (_inner.SubscribedEndpoint(channel) is null) Note(channel);
                break;
            case nameof(ISubscriber.Publish) or nameof(ISubscriber.PublishAsync):
                break;
            default:
                return Pass(targetMethod, arguments);
        }
        return SetOut();

        object? SetOut()
        {
            arguments[^1] = (CommandFlags)arguments[^1]! | CommandFlags.FireAndForget;
            return Pass(targetMethod, arguments);
        }
    }

    void Note(RedisChannel channel)
    {
        lock (_lock) _leftovers.Add(channel);
    }

    object? Pass(MethodInfo method, object?[] arguments)
    {
        try
        {
            return method.Invoke(_inner, arguments);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    static void Ignore(RedisChannel channel, RedisValue value) { }
}

using System.Reflection;
using StackExchange.Redis;

namespace Messenger.Hubs.Backplane;

/// <summary>The node's link as Microsoft's backplane gets it: with the <see cref="QuietSubscriber"/>, and not ended by it.</summary>
class QuietMultiplexer : DispatchProxy
{
    IConnectionMultiplexer _inner = null!;
    ISubscriber _subscriber = null!;

    /// <summary>Wraps.</summary>
    public static IConnectionMultiplexer Around(IConnectionMultiplexer inner, ISubscriber subscriber)
    {
        var proxy = Create<IConnectionMultiplexer, QuietMultiplexer>();
        var quiet = (QuietMultiplexer)proxy;
        (quiet._inner, quiet._subscriber) = (inner, subscriber);
        return proxy;
    }

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IConnectionMultiplexer.GetSubscriber) => _subscriber,
        nameof(IDisposable.Dispose) or nameof(IConnectionMultiplexer.Close) => null,
        nameof(IAsyncDisposable.DisposeAsync) => ValueTask.CompletedTask,
        nameof(IConnectionMultiplexer.CloseAsync) => Task.CompletedTask,
        _ => targetMethod.Invoke(_inner, args),
    };
}

using System.Net;
using Messenger.Client;

namespace Messenger.Faults.Workload;

/// <summary>The cookies of a device, and its ways to the service.</summary>
sealed class DeviceSession(DevicePlan plan, Uri front, IReadOnlyList<Uri> nodes) : IDisposable
{
    readonly MessengerApi?[] _apis = new MessengerApi?[nodes.Count + 1];

    public DevicePlan Plan => plan;

    public CookieContainer Cookies { get; } = Hold(plan.Cookie);

    /// <summary>How many ways there are: through the load balancer, and to each node directly.</summary>
    public int Ways => _apis.Length;

    public MessengerClientOptions OptionsWith(TimeSpan syncInterval) => OptionsFor(front) with { SyncInterval = syncInterval };

    /// <summary>REST over one of the ways: 0 is the load balancer.</summary>
    public MessengerApi Api(int way) => _apis[way] ??= new(OptionsFor(way == 0 ? front : nodes[way - 1]));

    public void Dispose()
    {
        foreach (var api in _apis) api?.Dispose();
    }

    MessengerClientOptions OptionsFor(Uri server) => new() { Server = server, Cookies = Cookies };

    static CookieContainer Hold(string cookie)
    {
        var container = new CookieContainer();
        var (name, value) = (cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        container.Add(new Cookie(name, value, "/", "127.0.0.1"));
        return container;
    }
}

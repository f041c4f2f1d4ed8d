using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Messenger.Tests.Hosting;

/// <summary>Loopback ports for programs that must be told one.</summary>
static class FreePort
{
    /// <summary>The system may give a port out again as soon as it was let go.</summary>
    static readonly ConcurrentDictionary<int, byte> Taken = new();

    /// <summary>A port that nobody listens on now, and that no other test of this run was given.</summary>
    public static int Take()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (Taken.TryAdd(port, 0)) return port;
        }
    }
}

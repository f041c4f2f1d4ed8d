using System.Net;
using System.Net.Sockets;

namespace Messenger.Deployment;

/// <summary>
/// Free ports below those that the kernel gives to outgoing connections: a server that is away for a while must find its port free again.
/// </summary>
sealed class Ports(Random chance)
{
    const int First = 20_000;
    const int Last = 32_000;

    readonly HashSet<int> _given = [];

    public int Next()
    {
        while (true)
        {
            var port = chance.Next(First, Last);
            if (!_given.Add(port)) continue;
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}

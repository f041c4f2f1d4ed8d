using System.Net;
using System.Net.Sockets;

namespace Messenger.Infrastructure.Links;

/// <summary>
/// Connections to where users send this server. The address that is connected to is the one that was checked, whatever the name says a moment later, and only
/// public ones pass: all others could be services that trust this server.
/// </summary>
/// <param name="alsoAllowed">Networks besides the public ones.</param>
/// <param name="resolve">Finds the addresses of a name.</param>
sealed class OutboundConnections(IEnumerable<IPNetwork> alsoAllowed, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <summary>What is not to be reached from outside, by the registries of special-purpose addresses (RFC 6890): private, shared, link-local, reserved.</summary>
    static readonly IPNetwork[] Special4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>What IANA has given out of IPv6 for the internet; other blocks are private or wrap an address of IPv4.</summary>
    static readonly IPNetwork Public6 = IPNetwork.Parse("2000::/3");

    /// <summary>Within it: Teredo and other protocols, documentation, 6to4.</summary>
    static readonly IPNetwork[] Special6 = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse)];

    readonly IPNetwork[] _alsoAllowed = [.. alsoAllowed];

    /// <summary>A handler that connects so, follows no redirect, keeps no cookie, and asks no proxy.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        ConnectCallback = ConnectAsync,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        UseCookies = false,
        UseProxy = false,
        Credentials = null,
        PooledConnectionLifetime = TimeSpan.Zero, // each request has its address checked
        MaxResponseDrainSize = 0, // what was not read is not wanted
        MaxResponseHeadersLength = 32, // KiB
    };

    /// <summary>Whether this server may be sent there.</summary>
    public bool Allows(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (_alsoAllowed.Any(network => network.Contains(address))) return true;
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !Special4.Any(network => network.Contains(address))
            : Public6.Contains(address) && !Special6.Any(network => network.Contains(address));
    }

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var one) ? [one] : await resolve(host, cancellationToken);
        // A name with a public address and another one is an attempt.
        if (addresses.Length == 0 || !addresses.All(Allows)) throw new HttpRequestException(HttpRequestError.ConnectionError, $"The address of '{host}' is not to be called.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

using System.Net;
using System.Net.Sockets;
using Messenger.Infrastructure.Postgres;

namespace Messenger.Api.Operations;

/// <summary>Looks whether the addresses in <c>Urls</c> are free, before anything is started: Kestrel would say it last, and with a stack.</summary>
static class Ports
{
    public static void RequireFree(IConfiguration configuration)
    {
        foreach (var url in (configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = BindingAddress.Parse(url);
            if (address.IsUnixPipe || address.Port == 0) continue;
            var host = address.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(address.Host, out var ip) ? ip : IPAddress.Any;
            using var probe = new TcpListener(host, address.Port);
            try
            {
                probe.Start();
            }
            catch (SocketException error)
            {
                throw new StartRefusedException(
                    $"{url} cannot be served ({error.Message}): stop the other program, or choose another port (Urls, run.sh --port).");
            }
        }
    }
}

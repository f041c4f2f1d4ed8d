using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Messenger.Tests.LoadBalancing;

/// <summary>Requests that no client library would send.</summary>
static class RawRequest
{
    /// <summary>
    /// Whoever takes the lone line feed for the end of a chunk's extension sees another chunk than whoever does not (CVE-2025-55315).
    /// </summary>
    public const string LoneLineFeed = "Transfer-Encoding: chunked\r\n\r\n1;\nxx\r\n2d\r\n0\r\n\r\n";

    /// <summary>
    /// A sign-in with these last headers and this body, and a second request right behind it. Answers what came back, one entry for each request
    /// that was seen, once the other side has closed.
    /// </summary>
    public static async Task<IReadOnlyList<string>> SignInAsync(Uri address, string rest)
    {
        var answers = await TalkAsync(address,
            $"POST /api/v1/session HTTP/1.1\r\nHost: {address.Authority}\r\nOrigin: http://{address.Authority}\r\nContent-Type: application/json\r\n{rest}"
            + $"GET /health/live?smuggled HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n\r\n");
        const string start = "HTTP/1.1 ";
        return [.. answers.Split(start, StringSplitOptions.RemoveEmptyEntries).Select(answer => start + answer)];
    }

    /// <summary>Sends these bytes, and reads until the other side closes.</summary>
    public static async Task<string> TalkAsync(Uri address, string request)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, cancellationToken);
        await client.Client.SendAsync(Encoding.ASCII.GetBytes(request), SocketFlags.None, cancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        return await reader.ReadToEndAsync(cancellationToken).WaitAsync(Employee.Patience, cancellationToken);
    }
}

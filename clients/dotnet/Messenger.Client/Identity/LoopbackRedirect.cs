using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Messenger.Client.Identity;

/// <summary>The end of the browser's way: one address on a free loopback port that takes one answer.</summary>
sealed class LoopbackRedirect : IDisposable
{
    const int LongestRequestLine = 8_192;

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LoopbackRedirect()
    {
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/callback");
    }

    public Uri Address { get; }

    /// <summary>The code; null if the answer is a refusal. Requests without our state are strangers, and are let wait for nothing.</summary>
    public async Task<string?> WaitAsync(string state, CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.Register(_listener.Stop);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var socket = await AcceptAsync(cancellationToken).ConfigureAwait(false);
            var query = ParseQuery(await ReadRequestLineAsync(socket.GetStream(), cancellationToken).ConfigureAwait(false));
            var ours = query.TryGetValue("state", out var given) && given == state;
            await AnswerAsync(socket.GetStream(), ours, cancellationToken).ConfigureAwait(false);
            if (ours) return query.TryGetValue("code", out var code) ? code : null;
        }
    }

    public void Dispose() => _listener.Stop();

    async Task<TcpClient> AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _listener.AcceptTcpClientAsync().ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    static async Task<string> ReadRequestLineAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestRequestLine];
        var length = 0;
        while (length < buffer.Length && Array.IndexOf(buffer, (byte)'\n', 0, length) < 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0) break;
            length += read;
        }
        return Encoding.ASCII.GetString(buffer, 0, length).Split('\n')[0];
    }

    static Dictionary<string, string> ParseQuery(string requestLine)
    {
        var target = requestLine.Split(' ') is ["GET", var address, ..] && address.StartsWith("/callback?", StringComparison.Ordinal) ? address["/callback?".Length..] : "";
        return target.Split('&').Select(p => p.Split('=', 2)).Where(p => p.Length == 2).GroupBy(p => p[0]).ToDictionary(g => g.Key, g => Uri.UnescapeDataString(g.First()[1]));
    }

    static async Task AnswerAsync(Stream stream, bool ours, CancellationToken cancellationToken)
    {
        var text = ours ? "You can close this window and go back to Messenger. / 可以关闭此窗口，返回 Messenger。" : "Nothing here.";
        var body = Encoding.UTF8.GetBytes(text);
        var head = $"HTTP/1.1 {(ours ? "200 OK" : "404 Not Found")}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(body, cancellationToken).ConfigureAwait(false);
    }
}

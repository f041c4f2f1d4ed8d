using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Messenger.Client.Identity;

/// <summary>The end of the browser's way: one address on a free loopback port that takes one answer.</summary>
sealed class LoopbackRedirect : IDisposable
{
    const int LongestRequest = 16_384;

    static readonly byte[] EndOfHead = Encoding.ASCII.GetBytes("\r\n\r\n");

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LoopbackRedirect()
    {
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/callback");
    }

    public Uri Address { get; }

    /// <summary>
    /// The code; null if the answer is a refusal. Requests without our state are strangers. Browsers open connections ahead and say nothing on
    /// them, so each is read on its own and holds up no other.
    /// </summary>
    public async Task<string?> WaitAsync(string state, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answer = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancelled = cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        _ = AcceptAsync(state, answer, end.Token);
        try
        {
            return await answer.Task.ConfigureAwait(false);
        }
        finally
        {
            end.Cancel();
        }
    }

    public void Dispose() => _listener.Stop();

    async Task AcceptAsync(string state, TaskCompletionSource<string?> answer, CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested) _ = ServeAsync(await _listener.AcceptTcpClientAsync().ConfigureAwait(false), state, answer, cancellationToken);
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            answer.TrySetException(stopped); // too late to matter, unless nobody has answered
        }
    }

    static async Task ServeAsync(TcpClient browser, string state, TaskCompletionSource<string?> answer, CancellationToken cancellationToken)
    {
        using var socket = browser;
        using var stop = cancellationToken.Register(socket.Close); // a read may not hear of the token
        try
        {
            var stream = socket.GetStream();
            var query = ParseQuery(await ReadRequestLineAsync(stream, cancellationToken).ConfigureAwait(false));
            var ours = query.TryGetValue("state", out var given) && given == state;
            await AnswerAsync(stream, ours, cancellationToken).ConfigureAwait(false);
            if (ours) answer.TrySetResult(query.TryGetValue("code", out var code) ? code : null);
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // It hung up; the next may be the one.
        }
    }

    /// <summary>Reads the whole head: a socket that is closed with something unread may take the answer with it.</summary>
    static async Task<string> ReadRequestLineAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestRequest];
        var length = 0;
        while (length < buffer.Length && buffer.AsSpan(0, length).IndexOf(EndOfHead) < 0)
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

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Messenger.Bench.Load;

/// <summary>
/// One XMPP connection over TCP without TLS: SASL PLAIN, a resource, presence (RFC 6120, 6121), and a room (XEP-0045). What was said is
/// acknowledged when the room sends it back.
/// </summary>
sealed class XmppConnection(Seat seat, int number, Action<int, int> heard) : Connection(seat, heard)
{
    const string Domain = "localhost";

    readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly ConcurrentDictionary<int, TaskCompletionSource> _open = [];
    readonly SemaphoreSlim _writing = new(1);
    readonly byte[] _own = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"b{number}-"));
    int _said;

    string Room => $"{Seat.Room:N}@conference.{Domain}";

    string Name => AccountOf(Seat.User);

    /// <summary>The name of a user's account.</summary>
    public static string AccountOf(Guid user) => $"u{user:N}";

    public override async Task ConnectAsync(Uri node, CancellationToken cancellationToken)
    {
        await _socket.ConnectAsync(node.Host, node.Port, cancellationToken);
        const string Header = $"<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='{Domain}' version='1.0'>";
        await AskAsync(Header, "</stream:features>", cancellationToken);
        var plain = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{Name}\0{Seat.Token}"));
        await AskAsync($"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{plain}</auth>", "<success", cancellationToken);
        await AskAsync(Header, "</stream:features>", cancellationToken);
        await AskAsync("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>bench</resource></bind></iq>", "</iq>", cancellationToken);
        // Servers of before RFC 6121 wait for it, the others answer it.
        await AskAsync("<iq type='set' id='session'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>", "id='session'", cancellationToken);
        await SendAsync("<presence/>", cancellationToken);
        if (Seat.Room == Guid.Empty)
        {
            _ = ReadAsync();
            return;
        }
        // 110: this presence is one's own, and the last of the room's.
        await AskAsync($"<presence to='{Room}/{Name}'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>", "110", cancellationToken);
        _ = ReadAsync();
    }

    public override async Task<(bool Good, double Milliseconds)> SayAsync(string text)
    {
        var id = Interlocked.Increment(ref _said);
        var answer = _open[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = Stopwatch.GetTimestamp();
        await SendAsync(string.Create(CultureInfo.InvariantCulture, $"<message to='{Room}' type='groupchat' id='b{number}-{id}'><body>{text}</body></message>"), CancellationToken.None);
        await answer.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return (true, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
    }

    public override void Dispose()
    {
        _socket.Dispose();
        _writing.Dispose();
    }

    async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Sends, and reads until the answer is there.</summary>
    async Task AskAsync(string text, string until, CancellationToken cancellationToken)
    {
        await SendAsync(text, cancellationToken);
        var (buffer, said) = (new byte[8_192], new StringBuilder());
        while (true)
        {
            var count = await _socket.ReceiveAsync(buffer, cancellationToken);
            if (count == 0) throw new InvalidOperationException($"The server hung up after {said}.");
            said.Append(Encoding.UTF8.GetString(buffer, 0, count));
            var all = said.ToString().Replace('"', '\'');
            if (all.Contains(until, StringComparison.Ordinal)) return;
            if (all.Contains("<failure", StringComparison.Ordinal) || all.Contains("type='error'", StringComparison.Ordinal)) throw new InvalidOperationException($"The server refused: {all}");
        }
    }

    async Task ReadAsync()
    {
        var buffer = new byte[16 * 1_024];
        var held = 0;
        try
        {
            while (true)
            {
                if (held == buffer.Length) Array.Resize(ref buffer, 2 * held);
                var count = await _socket.ReceiveAsync(buffer.AsMemory(held), CancellationToken.None);
                if (count == 0) throw new SocketException((int)SocketError.ConnectionReset);
                held += count;
                var end = buffer.AsSpan(0, held).LastIndexOf("</message>"u8);
                var whole = end < 0 ? 0 : end + "</message>"u8.Length;
                Heard(Wire.Count(buffer.AsSpan(0, whole)), count);
                Answer(buffer.AsSpan(0, whole));
                buffer.AsSpan(whole, held - whole).CopyTo(buffer);
                held -= whole;
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            foreach (var answer in _open.Values) answer.TrySetException(ended);
        }
    }

    /// <summary>One's own come back under the ids that they were given.</summary>
    void Answer(ReadOnlySpan<byte> stanzas)
    {
        while (stanzas.IndexOf(_own) is >= 0 and var at)
        {
            stanzas = stanzas[(at + _own.Length)..];
            if (System.Buffers.Text.Utf8Parser.TryParse(stanzas, out int id, out _) && _open.TryRemove(id, out var answer)) answer.TrySetResult();
        }
    }
}

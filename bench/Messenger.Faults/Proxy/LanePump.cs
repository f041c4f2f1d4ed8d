using System.Net.Sockets;
using System.Threading.Channels;

namespace Messenger.Faults.Proxy;

/// <summary>
/// Carries the bytes of one direction of one connection. One loop reads and notes when each piece is due, another delivers; what lies
/// between them is bounded, so that a reader who does not read stops the sender, as a network would.
/// </summary>
sealed class LanePump(Socket from, Socket to, LaneControl control, RedisMessages? redis = null)
{
    const int PieceSize = 16 * 1024;
    const int PiecesWaiting = 4;

    readonly Channel<(byte[] Bytes, long Due)> _waiting = Channel.CreateBounded<(byte[], long)>(PiecesWaiting);
    LaneControl.State _state = control.Now;
    long _passed;

    /// <summary>Bytes were swallowed: what follows them would make no sense to the receiver.</summary>
    public bool HasLost { get; private set; }

    /// <summary>Carries until the sender has closed its side and all of it is delivered.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadAsync(either.Token);
        var delivering = DeliverAsync(either.Token);
        await Task.WhenAny(reading, delivering);
        if (reading.IsFaulted || delivering.IsFaulted) await either.CancelAsync();
        await Task.WhenAll(reading, delivering);
    }

    async Task ReadAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[PieceSize];
        var last = long.MinValue;
        while (await from.ReceiveAsync(buffer, cancellationToken) is > 0 and var count)
        {
            last = Math.Max(last, control.DueTime(count));
            var bytes = redis?.Pass(buffer.AsSpan(0, count), control.Now.Faults.LostMessages) ?? buffer[..count];
            if (bytes.Length > 0) await _waiting.Writer.WriteAsync((bytes, last), cancellationToken);
        }
        _waiting.Writer.Complete();
    }

    async Task DeliverAsync(CancellationToken cancellationToken)
    {
        await foreach (var (bytes, due) in _waiting.Reader.ReadAllAsync(cancellationToken))
        {
            await WaitUntilAsync(due, cancellationToken);
            await DeliverAsync(bytes, cancellationToken);
        }
        to.Shutdown(SocketShutdown.Send);
    }

    async Task DeliverAsync(Memory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            var faults = Look();
            var allowed = faults.Hold ? 0 : Math.Min(bytes.Length, faults.StopAfter - _passed ?? bytes.Length);
            if (faults.SliceSize > 0) allowed = Math.Min(allowed, faults.SliceSize);
            if (faults.BytesPerSecond > 0) allowed = Math.Min(allowed, Math.Max(1, faults.BytesPerSecond / 20));
            if (allowed <= 0)
            {
                await _state.Over.Task.WaitAsync(cancellationToken);
                continue;
            }
            var piece = bytes[..(int)allowed];
            bytes = bytes[(int)allowed..];
            if (faults.Swallow) HasLost = true;
            else await SendAsync(piece, faults, cancellationToken);
            _passed += piece.Length;
        }
    }

    async Task SendAsync(Memory<byte> piece, LaneFaults faults, CancellationToken cancellationToken)
    {
        if (faults.CorruptAt is { } at && at >= _passed && at < _passed + piece.Length) piece.Span[(int)(at - _passed)] ^= 1;
        for (var sent = 0; sent < piece.Length;) sent += await to.SendAsync(piece[sent..], cancellationToken);
        if (faults.BytesPerSecond > 0)
            await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds((double)piece.Length / faults.BytesPerSecond), control.Clock, cancellationToken), _state.Over.Task);
    }

    async Task WaitUntilAsync(long due, CancellationToken cancellationToken)
    {
        if (control.Clock.GetElapsedTime(control.Clock.GetTimestamp(), due) is var rest && rest > TimeSpan.Zero)
            await Task.Delay(rest, control.Clock, cancellationToken);
    }

    LaneFaults Look()
    {
        var now = control.Now;
        if (now != _state) (_state, _passed) = (now, 0);
        return now.Faults;
    }
}

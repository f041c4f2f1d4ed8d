using System.IO.Pipelines;

namespace Messenger.Hubs.Connections;

/// <summary>
/// What the hub writes into, for one connection. A flush never waits: a reader that stalls would else hold up everyone to whom the same
/// message goes (Microsoft's backplane awaits the writes of one message before it takes the next).
/// </summary>
/// <remarks>
/// Up to the transport's buffer (64 KiB) a backlog is normal. Past it the connection is <em>behind</em>: <see cref="DrainedAsync"/>
/// waits, which holds its own next call, and after <see cref="MostBehind"/> more bytes, or when the node's backlogs together are too large, it is
/// cut off. SignalR writes under a lock, so the writing members are called by one thread at a time; the end of a flush may come on another.
/// </remarks>
sealed class NonWaitingWriter(PipeWriter inner, Action cut, Backlogs node) : PipeWriter
{
    /// <summary>Bytes that may be written while behind.</summary>
    public const int MostBehind = 256 * 1024;

    readonly Lock _lock = new();
    TaskCompletionSource? _drained;
    byte[] _scratch = [];
    long _unflushed;
    long _behind;
    bool _cut;

    /// <summary>Ends when the connection is no longer behind, or is cut off.</summary>
    public Task DrainedAsync()
    {
        lock (_lock) return _drained?.Task ?? Task.CompletedTask;
    }

    public override void Advance(int bytes)
    {
        if (_cut) return;
        _unflushed += bytes;
        inner.Advance(bytes);
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => _cut ? Scratch(sizeHint) : inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_cut) return new(new FlushResult(isCanceled: false, isCompleted: true));
        var bytes = _unflushed;
        _unflushed = 0;
        var flush = inner.FlushAsync(CancellationToken.None);
        lock (_lock)
        {
            if (_drained is null)
            {
                if (flush.IsCompleted) return flush;
                _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _ = WaitAsync(flush.AsTask());
            }
            // One flush after the other, of which only the first is awaited: the pipe ends it when its reader has caught up.
            _behind += bytes;
            _cut = !node.Add(bytes) || _behind > MostBehind;
        }
        if (_cut)
        {
            Drained();
            cut();
        }
        return new(new FlushResult(isCanceled: false, isCompleted: _cut));
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        Drained();
        inner.Complete(exception);
    }

    async Task WaitAsync(Task<FlushResult> flush)
    {
        await Task.WhenAny(flush); // an error is for whoever writes next; the pipe tells him
        Drained();
    }

    void Drained()
    {
        TaskCompletionSource? drained;
        lock (_lock)
        {
            (drained, _drained) = (_drained, null);
            node.Add(-_behind);
            _behind = 0;
        }
        drained?.TrySetResult();
    }

    /// <summary>Where the rest of a message goes that is written while the connection is being cut off.</summary>
    Memory<byte> Scratch(int sizeHint)
    {
        if (_scratch.Length < Math.Max(sizeHint, 1)) _scratch = new byte[Math.Max(sizeHint, 4096)];
        return _scratch;
    }
}

using System.Threading.Channels;

namespace Messenger.Domain.Files;

/// <summary>Tells whoever finishes uploads on this node that there is one; others it finds by looking.</summary>
public sealed class FilesToFinish
{
    readonly Channel<bool> _hints = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There is one.</summary>
    public void Hint() => _hints.Writer.TryWrite(true);

    /// <summary>Waits for a hint, and not longer than it is worth to look without one.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _hints.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to look.
        }
    }
}

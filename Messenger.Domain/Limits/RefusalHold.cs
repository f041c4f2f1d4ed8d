namespace Messenger.Domain.Limits;

/// <summary>
/// Lets whoever does something too often wait for the refusal: a client that tries again at once, and again, would keep the node as busy with saying no as with
/// what it refuses. Waiting costs the node next to nothing.
/// </summary>
public sealed class RefusalHold(TimeProvider clock)
{
    /// <summary>Who comes when so many wait gets his refusal at once.</summary>
    public const int MostHeld = 2_000;

    /// <summary>How long one waits.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(1);

    int _held;

    /// <summary>Waits for <see cref="Time"/>.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits for the refusal any more.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _held) <= MostHeld) await Task.Delay(Time, clock, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _held);
        }
    }
}

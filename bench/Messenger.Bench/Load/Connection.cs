namespace Messenger.Bench.Load;

/// <summary>A connection of the generator's: it says things in its seat's room, and counts what it hears.</summary>
abstract class Connection(Seat seat, Action<int, int> heard) : IDisposable
{
    public Seat Seat => seat;

    /// <summary>Connects, signs in, and is ready to hear.</summary>
    /// <exception cref="TurnedAwayException">The server has no room at the moment.</exception>
    public abstract Task ConnectAsync(Uri node, CancellationToken cancellationToken);

    /// <summary>Says something; answers whether it was taken, and after how many milliseconds that was known.</summary>
    public abstract Task<(bool Good, double Milliseconds)> SayAsync(string text);

    public abstract void Dispose();

    /// <summary>Messages were received, in so many bytes.</summary>
    protected void Heard(int messages, int bytes) => heard(messages, bytes);
}

/// <summary>The server has no room at the moment; a client comes again.</summary>
sealed class TurnedAwayException(Exception inner) : Exception(inner.Message, inner);

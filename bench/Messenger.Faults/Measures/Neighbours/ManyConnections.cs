namespace Messenger.Faults.Measures.Neighbours;

/// <summary>A user who opens connections until there are a thousand, keeps what he gets, and goes on trying.</summary>
static class ManyConnections
{
    const int Wanted = 1_000;
    const int AtOnce = 20;

    public static async Task RunAsync(AbuseOrder order, Tally tally, CancellationToken stop)
    {
        var (had, tries) = (0, 0);
        var reading = new List<Task>();
        var sockets = new List<AbusiveSocket>();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (!stop.IsCancellationRequested && Volatile.Read(ref had) < Wanted)
            {
                var socket = new AbusiveSocket(order.Strangers[0], order.Nodes[Interlocked.Increment(ref tries) % order.Nodes.Count], tally);
                lock (sockets) sockets.Add(socket);
                if (!await socket.TryOpenAsync(stop)) continue;
                Interlocked.Increment(ref had);
                lock (reading) reading.Add(ReadAsync(socket));
            }
        }));
        await Task.WhenAny(Task.Delay(Timeout.Infinite, stop));
        await Task.WhenAll(reading);
        sockets.ForEach(s => s.Dispose());

        async Task ReadAsync(AbusiveSocket socket)
        {
            await socket.ReadAsync(null, stop);
            Interlocked.Decrement(ref had);
        }
    }
}

namespace Messenger.Faults.Measures.Neighbours;

/// <summary>A user whose client connects and leaves in a loop.</summary>
static class Reconnects
{
    public static async Task RunAsync(AbuseOrder order, int number, Tally tally, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(stop);
            using var socket = new AbusiveSocket(order.Strangers[1], order.Nodes[number % order.Nodes.Count], tally);
            if (!await socket.TryOpenAsync(stop)) continue;
            // The handshake's answer: it is in.
            await socket.ReadAsync(_ => leaving.Cancel(), leaving.Token);
        }
    }
}

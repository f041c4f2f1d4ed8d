namespace Messenger.Faults.Measures.Neighbours;

/// <summary>A client that speaks nonsense, is thrown out, and comes back at once.</summary>
static class Nonsense
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    static readonly string[] Records =
    [
        "{", "]", "null", "\"text\"", "{\"type\":99}", "{\"type\":1,\"target\":\"\",\"arguments\":[]}",
        "{\"type\":1,\"invocationId\":\"1\",\"target\":\"NoSuchMethod\",\"arguments\":[]}",
        "{\"type\":1,\"invocationId\":\"2\",\"target\":\"Post\",\"arguments\":[1,2,3]}",
        "{\"type\":1,\"invocationId\":\"" + new string('9', 60_000) + "\",\"target\":\"Sync\",\"arguments\":[{}]}",
        "{\"type\":1,\"invocationId\":\"3\",\"target\":\"Post\",\"arguments\":[{\"text\":\"" + new string('x', 100_000) + "\"}]}",
        "{\"type\":1,\"invocationId\":\"4\",\"target\":\"Post\",\"arguments\":" + new string('[', 30_000) + new string(']', 30_000) + "}",
    ];

    public static async Task RunAsync(AbuseOrder order, int number, Tally tally, CancellationToken stop)
    {
        for (var next = number; !stop.IsCancellationRequested; next++)
        {
            using var socket = new AbusiveSocket(order.Strangers[2 + number], order.Nodes[number % order.Nodes.Count], tally);
            if (!await socket.TryOpenAsync(stop)) continue;
            if (await socket.TrySendAsync(Records[next % Records.Length], stop)) tally.Add("frames sent");
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
            enough.CancelAfter(Patience);
            await socket.ReadAsync(null, enough.Token);
        }
    }
}

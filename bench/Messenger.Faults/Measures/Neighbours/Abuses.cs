using Abuse = System.Func<Messenger.Faults.Measures.Neighbours.AbuseOrder, Messenger.Faults.Measures.Neighbours.Tally, System.Threading.CancellationToken, System.Threading.Tasks.Task>;

namespace Messenger.Faults.Measures.Neighbours;

/// <summary>The ways to abuse the service. Each goes on until it is stopped.</summary>
static class Abuses
{
    const int Loops = 8;
    const int HalfRequests = 1_000;

    public static IReadOnlyDictionary<string, Abuse> All { get; } = new Dictionary<string, Abuse>
    {
        ["flood"] = Flood.RunAsync,
        ["connections"] = ManyConnections.RunAsync,
        ["reconnects"] = (order, tally, stop) => Several(Loops, i => Reconnects.RunAsync(order, i, tally, stop)),
        ["members"] = MembersInAndOut.RunAsync,
        ["nonsense"] = (order, tally, stop) => Several(Loops, i => Nonsense.RunAsync(order, i, tally, stop)),
        ["slowloris"] = (order, tally, stop) => Several(HalfRequests, i => HalfRequest.RunAsync(order, i, tally, stop)),
        ["stalled-1"] = (order, tally, stop) => StalledReader.RunAsync(order, 0, tally, stop),
        ["stalled-50"] = (order, tally, stop) => Several(order.Strangers.Count, i => StalledReader.RunAsync(order, i, tally, stop)),
    };

    static Task Several(int count, Func<int, Task> abuse) => Task.WhenAll(Enumerable.Range(0, count).Select(abuse));
}

using System.Globalization;
using Messenger.Client;

namespace Messenger.Faults.Measures.Neighbours;

/// <summary>A client that sends into the group of honest people as fast as its socket takes it, and comes back when it is cut off.</summary>
static class Flood
{
    public static async Task RunAsync(AbuseOrder order, Tally tally, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var socket = new AbusiveSocket(order.Neighbour, order.Nodes[0], tally);
            if (!await socket.TryOpenAsync(stop))
            {
                await Task.WhenAny(Task.Delay(20, stop));
                continue;
            }
            var reading = socket.ReadAsync(text => Count(text, tally), stop);
            while (!stop.IsCancellationRequested && await socket.TrySendAsync(Call(order), stop)) tally.Add("frames sent");
            await reading;
        }
    }

    static string Call(AbuseOrder order) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"type":1,"invocationId":"1","target":"Post","arguments":[{"conversationId":"{{order.Neighbour.Conversations[0]}}","clientMessageId":"{{Ids.Create(TimeProvider.System.GetUtcNow())}}","text":"flood"}]}""");

    static void Count(string text, Tally tally)
    {
        tally.Add("rate_limited", text.Split("rate_limited").Length - 1);
        tally.Add("answered", text.Split("\"type\":3").Length - 1);
    }
}

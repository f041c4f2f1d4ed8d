using System.Globalization;
using Messenger.Bench.Load;
using Messenger.Bench.Measuring;
using Messenger.Bench.Targets;

namespace Messenger.Bench.Rows;

/// <summary>Row 11: the fan-out of a room over one, two and four nodes with Redis, against one node without.</summary>
sealed class ManyNodes(Stage stage)
{
    const int Text = 93;

    public async Task RunAsync()
    {
        var sizes = (int[])[100, 1_000];
        await using var rows = stage.Within();
        var postgres = await rows.PostgresAsync("nodes");
        var redis = await rows.RedisAsync();
        var alone = rows.Own(await MessengerTarget.StartAsync(rows.Folder, rows.Ports, postgres));
        var staff = await Staff.HireAsync(postgres, sizes.Max());
        var rooms = new List<(List<Seat> Seats, Loaded Baseline)>();
        foreach (var members in sizes)
        {
            var room = (await staff.GroupAsync(postgres, 1, _ => Enumerable.Range(0, members)))[0];
            List<Seat> seats = [.. Enumerable.Range(0, members).Select(i => staff.Seat(i, room))];
            rooms.Add((seats, await rows.LoadAsync(alone, WireKind.MessagePack, seats)));
        }
        foreach (var (nodes, bar) in ((int, double?)[])[(1, 1.4), (2, 1.6), (4, null)])
        {
            await using var cluster = rows.Within();
            var target = cluster.Own(await MessengerTarget.StartAsync(cluster.Folder, cluster.Ports, postgres, redis, nodes));
            foreach (var (seats, baseline) in rooms)
            {
                await using var connected = rows.Within();
                await CompareAsync(nodes, bar, seats.Count, baseline, await connected.LoadAsync(target, WireKind.MessagePack, seats));
            }
        }
    }

    async Task CompareAsync(int nodes, double? bar, int members, Loaded baseline, Loaded loaded)
    {
        var messages = (int)(stage.Seconds * 10_000 / members);
        // The one node without Redis is not told what the others write, and they are not told of its messages: each room of listeners hears its own sender.
        Loaded[] loads = [baseline, loaded];
        var rounds = await stage.RoundsAsync(loads, i => loads[i].TellAsync("spread", messages, 1, Text));
        var ratio = Spread.Of(rounds[1].Zip(rounds[0], (several, one) => several.PerDelivery / one.PerDelivery));
        stage.Add(new(11, string.Create(CultureInfo.InvariantCulture, $"fan-out to {members} over {nodes} {(nodes == 1 ? "node" : "nodes")} with Redis, against one node without"), $"{ratio.Text()} ×", bar is { } most ? $"≤ {most.ToString(CultureInfo.InvariantCulture)} ×" : "", bar is { } limit ? ratio.Median <= limit : null));
    }
}

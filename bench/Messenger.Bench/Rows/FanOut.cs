using System.Globalization;
using Messenger.Bench.Load;
using Messenger.Bench.Measuring;
using Messenger.Bench.Targets;

namespace Messenger.Bench.Rows;

/// <summary>Rows 4 and 5: one room of a hundred and one of a thousand hear messages, one at a time and 32 in flight, beside a bare broadcast of as many bytes.</summary>
sealed class FanOut(Stage stage)
{
    const int InFlight = 32;
    const int MessageBytes = 100;

    public async Task RunAsync()
    {
        var sizes = (int[])[100, 1_000];
        await using var rows = stage.Within();
        var postgres = await rows.PostgresAsync("fan-out");
        var messenger = rows.Own(await MessengerTarget.StartAsync(rows.Folder, rows.Ports, postgres));
        var bare = rows.Own(await BareTarget.StartAsync(rows.Folder, rows.Ports.Next(), SayVerb.Say));
        var staff = await Staff.HireAsync(postgres, sizes.Max());
        foreach (var members in sizes)
        {
            var room = (await staff.GroupAsync(postgres, 1, _ => Enumerable.Range(0, members)))[0];
            var seats = Enumerable.Range(0, members).Select(i => staff.Seat(i, room)).ToList();
            foreach (var wire in (WireKind[])[WireKind.MessagePack, WireKind.Json])
            {
                await using var connected = stage.Within();
                await RunAsync(members, wire, await connected.LoadAsync(messenger, wire, seats), await connected.LoadAsync(bare, wire, seats));
            }
        }
    }

    async Task RunAsync(int members, WireKind wire, Loaded ours, Loaded theirs)
    {
        // A push of the service says more than its text: the bare one's text is as much longer.
        var ourText = MessageBytes - Wire.Mark.Length;
        var (one, other) = (await ours.TellAsync("spread", 20, 1, ourText), await theirs.TellAsync("spread", 20, 1, ourText));
        var theirText = ourText + (int)Math.Round((double)(one.Round.Bytes / one.Round.Delivered) - (other.Round.Bytes / other.Round.Delivered));
        await MeasureAsync(4, 1, 1.15);
        await MeasureAsync(5, InFlight, 1.25);

        async Task MeasureAsync(int row, int inFlight, double bar)
        {
            var messages = Math.Max(inFlight * 4, (int)(stage.Seconds * (inFlight == 1 ? 10_000 : 40_000) / members));
            Loaded[] loads = [ours, theirs];
            var rounds = await stage.RoundsAsync(loads, i => loads[i].TellAsync("spread", messages, inFlight, i == 0 ? ourText : theirText));
            var (mine, bares) = (rounds[0], rounds[1]);
            var ratio = Spread.Of(mine.Zip(bares, (a, b) => a.PerDelivery / b.PerDelivery));
            stage.Add(new(row, string.Create(CultureInfo.InvariantCulture, $"fan-out to {members}, {wire}, {inFlight} in flight: {Median(mine, m => m.PerDelivery):0.0} µs a delivery ({100 * Median(mine, m => m.DatabaseSeconds / m.ServerSeconds):0} % of it the database's), {Median(mine, m => (double)m.Round.Bytes / m.Round.Delivered):0} bytes; bare SignalR {Median(bares, m => m.PerDelivery):0.0} µs, {Median(bares, m => (double)m.Round.Bytes / m.Round.Delivered):0} bytes; generator {Median(mine, m => m.GeneratorShare):0.00} × the server's"), $"{ratio.Text()} ×", $"≤ {bar.ToString(CultureInfo.InvariantCulture)} ×", ratio.Median <= bar));
        }
    }

    static double Median(IEnumerable<Measured> rounds, Func<Measured, double> figure) => Spread.Of(rounds.Select(figure)).Median;
}

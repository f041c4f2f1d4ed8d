using System.Globalization;
using Messenger.Bench.Load;
using Messenger.Bench.Measuring;
using Messenger.Bench.Targets;

namespace Messenger.Bench.Rows;

/// <summary>Rows 1 to 3: 200 senders in 40 rooms of five, each of whom says something as soon as his last is answered.</summary>
sealed class DurableSends(Stage stage)
{
    const int Senders = 200;
    const int RoomSize = 5;
    const double Rate = 2_000;

    public async Task RunAsync()
    {
        var postgres = await stage.PostgresAsync("sends");
        var messenger = stage.Own(await MessengerTarget.StartAsync(stage.Folder, stage.Ports, postgres));
        var staff = await Staff.HireAsync(postgres, Senders);
        var rooms = await staff.GroupAsync(postgres, Senders / RoomSize, room => Enumerable.Range(room * RoomSize, RoomSize));
        var seats = Enumerable.Range(0, Senders).Select(i => staff.Seat(i, rooms[i / RoomSize])).ToList();
        var storeless = stage.Own(await BareTarget.StartAsync(stage.Folder, stage.Ports.Next(), SayVerb.Post));
        var eager = stage.Own(await BareTarget.StartAsync(stage.Folder, stage.Ports.Next(), SayVerb.Post, postgres: await stage.PostgresAsync("inserts")));

        var loads = new List<Loaded>();
        foreach (var target in (Target[])[messenger, storeless, eager]) loads.Add(await stage.LoadAsync(target, WireKind.MessagePack, seats));
        var rounds = await stage.RoundsAsync(loads, i => loads[i].TellAsync("send", stage.Seconds));

        foreach (var (load, measured) in loads.Zip(rounds))
            stage.Add(new(1, $"durable sends: {load.Target.Name}", string.Create(CultureInfo.InvariantCulture, $"{Of(measured, m => m.PerMessage).Text("0")} µs each, of them {Of(measured, m => m.DatabasePerMessage).Text("0")} the database's, {Of(measured, m => m.AcknowledgedPerSecond).Text("0")} acknowledged/s, median {Of(measured, m => m.Round.AckMilliseconds.Median).Median:0.0} ms, generator {Of(measured, m => m.GeneratorShare).Median:0.00} × the server's")));
        var (ours, bare, one) = (rounds[0], rounds[1], rounds[2]);
        var cost = Ratio(ours, bare, m => m.PerMessage);
        stage.Add(new(1, "processor time per message, against the same hub that stores nothing", $"{cost.Text()} ×", "≤ 1.9 ×", cost.Median <= 1.9));
        var rate = Ratio(ours, bare, m => m.AcknowledgedPerSecond);
        stage.Add(new(1, "acknowledged per second, against the same", $"{(rate with { Median = 100 * rate.Median, Least = 100 * rate.Least, Most = 100 * rate.Most }).Text("0")} %", "≥ 65 %", rate.Median >= 0.65));
        var saved = Ratio(one, ours, m => m.PerMessage);
        stage.Add(new(2, "processor time per message, against one INSERT and COMMIT per message on a pool of 16", $"1/{saved.Text("0.0")}", "≤ 1/8", saved.Median >= 8));
        await PaceAsync(loads[0], postgres);
    }

    /// <summary>Row 3: the rate rises to what is asked, and at that the answer is held against a commit of the same database at the same time.</summary>
    async Task PaceAsync(Loaded load, PostgresServer postgres)
    {
        var (ratios, reached) = (new List<double>(), true);
        foreach (var rate in (double[])[Rate / 4, Rate / 2]) await Tell(rate);
        for (var round = 0; round < stage.Rounds; round++)
        {
            var (ack, commit) = await Tell(Rate);
            ratios.Add(ack.Most99 / commit.Median);
        }
        var spread = Spread.Of(ratios);
        // Of fewer messages than were asked for the waiting says nothing.
        stage.Add(new(3, string.Create(CultureInfo.InvariantCulture, $"p99 of the acknowledgement at {Rate:0} messages/s, against the database's median commit at that rate"), reached ? $"{spread.Text("0.0")} ×" : "not reached", "≤ 5 ×", reached && spread.Median <= 5));

        async Task<(Latency Ack, Latency Commit)> Tell(double rate)
        {
            await using var probe = await CommitProbe.StartAsync(postgres);
            var measured = await load.TellAsync("pace", rate, stage.Seconds);
            var commit = await probe.StopAsync();
            var ack = measured.Round.AckMilliseconds;
            reached &= measured.AcknowledgedPerSecond > 0.95 * rate;
            stage.Add(new(3, string.Create(CultureInfo.InvariantCulture, $"at {rate:0} messages/s"), string.Create(CultureInfo.InvariantCulture, $"{measured.AcknowledgedPerSecond:0}/s acknowledged after {ack.Median:0.0} ms, p99 {ack.Most99:0.0} ms; a commit {commit.Median:0.0} ms, p99 {commit.Most99:0.0} ms")));
            return (ack, commit);
        }
    }

    static Spread Of(IEnumerable<Measured> rounds, Func<Measured, double> figure) => Spread.Of(rounds.Select(figure));

    static Spread Ratio(IEnumerable<Measured> one, IEnumerable<Measured> other, Func<Measured, double> figure) =>
        Spread.Of(one.Zip(other, (a, b) => figure(a) / figure(b)));
}

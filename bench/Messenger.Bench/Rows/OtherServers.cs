using System.Globalization;
using Messenger.Bench.Load;
using Messenger.Bench.Measuring;
using Messenger.Bench.Targets;

namespace Messenger.Bench.Rows;

/// <summary>Row 6: the work of rows 1, 4, 5 and 8 on ejabberd and prosody.</summary>
sealed class OtherServers(Stage stage)
{
    const int Members = 100;
    const int Text = 93;
    const int Senders = 200;
    const int RoomSize = 5;
    const int InFlight = 32;

    public async Task RunAsync()
    {
        var comers = stage.Quick ? 100 : 1_000;
        await using (var rows = stage.Within())
        {
            var (staff, targets) = await StartAsync(rows, Math.Max(Members, comers), archives: false);
            await SpreadAsync(staff, targets);
            await SignInAsync(targets, [.. Enumerable.Range(0, comers).Select(i => staff.Seat(i, Guid.Empty))]);
        }
        await SendAsync();
    }

    async Task SpreadAsync(Staff staff, Targets targets)
    {
        await using var rows = stage.Within();
        var room = (await staff.GroupAsync(targets.Postgres, 1, _ => Enumerable.Range(0, Members)))[0];
        var loads = await LoadAsync(rows, targets, [.. Enumerable.Range(0, Members).Select(i => staff.Seat(i, room))]);
        foreach (var (inFlight, bar) in ((int, double)[])[(1, 0.4), (InFlight, 0.1)])
        {
            var messages = Math.Max(4 * inFlight, (int)(stage.Seconds * 5_000 / Members));
            var rounds = await stage.RoundsAsync(loads, i => loads[i].TellAsync("spread", messages, inFlight, Text));
            Compare(string.Create(CultureInfo.InvariantCulture, $"processor time per delivery to {Members}, {inFlight} in flight"), loads, rounds, m => m.PerDelivery, bar);
        }
    }

    async Task SendAsync()
    {
        await using var rows = stage.Within();
        var (staff, targets) = await StartAsync(rows, Senders, archives: true);
        var groups = await staff.GroupAsync(targets.Postgres, Senders / RoomSize, room => Enumerable.Range(room * RoomSize, RoomSize));
        var loads = await LoadAsync(rows, targets, [.. Enumerable.Range(0, Senders).Select(i => staff.Seat(i, groups[i / RoomSize]))]);
        var rounds = await stage.RoundsAsync(loads, i => loads[i].TellAsync("send", stage.Seconds));
        Compare("processor time per durable message, 200 senders in 40 rooms of five", loads, rounds, m => m.PerMessage, 0.1);
    }

    async Task SignInAsync(Targets targets, IReadOnlyList<Seat> seats)
    {
        var costs = targets.All.ToDictionary(t => t.Name, _ => new List<double>());
        foreach (var target in targets.All) await stage.WarmAsync(target, () => SignInAsync(target, seats));
        for (var round = 0; round < stage.Rounds; round++)
        {
            foreach (var target in targets.All) costs[target.Name].Add(await SignInAsync(target, seats));
        }
        var ours = costs.First().Value;
        foreach (var (name, other) in costs.Skip(1))
        {
            var ratio = Spread.Of(ours.Zip(other, (a, b) => a / b));
            stage.Add(new(6, $"sign-in and presence: Messenger {Spread.Of(ours).Text("0")} µs, {name} {Spread.Of(other).Text("0")} µs", $"{ratio.Text()} ×", "≤ 1 ×", ratio.Median <= 1));
        }
    }

    /// <summary>Microseconds for each of those who come; afterwards they leave.</summary>
    async Task<double> SignInAsync(Target target, IReadOnlyList<Seat> seats)
    {
        await using var brief = stage.Within();
        var connecting = (await brief.LoadAsync(target, WireKind.MessagePack, seats)).Connecting!;
        return 1e6 * connecting.ServerSeconds / connecting.Round.Acknowledged;
    }

    static async Task<(Staff Staff, Targets Targets)> StartAsync(Stage rows, int users, bool archives)
    {
        var postgres = await rows.PostgresAsync(string.Create(CultureInfo.InvariantCulture, $"others-{rows.Ports.Next()}"));
        var messenger = rows.Own(await MessengerTarget.StartAsync(rows.Folder, rows.Ports, postgres));
        var staff = await Staff.HireAsync(postgres, users);
        var theirs = await rows.PostgresAsync(string.Create(CultureInfo.InvariantCulture, $"ejabberd-{rows.Ports.Next()}"));
        var ejabberd = rows.Own(await Ejabberd.StartAsync(rows.Folder, rows.Ports.Next(), theirs, staff.Users, archives));
        var prosody = rows.Own(await Prosody.StartAsync(rows.Folder, rows.Ports.Next(), staff.Users, archives));
        return (staff, new(postgres, [messenger, ejabberd, prosody]));
    }

    static async Task<IReadOnlyList<Loaded>> LoadAsync(Stage rows, Targets targets, IReadOnlyList<Seat> seats)
    {
        var loads = new List<Loaded>();
        foreach (var target in targets.All) loads.Add(await rows.LoadAsync(target, WireKind.MessagePack, seats));
        return loads;
    }

    /// <summary>The bar is for the first of the others; ahead of all we are to be in any case.</summary>
    void Compare(string what, IReadOnlyList<Loaded> loads, IReadOnlyList<List<Measured>> rounds, Func<Measured, double> figure, double bar)
    {
        for (var i = 1; i < loads.Count; i++)
        {
            var ratio = Spread.Of(rounds[0].Zip(rounds[i], (a, b) => figure(a) / figure(b)));
            var most = i == 1 ? bar : 1;
            stage.Add(new(6, string.Create(CultureInfo.InvariantCulture, $"{what}: Messenger {Spread.Of(rounds[0].Select(figure)).Text("0.0")} µs, {loads[i].Target.Name} {Spread.Of(rounds[i].Select(figure)).Text("0.0")} µs"), $"{ratio.Text("0.000")} ×", $"≤ {most.ToString(CultureInfo.InvariantCulture)} ×", ratio.Median <= most));
        }
    }

    sealed record Targets(PostgresServer Postgres, IReadOnlyList<Target> All);
}

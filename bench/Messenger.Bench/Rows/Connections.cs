using System.Globalization;
using Messenger.Bench.Load;
using Messenger.Bench.Measuring;
using Messenger.Bench.Targets;

namespace Messenger.Bench.Rows;

/// <summary>Rows 7 and 8: what connections cost that do nothing, and what it costs to make them; 100 conversations each.</summary>
sealed class Connections(Stage stage)
{
    const int ConversationsOfEach = 100;
    const int AtOnce = 5_000;

    public async Task RunAsync()
    {
        var count = stage.Quick ? 1_000 : 10_000;
        await using var rows = stage.Within();
        var postgres = await rows.PostgresAsync("connections");
        await using (await MessengerTarget.StartAsync(rows.Folder, rows.Ports, postgres))
        {
            // It makes the schema.
        }
        var staff = await Staff.HireAsync(postgres, count);
        // Everybody is in a hundred of as many groups as there are people.
        var groups = await staff.GroupAsync(postgres, count, group => Enumerable.Range(0, ConversationsOfEach).Select(i => (group + (i * 97)) % count));
        var seats = Enumerable.Range(0, count).Select(i => staff.Seat(i, groups[i])).ToList();

        var (ours, bare) = (new List<Kept>(), new List<Kept>());
        for (var round = 0; round < (stage.Quick ? 1 : 5); round++)
        {
            ours.Add(await KeepAsync(async () => await MessengerTarget.StartAsync(stage.Folder, stage.Ports, postgres), seats));
            bare.Add(await KeepAsync(async () => await BareTarget.StartAsync(stage.Folder, stage.Ports.Next(), SayVerb.Say), seats));
        }
        foreach (var (name, kept) in ((string, List<Kept>)[])[("Messenger", ours), ("bare SignalR", bare)])
            stage.Add(new(7, string.Create(CultureInfo.InvariantCulture, $"{count} idle connections: {name}"), $"{Spread.Of(kept.Select(k => k.LiveKilobytes)).Text("0.0")} kB of live objects, {Spread.Of(kept.Select(k => k.ResidentKilobytes)).Text("0.0")} kB of the process each"));
        var memory = Spread.Of(ours.Zip(bare, (a, b) => a.ResidentKilobytes / b.ResidentKilobytes));
        stage.Add(new(7, "memory of the process for each, against bare SignalR", $"{memory.Text()} ×", "≤ 1.5 ×", memory.Median <= 1.5));
        var connect = Spread.Of(ours.Zip(bare, (a, b) => a.ConnectMicroseconds / b.ConnectMicroseconds));
        stage.Add(new(8, string.Create(CultureInfo.InvariantCulture, $"connect, authenticate, sync {ConversationsOfEach} conversations: {Spread.Of(ours.Select(k => k.ConnectMicroseconds)).Text("0")} µs of processor time each; against a bare SignalR connect"), $"{connect.Text("0.0")} ×"));
        await StormAsync(postgres, seats);
    }

    /// <summary>With the limits as they are shipped: whoever is turned away comes again.</summary>
    async Task StormAsync(PostgresServer postgres, List<Seat> seats)
    {
        await using var rows = stage.Within();
        var count = Math.Min(AtOnce, seats.Count);
        var messenger = rows.Own(await MessengerTarget.StartAsync(rows.Folder, rows.Ports, postgres, settings: ["--Connections:PerAddress=20000"]));
        var connecting = (await rows.LoadAsync(messenger, WireKind.MessagePack, [.. seats.Take(count)], count)).Connecting!.Round;
        stage.Add(new(8, string.Create(CultureInfo.InvariantCulture, $"{count} connect at once, limits as shipped: {connecting.Refused} tries turned away, in after {connecting.AckMilliseconds.Median / 1_000:0.0} s (median), {connecting.AckMilliseconds.Longest / 1_000:0.0} s (last)"), $"{connecting.Acknowledged} served", "all", connecting.Acknowledged == count));
    }

    async Task<Kept> KeepAsync(Func<Task<Target>> start, List<Seat> seats)
    {
        await using var rows = stage.Within();
        var target = rows.Own(await start());
        // The first connections make what all share, once what they run is compiled.
        const int Warm = 200;
        await stage.WarmAsync(target, async () =>
        {
            await using var brief = stage.Within();
            await brief.LoadAsync(target, WireKind.MessagePack, [.. seats.Take(Warm)]);
        });
        await rows.LoadAsync(target, WireKind.MessagePack, [.. seats.Take(Warm)]);
        var (live, resident) = await target.MemoryAsync();
        var loaded = await rows.LoadAsync(target, WireKind.MessagePack, [.. seats.Skip(Warm)]);
        var connecting = loaded.Connecting!;
        await Task.Delay(TimeSpan.FromSeconds(2));
        var (liveThen, residentThen) = await target.MemoryAsync();
        var made = connecting.Round.Acknowledged;
        return new((liveThen - live) / 1e3 / made, (residentThen - resident) / 1e3 / made, 1e6 * connecting.ServerSeconds / made);
    }

    /// <summary>For each connection.</summary>
    sealed record Kept(double LiveKilobytes, double ResidentKilobytes, double ConnectMicroseconds);
}

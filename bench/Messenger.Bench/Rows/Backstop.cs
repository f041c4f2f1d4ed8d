using System.Globalization;
using Messenger.Bench.Measuring;
using Messenger.Bench.Targets;
using Microsoft.AspNetCore.SignalR.Client;

namespace Messenger.Bench.Rows;

/// <summary>Row 9, the backstop: every client asks once a minute whether a push was lost, which is nearly always for nothing.</summary>
sealed class Backstop(Stage stage)
{
    const int ConversationsOfEach = 100;
    const int Online = 10_000;
    const double EverySeconds = 60;
    const double Bar = 0.05;

    public async Task RunAsync()
    {
        const int Users = 200;
        await using var rows = stage.Within();
        var postgres = await rows.PostgresAsync("backstop");
        var messenger = rows.Own(await MessengerTarget.StartAsync(rows.Folder, rows.Ports, postgres));
        var staff = await Staff.HireAsync(postgres, Users);
        await staff.GroupAsync(postgres, Users, group => Enumerable.Range(0, ConversationsOfEach).Select(i => (group + i) % Users));
        var hubs = new List<(HubConnection Hub, string Token)>();
        for (var i = 0; i < 20; i++)
        {
            var token = staff.Tokens[i];
            var hub = rows.Own(new HubConnectionBuilder().WithUrl(new Uri(messenger.Addresses[0], "/hubs/messenger"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(token)).Build());
            await hub.StartAsync();
            hubs.Add((hub, await CatchingUp.SyncAsync(hub, null)));
        }
        var (database, all) = (new List<double>(), new List<double>());
        for (var round = -1; round < stage.Rounds; round++)
        {
            var calls = stage.Quick ? 100 : 400;
            var (before, total) = (ProcessorTime.Of([postgres.ProcessId]), messenger.Processor());
            await Task.WhenAll(hubs.Select(async one =>
            {
                for (var i = 0; i < calls; i++) await CatchingUp.SyncAsync(one.Hub, one.Token);
            }));
            if (round < 0) continue;
            database.Add((ProcessorTime.Of([postgres.ProcessId]) - before).TotalSeconds / (calls * hubs.Count));
            all.Add((messenger.Processor() - total).TotalSeconds / (calls * hubs.Count));
        }
        var share = Spread.Of(database.Select(cost => Online / EverySeconds * cost / Environment.ProcessorCount));
        stage.Add(new(9, string.Create(CultureInfo.InvariantCulture, $"the backstop: {Online} members with {ConversationsOfEach} conversations ask every {EverySeconds} s, {1e6 * Spread.Of(all).Median:0} µs each, of them {1e6 * Spread.Of(database).Median:0} the database's; part of the database's capacity on {Environment.ProcessorCount} processors"), $"{(share with { Median = 100 * share.Median, Least = 100 * share.Least, Most = 100 * share.Most }).Text("0.0")} %", "≤ 5 %", share.Median <= Bar));
    }
}

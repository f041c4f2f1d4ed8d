using System.Diagnostics;
using System.Globalization;
using Messenger.Faults.Deployment;
using Messenger.Faults.Workload;
using Npgsql;

namespace Messenger.Faults.Nemesis;

/// <summary>
/// Thousands of connections, besides those of the workload, are reset at once and come back. They are people of their own, in a group
/// where nobody says anything, so that what is measured is coming back.
/// </summary>
static class ReconnectStorm
{
    public const string Name = "F14-storm";

    /// <summary>Users of the crowd.</summary>
    public const int Users = 125;
    const int ConnectionsOfEach = 40; // the nodes let in 50
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5); // a bound that is broken is reported, not given up
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Fault Make(Surroundings s)
    {
        Hand? crowd = null;
        var back = Stopwatch.StartNew();
        var watch = new CancellationTokenSource();
        var watching = Task.FromResult(0L);
        return new()
        {
            Name = Name,
            Target = $"{Users * ConnectionsOfEach} more connections are reset at once",
            Lasts = TimeSpan.Zero,
            BringsClients = true,
            PrepareAsync = async () => crowd = await GatherAsync(s),
            BeginAsync = async () =>
            {
                await crowd!.TellAsync("expect", "expect");
                watching = WatchConnectionsAsync(s, watch.Token);
                back.Restart();
                s.Cluster.Front.Reset();
                foreach (var node in s.Cluster.Nodes) node.Inward.Reset();
            },
            EndAsync = async () =>
            {
                await crowd!.TellAsync("wait", "wait");
                back.Stop();
                await watch.CancelAsync();
                var (most, allowed) = (await watching, s.Cluster.Nodes.Count * Node.DatabaseConnections);
                watch.Dispose();
                await crowd.DisposeAsync();
                s.Note($"{Name}: all {Users * ConnectionsOfEach} had synced after {back.Elapsed.TotalSeconds:0.0} s (stated: {Limit.TotalSeconds:0} s); PostgreSQL had at most {most} connections of {allowed} that the nodes may have.");
                if (back.Elapsed > Limit) s.Find(string.Create(CultureInfo.InvariantCulture, $"{Name}: it took {back.Elapsed.TotalSeconds:0.0} s until all had synced."));
                if (most > allowed) s.Find(string.Create(CultureInfo.InvariantCulture, $"{Name}: PostgreSQL had {most} connections, and the nodes may have {allowed}."));
            },
        };
    }

    static async Task<Hand> GatherAsync(Surroundings s)
    {
        var cookies = await s.Company.SignInCrowdAsync(s.Cluster.Nodes[0].Address);
        var order = new CrowdOrder([.. s.Cluster.Nodes.Select(n => n.Address)], [.. Enumerable.Repeat(cookies, ConnectionsOfEach).SelectMany(c => c)], s.Chance.Next());
        var name = string.Create(CultureInfo.InvariantCulture, $"crowd-{order.Seed}");
        var crowd = await Hand.StartAsync("crowd", name, s.Crew.Folder, order, Patience);
        await crowd.HearAsync("ready");
        return crowd;
    }

    /// <summary>The most connections of nodes that PostgreSQL had.</summary>
    static async Task<long> WatchConnectionsAsync(Surroundings s, CancellationToken stop)
    {
        var most = 0L;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                most = Math.Max(most, await s.Cluster.Postgres.AskAsync<long>("select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"));
            }
            catch (NpgsqlException)
            {
                // Another fault has the server.
            }
            await Task.WhenAny(Task.Delay(250, stop));
        }
        return most;
    }
}

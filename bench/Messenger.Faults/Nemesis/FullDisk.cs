using System.Diagnostics;
using System.Net;
using Messenger.Faults.Deployment;
using Npgsql;

namespace Messenger.Faults.Nemesis;

/// <summary>PostgreSQL's disk is full for a while.</summary>
static class FullDisk
{
    const int LogRecords = 300; // of a megabyte: more than the disk holds

    /// <summary>The disk of the write-ahead log, or of the data. What that ends is started again when there is room.</summary>
    public static Fault Make(Surroundings s)
    {
        var (postgres, isLog, lasts) = (s.Cluster.Postgres, s.Chance.Next(2) == 0, s.Seconds(10, 20));
        var disk = isLog ? postgres.LogDisk! : postgres.Disk!;
        var watch = new CancellationTokenSource();
        var watching = Task.CompletedTask;
        return new()
        {
            Name = "F8",
            Target = $"the disk of PostgreSQL's {(isLog ? "write-ahead log" : "data")} is full",
            Lasts = lasts,
            LongestSilence = lasts + TimeSpan.FromSeconds(20),
            BeginAsync = async () =>
            {
                disk.Fill();
                if (isLog) await UseUpLogAsync(postgres);
                watching = Task.WhenAll(s.Cluster.Nodes.Select(node => WatchAsync(s, node, isLog, watch.Token)));
            },
            EndAsync = async () =>
            {
                await watch.CancelAsync();
                await watching;
                watch.Dispose();
                disk.Free();
                if (!postgres.IsRunning) await postgres.StartAsync();
                await postgres.WaitUntilUpAsync(TimeSpan.FromSeconds(60));
            },
        };
    }

    /// <summary>The log has files in reserve, which would last longer than the fault.</summary>
    static async Task UseUpLogAsync(PostgresServer postgres)
    {
        try
        {
            for (var i = 0; i < LogRecords; i++) await postgres.AskAsync<object>("select pg_logical_emit_message(true, 'faults', repeat('x', 1000000))::text");
        }
        catch (NpgsqlException)
        {
            // Full: without room for its log the server ends.
        }
    }

    /// <summary>A node that cannot write says that it is not ready, and lives.</summary>
    static async Task WatchAsync(Surroundings s, Node node, bool mustFail, CancellationToken stop)
    {
        var begun = Stopwatch.StartNew();
        TimeSpan? unready = null;
        while (!stop.IsCancellationRequested)
        {
            if (unready is null && await node.HealthAsync("ready") is (int)HttpStatusCode.ServiceUnavailable) unready = begun.Elapsed;
            if (await node.HealthAsync("live") is (int)HttpStatusCode.ServiceUnavailable) s.Find($"F8: {node.Name} said that it does not live.");
            await Task.WhenAny(Task.Delay(250, stop));
        }
        if (unready is { } after) s.Note($"F8: {node.Name} said after {after.TotalSeconds:0.0} s that it is not ready.");
        else if (mustFail) s.Find($"F8: {node.Name} never said that it is not ready.");
        else s.Note($"F8: {node.Name} said all the time that it is ready.");
    }
}

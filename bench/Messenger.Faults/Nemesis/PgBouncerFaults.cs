namespace Messenger.Faults.Nemesis;

/// <summary>What happens to PgBouncer, in a run that has one.</summary>
static class PgBouncerFaults
{
    const int SmallPool = 2;

    /// <summary>Killed and started again: all sessions are gone, whatever they were about to commit.</summary>
    public static Fault Restart(Surroundings s) => new()
    {
        Name = "F11-pgbouncer-restart",
        Target = "kill -9 of PgBouncer, started again",
        Lasts = TimeSpan.FromSeconds(2),
        BeginAsync = () => s.Cluster.Bouncer!.Process.KillAsync(),
        EndAsync = () => s.Cluster.Bouncer!.StartAsync(),
    };

    /// <summary>Running transactions end, new ones wait.</summary>
    public static Fault Pause(Surroundings s)
    {
        var lasts = s.Seconds(4, 12);
        return new()
        {
            Name = "F11-pgbouncer-pause",
            Target = "PAUSE of PgBouncer, then RESUME",
            Lasts = lasts,
            LongestSilence = lasts + TimeSpan.FromSeconds(10),
            BeginAsync = () => s.Cluster.Bouncer!.Process.SignalAsync("USR1"),
            EndAsync = () => s.Cluster.Bouncer!.Process.SignalAsync("USR2"),
        };
    }

    /// <summary>All nodes together have fewer connections to the server than one of them has lanes for writing.</summary>
    public static Fault Shrink(Surroundings s) => new()
    {
        Name = "F11-pgbouncer-pool",
        Target = $"PgBouncer has {SmallPool} connections to PostgreSQL",
        Lasts = s.Seconds(8, 15),
        BeginAsync = () => RestartAsync(s, SmallPool),
        EndAsync = async () =>
        {
            await s.Cluster.Bouncer!.Process.KillAsync();
            await s.Cluster.Bouncer.StartAsync();
        },
    };

    static async Task RestartAsync(Surroundings s, int pool)
    {
        await s.Cluster.Bouncer!.Process.KillAsync();
        await s.Cluster.Bouncer.StartAsync(pool);
    }
}

using Npgsql;

namespace Messenger.Faults.Nemesis;

/// <summary>What happens to PostgreSQL.</summary>
static class PostgresFaults
{
    const int ConnectionsHeld = 97;

    public static Fault KillBackend(Surroundings s) => new()
    {
        Name = "F3",
        Target = "kill -9 of a backend of PostgreSQL",
        BeginAsync = () => s.Cluster.Postgres.KillBackendAsync(),
        EndAsync = () => s.Cluster.Postgres.WaitUntilUpAsync(TimeSpan.FromSeconds(60)),
    };

    public static Fault Restart(Surroundings s)
    {
        var mode = s.Any("fast", "immediate");
        return new()
        {
            Name = "F4",
            Target = $"restart of PostgreSQL, {mode}",
            Lasts = TimeSpan.FromSeconds(1),
            BeginAsync = () => s.Cluster.Postgres.StopAsync(mode),
            EndAsync = () => s.Cluster.Postgres.StartAsync(),
        };
    }

    public static Fault KillPostmaster(Surroundings s) => new()
    {
        Name = "F6",
        Target = "kill -9 of the postmaster, started again after 10 s",
        Lasts = TimeSpan.FromSeconds(10),
        LongestSilence = TimeSpan.FromSeconds(30),
        BeginAsync = s.Cluster.Postgres.KillAsync,
        EndAsync = () => s.Cluster.Postgres.StartAsync(),
    };

    /// <summary>Somebody else's session holds a lock.</summary>
    public static Fault HoldLock(Surroundings s)
    {
        var group = s.Company.Groups[s.Chance.Next(s.Company.Groups.Count)];
        var table = s.Chance.Next(3) == 0;
        var lasts = s.Seconds(8, 20);
        NpgsqlConnection? holder = null;
        return new()
        {
            Name = "F7",
            Target = table ? "a lock on the table of messages" : $"a lock on conversation {group.Id}",
            Lasts = lasts,
            LongestSilence = table ? lasts + TimeSpan.FromSeconds(10) : TimeSpan.FromSeconds(10),
            BeginAsync = async () =>
            {
                holder = await OpenAsync(s);
                await ExecuteAsync(holder, "begin");
                await ExecuteAsync(holder, table ? "lock table messages in access exclusive mode" : $"select from conversations where id = '{group.Id}' for update");
            },
            EndAsync = async () => await holder!.DisposeAsync(),
        };
    }

    public static Fault HoldConnections(Surroundings s)
    {
        var held = new List<NpgsqlConnection>();
        return new()
        {
            Name = "F10",
            Target = "all connections of PostgreSQL are held",
            Lasts = TimeSpan.FromSeconds(8),
            BeginAsync = async () =>
            {
                try
                {
                    while (held.Count < ConnectionsHeld) held.Add(await OpenAsync(s));
                }
                catch (NpgsqlException)
                {
                    // That was the last one.
                }
            },
            EndAsync = async () =>
            {
                foreach (var connection in held) await connection.DisposeAsync();
            },
        };
    }

    /// <summary>Statements are cancelled and sessions ended as they come.</summary>
    public static Fault CancelStatements(Surroundings s) => new Fault
    {
        Name = "F11",
        Target = "random statements are cancelled, random sessions ended",
        Lasts = s.Seconds(5, 10),
    }.While(stop => CancelAsync(s, stop));

    static async Task CancelAsync(Surroundings s, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var how = s.Chance.Next(10) == 0 ? "pg_terminate_backend" : "pg_cancel_backend";
            try
            {
                await s.Cluster.Postgres.AskAsync<long>($"""
                    select count({how}(pid)) from (
                        select pid from pg_stat_activity where datname = 'messenger' and state <> 'idle' and pid <> pg_backend_pid() order by random() limit 1) a
                    """);
            }
            catch (NpgsqlException)
            {
                // Another fault has the server.
            }
            await Task.WhenAny(Task.Delay(20, stop));
        }
    }

    static async Task<NpgsqlConnection> OpenAsync(Surroundings s)
    {
        var connection = new NpgsqlConnection(s.Cluster.Postgres.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

using System.Diagnostics;
using Messenger.Bench.Load;
using Npgsql;

namespace Messenger.Bench.Measuring;

/// <summary>What a commit of one row takes while others use the database: twenty times a second, in a table of its own.</summary>
sealed class CommitProbe : IAsyncDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    readonly CancellationTokenSource _stop = new();
    readonly List<double> _times = [];
    readonly NpgsqlConnection _connection;
    Task _running = Task.CompletedTask;

    CommitProbe(NpgsqlConnection connection) => _connection = connection;

    public static async Task<CommitProbe> StartAsync(PostgresServer postgres)
    {
        var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync();
        var probe = new CommitProbe(connection);
        await probe.ExecuteAsync("create table if not exists bench_probe (id bigserial primary key, text text)");
        probe._running = probe.RunAsync();
        return probe;
    }

    /// <summary>Ends it; answers the times in milliseconds.</summary>
    public async Task<Latency> StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
        return Latency.Of(_times);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _connection.DisposeAsync();
        _stop.Dispose();
    }

    async Task RunAsync()
    {
        await ExecuteAsync("insert into bench_probe (text) values ('warm')");
        while (!_stop.IsCancellationRequested)
        {
            var begun = Stopwatch.GetTimestamp();
            await ExecuteAsync("insert into bench_probe (text) values (repeat('x', 100))");
            _times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await Task.WhenAny(Task.Delay(Pause, _stop.Token));
        }
    }

    async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync();
    }
}

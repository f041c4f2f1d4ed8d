using System.Net;
using Messenger.Infrastructure.Postgres;
using Messenger.Tests.Hosting;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Operations;

/// <summary>The host as whoever operates it meets it: a process, its data folder and its built-in PostgreSQL.</summary>
public sealed class RunningTheHost : IAsyncDisposable
{
    readonly TestFolder _folder = TestFolder.Create();

    string Data => _folder.In("data");

    string Cluster => Path.Combine(Data, "postgres");

    [Fact]
    public async Task A_second_start_finds_the_data_of_the_first()
    {
        var first = await StartAsync();
        await RunAsync("create table kept as select 42 as answer");
        await StopAsync(first);

        await using var second = await StartAsync();

        Assert.Equal(42, await RunAsync("select answer from kept"));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    public async Task A_signal_stops_the_host_and_its_database(string signal)
    {
        await using var host = await StartAsync();
        var postgres = Server();

        host.SignalGroup(signal); // as a terminal sends it

        Assert.Equal(0, await host.ExitAsync());
        Assert.False(postgres.Exists);
        Assert.False(File.Exists(Postmaster.FileOf(Cluster)));
    }

    [Fact]
    public async Task A_signal_during_the_first_start_leaves_nothing_behind()
    {
        await using var host = Start();
        await UntilAsync(() => System.IO.Directory.Exists(Data));

        host.Signal("TERM");

        Assert.Equal(0, await host.ExitAsync());
        Assert.Null(Postmaster.Find(Cluster));
        await using var next = await StartAsync();
    }

    [Fact]
    public async Task After_a_kill_the_next_start_takes_the_running_database_over_and_stops_it_in_the_end()
    {
        var killed = await StartAsync();
        await RunAsync("create table kept as select 42 as answer");
        var orphan = Server();
        killed.SignalGroup("KILL");
        await killed.ExitAsync();
        Assert.True(orphan.Exists);

        await using var next = await StartAsync();

        Assert.Equal(orphan.Pid, Server().Pid);
        Assert.Equal(42, await RunAsync("select answer from kept"));
        next.Signal("TERM");
        Assert.Equal(0, await next.ExitAsync());
        Assert.False(orphan.Exists);
    }

    [Fact]
    public async Task After_host_and_database_were_killed_the_next_start_recovers()
    {
        var killed = await StartAsync();
        await RunAsync("create table kept as select 42 as answer");
        var postgres = Server();
        Kill(killed.Id);
        Kill(postgres.Pid);
        await killed.ExitAsync();
        Assert.True(File.Exists(Postmaster.FileOf(Cluster)));

        await using var next = await StartAsync();

        Assert.Equal(42, await RunAsync("select answer from kept"));
    }

    [Fact]
    public async Task A_pid_file_that_names_another_process_is_no_database()
    {
        await StopAsync(await StartAsync());
        // As after a reboot: the number now belongs to someone else, here to this test.
        await File.WriteAllTextAsync(
            Postmaster.FileOf(Cluster), $"{Environment.ProcessId}\n{Cluster}\n1700000000\n5432\n{Cluster}\n\n  1 1\nready\n", TestContext.Current.CancellationToken);

        await using var next = await StartAsync();

        Assert.NotEqual(Environment.ProcessId, Server().Pid);
    }

    [Fact]
    public async Task A_database_that_dies_is_started_again_while_the_host_serves()
    {
        await using var host = await StartAsync();
        var address = await host.ReadyAsync();
        var dead = Server();

        Kill(dead.Pid);

        await UntilAsync(() => Postmaster.Find(Cluster) is { } server && server.Pid != dead.Pid);
        using var client = new HttpClient();
        await UntilAsync(async () => (await client.GetAsync(new Uri(address, "/health/ready"), TestContext.Current.CancellationToken)).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_second_host_on_the_same_data_folder_is_refused()
    {
        await using var first = await StartAsync();

        await using var second = Start();

        await RefusedAsync(second, $"Another Messenger (process {first.Id}) already runs on the data folder '{Data}'");
        Assert.Equal(1, await RunAsync("select 1"));
    }

    [Fact]
    public async Task A_port_in_use_is_one_line()
    {
        await using var first = await StartAsync();
        var address = await first.ReadyAsync();

        await using var second = HostProcess.Start(new Dictionary<string, string>
        {
            ["Urls"] = $"http://127.0.0.1:{address.Port}",
            ["Messenger:DataDirectory"] = _folder.In("other"),
        });

        await RefusedAsync(second, $"http://127.0.0.1:{address.Port} cannot be served");
        Assert.False(System.IO.Directory.Exists(_folder.In("other")));
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_one_line()
    {
        await File.WriteAllTextAsync(_folder.In("data"), "a file stands in the way", TestContext.Current.CancellationToken);

        await using var host = Start();

        await RefusedAsync(host, $"The data folder '{Data}' cannot be written");
    }

    [Fact]
    public async Task Missing_programs_of_PostgreSQL_are_one_line()
    {
        await using var host = Start(new() { ["Postgres:BinDirectory"] = _folder.Path });

        await RefusedAsync(host, $"Postgres:BinDirectory is '{_folder.Path}', but initdb, pg_ctl and postgres are not all there.");
    }

    [Fact]
    public async Task A_data_folder_of_another_major_version_is_refused_and_left_alone()
    {
        System.IO.Directory.CreateDirectory(Cluster);
        await File.WriteAllTextAsync(Path.Combine(Cluster, "PG_VERSION"), "14\n", TestContext.Current.CancellationToken);

        await using var host = Start();

        await RefusedAsync(host, $"'{Cluster}' was written by PostgreSQL 14");
        Assert.Equal(["PG_VERSION"], System.IO.Directory.GetFileSystemEntries(Cluster).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_database_folder_without_a_database_is_refused_and_left_alone()
    {
        System.IO.Directory.CreateDirectory(Cluster);
        await File.WriteAllTextAsync(Path.Combine(Cluster, "letters.txt"), "mine", TestContext.Current.CancellationToken);

        await using var host = Start();

        await RefusedAsync(host, $"'{Cluster}' is not empty and not a database of PostgreSQL");
        Assert.Equal(["letters.txt"], System.IO.Directory.GetFileSystemEntries(Cluster).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("fsync")]
    [InlineData("full_page_writes")]
    public async Task A_database_that_may_lose_what_it_confirmed_is_refused(string setting)
    {
        await using var host = Start(new() { [$"Postgres:Settings:{setting}"] = "off" });

        await RefusedAsync(host, $"The database runs with {setting} = off");
        Assert.Null(Postmaster.Find(Cluster));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_one_line()
    {
        await using var host = Start(new()
        {
            ["ConnectionStrings:Postgres"] = $"Host={_folder.Path};Username=nobody;Database=none",
            ["Postgres:StartTimeout"] = "00:00:01",
        });

        await RefusedAsync(host, "The database at ConnectionStrings:Postgres cannot be reached");
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_gets_a_private_folder_elsewhere()
    {
        var deep = Path.Combine(Data, new string('x', 100));

        await using var host = Start(new() { ["Messenger:DataDirectory"] = deep });
        await host.ReadyAsync();

        var server = Assert.IsType<Postmaster>(Postmaster.Find(Path.Combine(deep, "postgres")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(server.SocketDirectory));
        host.Signal("TERM");
        Assert.Equal(0, await host.ExitAsync());
        Assert.False(System.IO.Directory.Exists(server.SocketDirectory));
    }

    [Fact]
    public async Task The_database_listens_on_no_network_and_checks_its_pages()
    {
        await using var host = await StartAsync();

        Assert.Equal("", await RunAsync("select current_setting('listen_addresses')"));
        Assert.Equal("on", await RunAsync("select current_setting('data_checksums')"));
        Assert.Equal("on", await RunAsync("select current_setting('synchronous_commit')"));
        Assert.Equal("É 会议", await RunAsync("select upper('é 会议')"));
    }

    public async ValueTask DisposeAsync()
    {
        if (Postmaster.Find(Cluster) is { } left) Kill(left.Pid); // only when a test failed in between
        await _folder.DisposeAsync();
    }

    HostProcess Start(Dictionary<string, string>? settings = null)
    {
        var all = new Dictionary<string, string> { ["Messenger:DataDirectory"] = Data };
        foreach (var (name, value) in settings ?? []) all[name] = value;
        return HostProcess.Start(all);
    }

    async Task<HostProcess> StartAsync()
    {
        var host = Start();
        await host.ReadyAsync();
        return host;
    }

    static async Task StopAsync(HostProcess host)
    {
        await using (host)
        {
            host.Signal("TERM");
            Assert.Equal(0, await host.ExitAsync());
        }
    }

    /// <summary>One line that says what is wrong, no stack, no success.</summary>
    static async Task RefusedAsync(HostProcess host, string line)
    {
        Assert.NotEqual(0, await host.ExitAsync());
        var said = Assert.Single(host.Complained.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(line, said, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("", host.Printed);
    }

    Postmaster Server() => Assert.IsType<Postmaster>(Postmaster.Find(Cluster));

    async Task<object?> RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"Host={Server().SocketDirectory};Username=messenger;Database=messenger;Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    static void Kill(int pid)
    {
        using var process = System.Diagnostics.Process.GetProcessById(pid);
        process.Kill();
    }

    static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await condition()) await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
    }
}

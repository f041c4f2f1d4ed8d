using Messenger.Infrastructure.Postgres;
using Xunit;

namespace Messenger.Tests.Operations;

/// <summary>The host as whoever operates it meets it: a process, its data folder and its built-in PostgreSQL.</summary>
public sealed class RunningTheHost : IAsyncDisposable
{
    readonly OperatedMessenger _messenger = new();

    [Fact]
    public async Task A_second_start_finds_the_data_of_the_first()
    {
        var first = await _messenger.StartAsync();
        await _messenger.RunAsync("create table kept as select 42 as answer");
        await OperatedMessenger.StopAsync(first);

        await using var second = await _messenger.StartAsync();

        Assert.Equal(42, await _messenger.RunAsync("select answer from kept"));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    public async Task A_signal_stops_the_host_and_its_database(string signal)
    {
        await using var host = await _messenger.StartAsync();
        var postgres = _messenger.Server();

        host.SignalGroup(signal); // as a terminal sends it

        Assert.Equal(0, await host.ExitAsync());
        Assert.False(postgres.Exists);
        Assert.False(File.Exists(Postmaster.FileOf(_messenger.Cluster)));
    }

    [Fact]
    public async Task A_signal_during_the_first_start_leaves_nothing_behind()
    {
        await using var host = _messenger.Start();
        await Eventually.TrueAsync(() => System.IO.Directory.Exists(_messenger.Data));

        host.Signal("TERM");

        Assert.Equal(0, await host.ExitAsync());
        Assert.Null(Postmaster.Find(_messenger.Cluster));
        await using var next = await _messenger.StartAsync();
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_gets_a_private_folder_elsewhere()
    {
        var deep = Path.Combine(_messenger.Data, new string('x', 100));

        await using var host = _messenger.Start(new() { ["Messenger:DataDirectory"] = deep });
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
        await using var host = await _messenger.StartAsync();

        Assert.Equal("", await _messenger.RunAsync("select current_setting('listen_addresses')"));
        Assert.Equal("on", await _messenger.RunAsync("select current_setting('data_checksums')"));
        Assert.Equal("on", await _messenger.RunAsync("select current_setting('synchronous_commit')"));
        Assert.Equal("É 会议", await _messenger.RunAsync("select upper('é 会议')"));
    }

    public ValueTask DisposeAsync() => _messenger.DisposeAsync();
}

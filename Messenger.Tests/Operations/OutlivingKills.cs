using System.Net;
using Messenger.Infrastructure.Postgres;
using Xunit;

namespace Messenger.Tests.Operations;

/// <summary>What is left of a host or a database that was killed, and who takes it over.</summary>
public sealed class OutlivingKills : IAsyncDisposable
{
    readonly OperatedMessenger _messenger = new();

    [Fact]
    public async Task After_a_kill_the_next_start_takes_the_running_database_over_and_stops_it_in_the_end()
    {
        var killed = await _messenger.StartAsync();
        await _messenger.RunAsync("create table kept as select 42 as answer");
        var orphan = _messenger.Server();
        killed.SignalGroup("KILL");
        await killed.ExitAsync();
        Assert.True(orphan.Exists);

        await using var next = await _messenger.StartAsync();

        Assert.Equal(orphan.Pid, _messenger.Server().Pid);
        Assert.Equal(42, await _messenger.RunAsync("select answer from kept"));
        next.Signal("TERM");
        Assert.Equal(0, await next.ExitAsync());
        Assert.False(orphan.Exists);
    }

    [Fact]
    public async Task After_host_and_database_were_killed_the_next_start_recovers()
    {
        var killed = await _messenger.StartAsync();
        await _messenger.RunAsync("create table kept as select 42 as answer");
        var postgres = _messenger.Server();
        OperatedMessenger.Kill(killed.Id);
        OperatedMessenger.Kill(postgres.Pid);
        await killed.ExitAsync();
        Assert.True(File.Exists(Postmaster.FileOf(_messenger.Cluster)));

        await using var next = await _messenger.StartAsync();

        Assert.Equal(42, await _messenger.RunAsync("select answer from kept"));
    }

    [Fact]
    public async Task A_pid_file_that_names_another_process_is_no_database()
    {
        await OperatedMessenger.StopAsync(await _messenger.StartAsync());
        // As after a reboot: the number now belongs to someone else, here to this test.
        await File.WriteAllTextAsync(
            Postmaster.FileOf(_messenger.Cluster), $"{Environment.ProcessId}\n{_messenger.Cluster}\n1700000000\n5432\n{_messenger.Cluster}\n\n  1 1\nready\n", TestContext.Current.CancellationToken);

        await using var next = await _messenger.StartAsync();

        Assert.NotEqual(Environment.ProcessId, _messenger.Server().Pid);
    }

    [Fact]
    public async Task A_database_that_dies_is_started_again_while_the_host_serves()
    {
        await using var host = await _messenger.StartAsync();
        var address = await host.ReadyAsync();
        var dead = _messenger.Server();

        OperatedMessenger.Kill(dead.Pid);

        await Eventually.TrueAsync(() => Postmaster.Find(_messenger.Cluster) is { } server && server.Pid != dead.Pid);
        using var client = new HttpClient();
        await Eventually.TrueAsync(async () => (await client.GetAsync(new Uri(address, "/health/ready"), TestContext.Current.CancellationToken)).StatusCode == HttpStatusCode.OK);
    }

    public ValueTask DisposeAsync() => _messenger.DisposeAsync();
}

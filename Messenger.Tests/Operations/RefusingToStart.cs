using Messenger.Infrastructure.Postgres;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Operations;

/// <summary>A start that cannot be good ends with one line that says why, and leaves everything as it was.</summary>
public sealed class RefusingToStart : IAsyncDisposable
{
    readonly OperatedMessenger _messenger = new();

    [Fact]
    public async Task A_second_host_on_the_same_data_folder_is_refused()
    {
        await using var first = await _messenger.StartAsync();

        await using var second = _messenger.Start();

        await RefusedAsync(second, $"Another Messenger (process {first.Id}) already runs on the data folder '{_messenger.Data}'");
        Assert.Equal(1, await _messenger.RunAsync("select 1"));
    }

    [Fact]
    public async Task A_port_in_use_is_one_line()
    {
        await using var first = await _messenger.StartAsync();
        var address = await first.ReadyAsync();

        await using var second = HostProcess.Start(new Dictionary<string, string>
        {
            ["Urls"] = $"http://127.0.0.1:{address.Port}",
            ["Messenger:DataDirectory"] = _messenger.In("other"),
        });

        await RefusedAsync(second, $"http://127.0.0.1:{address.Port} cannot be served");
        Assert.False(System.IO.Directory.Exists(_messenger.In("other")));
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_one_line()
    {
        await File.WriteAllTextAsync(_messenger.In("data"), "a file stands in the way", TestContext.Current.CancellationToken);

        await using var host = _messenger.Start();

        await RefusedAsync(host, $"The data folder '{_messenger.Data}' cannot be written");
    }

    [Fact]
    public async Task Missing_programs_of_PostgreSQL_are_one_line()
    {
        await using var host = _messenger.Start(new() { ["Postgres:BinDirectory"] = _messenger.Folder });

        await RefusedAsync(host, $"Postgres:BinDirectory is '{_messenger.Folder}', but initdb, pg_ctl and postgres are not all there.");
    }

    [Fact]
    public async Task A_data_folder_of_another_major_version_is_refused_and_left_alone()
    {
        System.IO.Directory.CreateDirectory(_messenger.Cluster);
        await File.WriteAllTextAsync(Path.Combine(_messenger.Cluster, "PG_VERSION"), "14\n", TestContext.Current.CancellationToken);

        await using var host = _messenger.Start();

        await RefusedAsync(host, $"'{_messenger.Cluster}' was written by PostgreSQL 14");
        Assert.Equal(["PG_VERSION"], System.IO.Directory.GetFileSystemEntries(_messenger.Cluster).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_database_folder_without_a_database_is_refused_and_left_alone()
    {
        System.IO.Directory.CreateDirectory(_messenger.Cluster);
        await File.WriteAllTextAsync(Path.Combine(_messenger.Cluster, "letters.txt"), "mine", TestContext.Current.CancellationToken);

        await using var host = _messenger.Start();

        await RefusedAsync(host, $"'{_messenger.Cluster}' is not empty and not a database of PostgreSQL");
        Assert.Equal(["letters.txt"], System.IO.Directory.GetFileSystemEntries(_messenger.Cluster).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("fsync")]
    [InlineData("full_page_writes")]
    public async Task A_database_that_may_lose_what_it_confirmed_is_refused(string setting)
    {
        await using var host = _messenger.Start(new() { [$"Postgres:Settings:{setting}"] = "off" });

        await RefusedAsync(host, $"The database runs with {setting} = off");
        Assert.Null(Postmaster.Find(_messenger.Cluster));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_one_line()
    {
        await using var host = _messenger.Start(new()
        {
            ["ConnectionStrings:Postgres"] = $"Host={_messenger.Folder};Username=nobody;Database=none",
            ["Postgres:StartTimeout"] = "00:00:01",
        });

        await RefusedAsync(host, "The database at ConnectionStrings:Postgres cannot be reached");
    }

    public ValueTask DisposeAsync() => _messenger.DisposeAsync();

    /// <summary>One line that says what is wrong, no stack, no success.</summary>
    static async Task RefusedAsync(HostProcess host, string line)
    {
        Assert.NotEqual(0, await host.ExitAsync());
        var said = Assert.Single(host.Complained.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(line, said, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("", host.Printed);
    }
}

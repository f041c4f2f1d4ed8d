using Messenger.Infrastructure.Postgres;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Operations;

/// <summary>PostgreSQL refuses to run as root, people and containers do not.</summary>
public sealed class RunningAsRoot : IAsyncDisposable
{
    readonly TestFolder _folder = TestFolder.Create();

    [Fact]
    public async Task Where_user_namespaces_are_forbidden_the_database_runs_as_nobody()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root must become someone else.");
        Assert.SkipUnless(await NobodyCanReadAsync(HostProcess.Root), "Nobody cannot reach the programs of PostgreSQL in this folder.");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder.Path, File.GetUnixFileMode(_folder.Path) | UnixFileMode.OtherExecute);
        var options = new BuiltInPostgresOptions { DataDirectory = _folder.In("data"), UserNamespaces = false };

        string? user;
        await using (var postgres = await BuiltInPostgres.StartAsync(options, TestContext.Current.CancellationToken))
            user = await UserOfAsync(postgres.ProcessId);
        // The folder keeps its owner, also when namespaces are allowed again.
        await using var again = await BuiltInPostgres.StartAsync(options with { UserNamespaces = true }, TestContext.Current.CancellationToken);

        Assert.Equal("65534", user);
        Assert.Equal("65534", await UserOfAsync(again.ProcessId));
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    static async Task<string?> UserOfAsync(int? pid)
    {
        var status = await File.ReadAllLinesAsync($"/proc/{pid}/status", TestContext.Current.CancellationToken);
        return status.First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];
    }

    static async Task<bool> NobodyCanReadAsync(string path) =>
        (await ChildCommand.RunAsync(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--", "ls", path], TestContext.Current.CancellationToken)).Good;
}

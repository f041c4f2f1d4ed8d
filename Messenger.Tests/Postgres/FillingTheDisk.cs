using System.Diagnostics;
using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Postgres;

/// <summary>PostgreSQL's disk is full and is freed again, under a host that goes on. A small file system in memory is the disk, so only root can run this.</summary>
public sealed class FillingTheDisk
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_full_disk_refuses_messages_and_a_freed_one_takes_them_again(bool logIsThereToo)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can mount a small file system.");
        await using var disk = await SmallDisk.MountAsync("200m");
        await using var postgres = await LonePostgres.StartAsync(
            new() { ["min_wal_size"] = "32MB", ["max_wal_size"] = "48MB", ["shared_buffers"] = "16MB", ["wal_buffers"] = "1MB" }, disk.In("data"));
        if (!logIsThereToo) await MoveLogAsync(postgres, disk);
        postgres.KeepRunning();
        await using var host = TestHost.On(postgres.Database);
        host.Settings["Logging:LogLevel:Default"] = "None";
        await host.InitializeAsync();
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        await ann.PostAsync(room, "before");

        disk.Fill();
        var senders = PersistentSenders.Start(room, ann, bob);
        await Eventually.TrueAsync(() => senders.Refusals.Count > 0);
        // With its write-ahead log on a disk of its own the server stays up, and with it the readers and the node.
        await Health.UntilPostgresIsAsync(host, logIsThereToo ? ["degraded", "failing"] : ["degraded"]);
        Assert.True(await Health.IsLiveAsync(host));
        if (!logIsThereToo) Assert.Contains((await bob.ReadAsync(room, "limit=200&after=0")).Messages, m => m.Text == "before");
        disk.Free();
        await senders.UntilAsync(senders.Acknowledged + 50);

        await senders.StopAsync();
        Assert.Equal([ErrorCode.UnavailableRetry], senders.Refusals);
        Assert.Single((await bob.ReadAsync(room, "after=0&limit=10")).Messages, m => m is { Kind: MessageKind.Text, Text: "before" });
        await Health.UntilGoodAsync(host);
    }

    static async Task MoveLogAsync(LonePostgres postgres, SmallDisk disk)
    {
        await postgres.StopAsync();
        await RunAsync("mv", disk.In("data/postgres/pg_wal"), disk.Outside);
        Directory.CreateSymbolicLink(disk.In("data/postgres/pg_wal"), Path.Combine(disk.Outside, "pg_wal"));
        await postgres.StartAgainAsync();
    }

    static async Task RunAsync(string program, params string[] words)
    {
        using var process = Process.Start(program, words);
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.Equal(0, process.ExitCode);
    }
}

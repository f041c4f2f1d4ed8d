using Messenger.Contracts.Operations;
using Messenger.Domain.Operations;
using Messenger.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Messenger.Tests.Operations;

/// <summary>Administrators see how the installation is, whatever of it is away.</summary>
public sealed class ReportingHealth(PgServer server)
{
    [Fact]
    public async Task A_node_that_is_alone_reports_itself_its_database_and_its_files()
    {
        await using var host = new TestHost(server);
        await host.InitializeAsync();
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        await using var connection = await ann.ConnectAsync();

        // The first questions of a host can take longer than a report waits.
        SystemReport report = await ReportOfAsync(company);
        await Eventually.TrueAsync(async () => (report = await ReportOfAsync(company)) is { Database.State: PartState.Good, Work.State: PartState.Good, Counts.Users: not null });

        var node = Assert.Single(report.Nodes);
        Assert.True(node.Current);
        Assert.Equal(1, node.Connections);
        Assert.True(node.ProcessBytes > node.HeapBytes && node.HeapBytes > 0);
        Assert.Equal((NodeLink.None, PartState.Good), (report.Link.Link, report.Link.State));
        Assert.Equal(0, report.Database.MigrationsPending);
        Assert.True(report.Database is { MigrationsApplied: > 0, SizeBytes: > 0, Connections: > 0, MaxConnections: > 0, CommitMilliseconds: >= 0, Standbys: 0 });
        Assert.Equal((StorageKind.Directory, true), (report.Storage.Kind, report.Storage.FreeBytes > 0));
        Assert.Equal((0L, 0L, 0), (report.Work.FilesWaiting, report.Work.Overdue, report.Work.Unindexed));
        Assert.Equal((2L, 2L), (report.Counts.Users, report.Counts.Sessions));
    }

    [Fact]
    public async Task Errors_of_the_last_hour_are_counted()
    {
        await using var host = new TestHost(server);
        await host.InitializeAsync();
        await using var company = await Company.FoundAsync(host);
        Assert.Equal(0, (await ReportOfAsync(company)).Nodes[0].Errors);

        host.Services.GetRequiredService<ILogger<ReportingHealth>>().Log(LogLevel.Error, default, "Somebody must act", null, (text, _) => text);

        var node = (await ReportOfAsync(company)).Nodes[0];
        Assert.Equal((1, PartState.Attention), (node.Errors, node.State));
        Assert.Contains(HealthAdvice.ErrorsLogged, node.Advice);
    }

    [Fact]
    public async Task A_storage_that_hangs_is_unknown_and_holds_nothing_up()
    {
        await using var host = new TestHost(server) { Replace = services => services.AddSingleton<IStorageReadings, HangingStorage>() };
        await host.InitializeAsync();
        await using var company = await Company.FoundAsync(host);

        var report = await ReportOfAsync(company);
        await Eventually.TrueAsync(async () => (report = await ReportOfAsync(company)).Database.State == PartState.Good);

        Assert.Equal((PartState.Unknown, null), (report.Storage.State, report.Storage.FreeBytes));
        Assert.Equal([HealthAdvice.NoAnswer], report.Storage.Advice);
    }

    [Fact]
    public async Task A_storage_that_takes_nothing_is_broken()
    {
        await using var host = new TestHost(server);
        host.Settings["Files:Directory"] = "/dev/null/files";
        await host.InitializeAsync();
        await using var company = await Company.FoundAsync(host);

        var report = await ReportOfAsync(company);

        Assert.Equal(PartState.Broken, report.Storage.State);
        Assert.Equal([HealthAdvice.StorageAway], report.Storage.Advice);
    }

    static Task<SystemReport> ReportOfAsync(Company company) => company.Administrator.SendAsync<SystemReport>(HttpMethod.Get, "admin/system");

    sealed class HangingStorage : IStorageReadings
    {
        public StorageKind Kind => StorageKind.Directory;

        public Task<StorageRoom> LookAsync(CancellationToken cancellationToken) => new TaskCompletionSource<StorageRoom>().Task;
    }
}

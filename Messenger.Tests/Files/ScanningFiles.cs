using System.Net;
using System.Text;
using Messenger.Contracts;
using Messenger.Contracts.Files;
using Messenger.Contracts.Messages;
using Messenger.Domain.Files;
using Messenger.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Messenger.Tests.Files;

/// <summary>With ClamAV: nothing is sent on before it is found clean.</summary>
public sealed class ScanningFiles(ScanningFiles.Host host) : IClassFixture<ScanningFiles.Host>
{
    public sealed class Host(PgServer server) : TestHost(server)
    {
        internal Clamd Clamd { get; } = new();

        public override async ValueTask InitializeAsync()
        {
            await Clamd.StartAsync();
            Settings["VirusScan:Clamd"] = $"unix:{Clamd.Socket}";
            await base.InitializeAsync();
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await Clamd.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_harmful_file_is_refused_and_gone_and_others_are_not()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        var tus = new TusClient(ann);

        var clean = await tus.UploadAsync("harmless"u8.ToArray());
        var harmful = await tus.UploadAsync(Encoding.ASCII.GetBytes($"a {Clamd.Virus} b"));
        var unscannable = await tus.UploadAsync(new byte[Clamd.MostScanned + 1_000]);

        Assert.Equal((UploadState.Ready, UploadState.Refused, UploadState.Refused), (clean.State, harmful.State, unscannable.State));
        Assert.Equal(ErrorCode.FileNotReady, await ann.RefusalAsync(
            HttpMethod.Post, $"conversations/{notes}/messages", new PostBody { ClientMessageId = Employee.NewId(), Text = "", Files = [new() { FileId = harmful.Id }] }));
        await foreach (var content in host.Services.GetRequiredService<IFileStorage>().ListAsync(TestContext.Current.CancellationToken))
            Assert.InRange(content.Size, 0, 8);
        using var head = await tus.HeadAsync(harmful.Id);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    [Fact]
    public async Task While_the_scanner_is_gone_files_wait()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var tus = new TusClient(ann);
        await host.Clamd.StopAsync();

        var id = await tus.BeginAsync(5);
        using var answer = await tus.AppendAsync(id, 0, "later"u8.ToArray());
        // What has failed is tried again when its lease ends; another may go through at once.
        await Assert.ThrowsAnyAsync<IOException>(() => host.Services.GetRequiredService<IVirusScanner>().IsCleanAsync(new MemoryStream([1]), TestContext.Current.CancellationToken));
        Assert.Equal(UploadState.Checking, (await ann.SendAsync<UploadedFile>(HttpMethod.Get, $"uploads/{id}")).State);
        await host.Clamd.StartAsync();

        Assert.Equal(UploadState.Ready, (await tus.SettledAsync(id)).State);
    }
}

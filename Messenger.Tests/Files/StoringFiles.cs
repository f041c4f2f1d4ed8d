using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Messenger.Contracts;
using Messenger.Contracts.Files;
using Messenger.Contracts.Identity;
using Messenger.Domain.Files;
using Messenger.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Messenger.Tests.Files;

/// <summary>Where files are kept: on a disk, which may be full, and in an object storage, which may be gone.</summary>
public sealed class StoringFiles(PgServer server)
{
    [Fact]
    public async Task An_object_storage_keeps_files()
    {
        await using var storage = new ObjectStorage();
        await storage.StartAsync();
        await using var gate = await SignatureGate.OpenAsync(storage.Address, ObjectStorage.Key, ObjectStorage.Secret);
        await using var host = new TestHost(server);
        foreach (var (name, value) in SettingsOf(gate.Address)) host.Settings[name] = value;
        await host.InitializeAsync();
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        // More than one part of what is sent to the storage in parts.
        var content = RandomNumberGenerator.GetBytes(20_000_000);
        content[0] = 0;

        var message = await SharingFiles.PostFileAsync(ann, notes, content, "x.bin");
        var picture = await SharingFiles.PostFileAsync(ann, notes, Pictures.Png(400, 400), "x.png");
        var whole = await SharingFiles.GetAsync(ann, SharingFiles.PathOf(message));
        var range = await SharingFiles.GetAsync(ann, SharingFiles.PathOf(message), request => request.Headers.Range = new RangeHeaderValue(19_999_000, null));
        var small = await SharingFiles.GetAsync(ann, SharingFiles.PathOf(picture) + "?size=small");

        Assert.Equal(SHA256.HashData(content), SHA256.HashData(await whole.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(content[19_999_000..], await range.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("image/webp", small.Content.Headers.ContentType!.MediaType);
        var keys = new List<StoredContent>();
        await foreach (var stored in host.Services.GetRequiredService<IFileStorage>().ListAsync(TestContext.Current.CancellationToken)) keys.Add(stored);
        Assert.Equal(4, keys.Count); // the file, and a picture of three sizes; no segment is left
        await foreach (var fault in host.Services.GetRequiredService<FileChecker>().RunAsync(TestContext.Current.CancellationToken)) Assert.Fail($"{fault}");
        Assert.Empty(gate.Refused);
        Assert.True(gate.Passed > 10);
    }

    [Fact]
    public async Task With_another_secret_the_storage_takes_nothing_and_the_upload_waits()
    {
        await using var storage = new ObjectStorage();
        await storage.StartAsync();
        await using var gate = await SignatureGate.OpenAsync(storage.Address, ObjectStorage.Key, "another secret");
        await using var host = new TestHost(server);
        foreach (var (name, value) in SettingsOf(gate.Address)) host.Settings[name] = value;
        host.Settings["Logging:LogLevel:Default"] = "None";
        await host.InitializeAsync();
        await using var company = await Company.FoundAsync(host);
        var tus = new TusClient(await company.HireAsync("Ann"));
        var id = await tus.BeginAsync(8);

        using var refused = await tus.AppendAsync(id, 0, "12345678"u8.ToArray());

        Assert.Equal(ErrorCode.UnavailableRetry, await Employee.RefusalAsync(refused));
        Assert.All(gate.Refused, fault => Assert.EndsWith("the signature is wrong", fault, StringComparison.Ordinal));
        Assert.NotEmpty(gate.Refused);
    }

    [Fact]
    public async Task While_the_object_storage_is_gone_uploads_wait_where_they_are()
    {
        await using var storage = new ObjectStorage();
        await storage.StartAsync();
        await using var host = new TestHost(server);
        foreach (var (name, value) in SettingsOf(storage.Address)) host.Settings[name] = value;
        host.Settings["Logging:LogLevel:Default"] = "None";
        await host.InitializeAsync();
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var tus = new TusClient(ann);
        var id = await tus.BeginAsync(8);
        using var first = await tus.AppendAsync(id, 0, "1234"u8.ToArray());
        await storage.StopAsync();

        using var refused = await tus.AppendAsync(id, 4, "5678"u8.ToArray());
        using var head = await tus.HeadAsync(id);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, ErrorCode.UnavailableRetry), (refused.StatusCode, await Employee.RefusalAsync(refused)));
        Assert.Equal("4", head.Headers.GetValues("Upload-Offset").Single());
    }

    [Fact]
    public async Task A_full_disk_refuses_what_comes_and_a_freed_one_takes_the_rest()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can mount a small file system.");
        await using var disk = await SmallDisk.MountAsync("8m");
        await using var host = new TestHost(server);
        host.Settings["Files:Directory"] = disk.In("files");
        host.Settings["Logging:LogLevel:Default"] = "None";
        await host.InitializeAsync();
        await using var company = await Company.FoundAsync(host);
        var tus = new TusClient(await company.HireAsync("Ann"));
        var content = RandomNumberGenerator.GetBytes(1_000_000);
        content[0] = 0;
        var id = await tus.BeginAsync(content.Length);
        using var first = await tus.AppendAsync(id, 0, content[..400_000]);
        disk.Fill();

        using var refused = await tus.AppendAsync(id, 400_000, content[400_000..]);
        disk.Free();
        using var rest = await tus.AppendAsync(id, 400_000, content[400_000..]);
        var file = await tus.SettledAsync(id);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.NoContent), (refused.StatusCode, rest.StatusCode));
        Assert.Equal((UploadState.Ready, (long)content.Length), (file.State, file.Size));
    }

    [Fact]
    public async Task All_together_have_no_more_than_they_may_however_many_begin_at_once()
    {
        await using var host = new TestHost(server);
        host.Settings["Files:QuotaInAll"] = "1000";
        await host.InitializeAsync();
        await using var company = await Company.FoundAsync(host);
        var people = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => company.HireAsync($"Ann{i}")));

        var answers = await Task.WhenAll(people.Select(person => new TusClient(person).CreateAsync(300)));

        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.RequestEntityTooLarge));
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task The_public_client_of_tus_goes_on_where_it_was_stopped()
    {
        await using var host = new TestHost(server);
        await host.InitializeAsync();
        await using var company = await Company.FoundAsync(host);
        await using var folder = TestFolder.Create();
        var ann = await company.HireAsync("Ann");
        var token = await ann.SendAsync<AccessToken>(HttpMethod.Post, "tokens", new CreateAccessToken { Name = "tus", Scopes = [AccessScope.Read, AccessScope.Write], ExpiresInDays = 1 });
        var content = RandomNumberGenerator.GetBytes(5_000_000);
        content[0] = 0;
        await File.WriteAllBytesAsync(folder.In("content"), content, TestContext.Current.CancellationToken);

        using var client = PublicParts.Start("tus.mjs", new Uri(host.Address, "/api/v1/uploads").AbsoluteUri, token.Token!, folder.In("content"), "报告.bin");
        var url = await client.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        var error = await client.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await client.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (client.ExitCode, error));
        var file = await new TusClient(ann).SettledAsync(Guid.Parse(url!.Split('/')[^1]));
        Assert.Equal((UploadState.Ready, "报告.bin", (long)content.Length), (file.State, file.Name, file.Size));
        Assert.NotNull(await host.Services.GetRequiredService<IFileStore>().FindContentAsync(SHA256.HashData(content), TestContext.Current.CancellationToken));
    }

    static Dictionary<string, string> SettingsOf(string address) => new()
    {
        ["S3:ServiceUrl"] = address,
        ["S3:Bucket"] = ObjectStorage.Bucket,
        ["S3:AccessKey"] = ObjectStorage.Key,
        ["S3:SecretKey"] = ObjectStorage.Secret,
    };
}

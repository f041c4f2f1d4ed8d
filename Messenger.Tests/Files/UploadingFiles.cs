using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Messenger.Contracts;
using Messenger.Contracts.Files;
using Messenger.Domain.Files;
using Messenger.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Messenger.Tests.Files;

/// <summary>Uploads as the tus protocol 1.0.0 has them, and what clients do wrong.</summary>
public sealed class UploadingFiles(UploadingFiles.Host host) : IClassFixture<UploadingFiles.Host>
{
    const int Quota = 3_000_000;

    /// <summary>With little room.</summary>
    public sealed class Host : TestHost
    {
        public Host(PgServer server)
            : base(server)
        {
            Settings["Files:MaxSize"] = "2000000";
            Settings["Files:QuotaOfUser"] = $"{Quota}";
        }
    }

    [Fact]
    public async Task Says_what_it_speaks()
    {
        await using var company = await Company.FoundAsync(host);
        var tus = new TusClient(await company.HireAsync("Ann"));

        using var answer = await tus.SendAsync(HttpMethod.Options, "uploads", null, [], version: null);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(("1.0.0", "1.0.0", "2000000"), (Header(answer, "Tus-Resumable"), Header(answer, "Tus-Version"), Header(answer, "Tus-Max-Size")));
        Assert.Equal("creation,creation-with-upload,termination,checksum,expiration", Header(answer, "Tus-Extension"));
        Assert.Equal("sha1,sha256", Header(answer, "Tus-Checksum-Algorithm"));
    }

    [Fact]
    public async Task A_file_arrives_in_pieces()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var tus = new TusClient(ann);
        var content = Bytes(300_000);

        var id = await tus.BeginAsync(content.Length, "报告 2027.bin");
        using var first = await tus.AppendAsync(id, 0, content[..100_000]);
        using var head = await tus.HeadAsync(id);
        using var rest = await tus.AppendAsync(id, 100_000, content[100_000..]);
        var file = await tus.SettledAsync(id);

        Assert.Equal((HttpStatusCode.NoContent, "100000"), (first.StatusCode, Header(first, "Upload-Offset")));
        Assert.Equal(("100000", "300000", "no-store"), (Header(head, "Upload-Offset"), Header(head, "Upload-Length"), Header(head, "Cache-Control")));
        Assert.True(DateTimeOffset.Parse(Header(head, "Upload-Expires"), CultureInfo.InvariantCulture) > DateTimeOffset.Parse(Header(head, "Date"), CultureInfo.InvariantCulture).AddHours(23));
        Assert.Equal((HttpStatusCode.NoContent, "300000"), (rest.StatusCode, Header(rest, "Upload-Offset")));
        Assert.Equal((UploadState.Ready, "报告 2027.bin", 300_000L), (file.State, file.Name, file.Attachment!.Size));
        Assert.Equal((FileKind.Document, MediaTypes.Unknown), (file.Attachment.Kind, file.Attachment.MediaType));
    }

    [Fact]
    public async Task Nothing_is_a_file_too()
    {
        await using var company = await Company.FoundAsync(host);
        var file = await new TusClient(await company.HireAsync("Ann")).UploadAsync([], "empty.txt");

        Assert.Equal((UploadState.Ready, 0L), (file.State, file.Attachment!.Size));
    }

    [Fact]
    public async Task The_first_piece_may_come_with_the_creation()
    {
        await using var company = await Company.FoundAsync(host);
        var tus = new TusClient(await company.HireAsync("Ann"));
        var content = Bytes(1_000);

        using var answer = await tus.CreateAsync(content.Length, "x", content[..400]);
        var id = Guid.Parse(answer.Headers.Location!.ToString().Split('/')[^1]);
        using var rest = await tus.AppendAsync(id, 400, content[400..]);

        Assert.Equal((HttpStatusCode.Created, "400"), (answer.StatusCode, Header(answer, "Upload-Offset")));
        Assert.Equal(UploadState.Ready, (await tus.SettledAsync(id)).State);
    }

    [Fact]
    public async Task A_checksum_is_held_against_what_arrives()
    {
        await using var company = await Company.FoundAsync(host);
        var tus = new TusClient(await company.HireAsync("Ann"));
        var content = Bytes(50_000);
        var id = await tus.BeginAsync(content.Length);
        var sum = Convert.ToBase64String(SHA256.HashData(content));

        using var wrong = await tus.AppendAsync(id, 0, [.. content[..^1], (byte)~content[^1]], $"sha256 {sum}");
        using var unknown = await tus.AppendAsync(id, 0, content, $"md4 {sum}");
        using var head = await tus.HeadAsync(id);
        using var right = await tus.AppendAsync(id, 0, content[..20_000], $"sha1 {Convert.ToBase64String(Sha1(content[..20_000]))}");
        using var rest = await tus.AppendAsync(id, 20_000, content[20_000..], $"sha256 {Convert.ToBase64String(SHA256.HashData(content[20_000..]))}");

        Assert.Equal((460, HttpStatusCode.BadRequest, "0"), ((int)wrong.StatusCode, unknown.StatusCode, Header(head, "Upload-Offset")));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (right.StatusCode, rest.StatusCode));
        Assert.Equal(ErrorCode.ChecksumMismatch, await Employee.RefusalAsync(wrong));
        Assert.Equal(UploadState.Ready, (await tus.SettledAsync(id)).State);
    }

    [Fact]
    public async Task Pieces_that_do_not_fit_are_refused()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var tus = new TusClient(ann);
        var id = await tus.BeginAsync(100);
        using var begun = await tus.AppendAsync(id, 0, Bytes(40));

        async Task<(HttpStatusCode, ErrorCode?)> Answer(Task<HttpResponseMessage> request)
        {
            using var answer = await request;
            return (answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync()).Length == 0 ? null : await Employee.RefusalAsync(answer));
        }

        Assert.Equal((HttpStatusCode.Conflict, ErrorCode.OffsetConflict), await Answer(tus.AppendAsync(id, 0, Bytes(10))));
        Assert.Equal((HttpStatusCode.Conflict, ErrorCode.OffsetConflict), await Answer(tus.AppendAsync(id, 90, Bytes(10))));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, ErrorCode.FileTooLarge), await Answer(tus.AppendAsync(id, 40, Bytes(61))));
        Assert.Equal((HttpStatusCode.BadRequest, ErrorCode.InvalidRequest), await Answer(tus.SendAsync(HttpMethod.Patch, $"uploads/{id}", Bytes(1), [("Upload-Offset", "-40")])));
        Assert.Equal((HttpStatusCode.BadRequest, ErrorCode.InvalidRequest), await Answer(tus.SendAsync(HttpMethod.Patch, $"uploads/{id}", Bytes(1), [])));
        Assert.Equal((HttpStatusCode.PreconditionFailed, ErrorCode.InvalidRequest), await Answer(tus.SendAsync(HttpMethod.Patch, $"uploads/{id}", Bytes(1), [("Upload-Offset", "40")], version: "0.2.2")));
        Assert.Equal((HttpStatusCode.NotFound, ErrorCode.NotFound), await Answer(new TusClient(bob).AppendAsync(id, 40, Bytes(60))));
        Assert.Equal(HttpStatusCode.NotFound, (await Answer(new TusClient(bob).HeadAsync(id))).Item1);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Answer(ann.RequestAsync(Json(id)))).Item1);
        using var head = await tus.HeadAsync(id);
        Assert.Equal("40", Header(head, "Upload-Offset"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("99999999999999999999")]
    public async Task An_upload_needs_a_length(string length)
    {
        await using var company = await Company.FoundAsync(host);
        var tus = new TusClient(await company.HireAsync("Ann"));

        using var answer = await tus.SendAsync(HttpMethod.Post, "uploads", null, [("Upload-Length", length)]);
        using var metadata = await tus.SendAsync(HttpMethod.Post, "uploads", null, [("Upload-Length", "1"), ("Upload-Metadata", "filename not*base64")]);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (answer.StatusCode, metadata.StatusCode));
    }

    [Fact]
    public async Task What_is_too_large_or_too_much_is_not_begun()
    {
        await using var company = await Company.FoundAsync(host);
        var tus = new TusClient(await company.HireAsync("Ann"));

        using var large = await tus.CreateAsync(2_000_001);
        using var first = await tus.CreateAsync(2_000_000);
        using var second = await tus.CreateAsync(Quota - 2_000_000 + 1);
        using var third = await tus.CreateAsync(Quota - 2_000_000);

        Assert.Equal((ErrorCode.FileTooLarge, ErrorCode.QuotaExceeded), (await Employee.RefusalAsync(large), await Employee.RefusalAsync(second)));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, third.StatusCode));
    }

    [Fact]
    public async Task Uploads_that_begin_at_once_share_one_quota()
    {
        await using var company = await Company.FoundAsync(host);
        var tus = new TusClient(await company.HireAsync("Ann"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => tus.CreateAsync(Quota / 3)));

        Assert.Equal(3, answers.Count(a => a.StatusCode == HttpStatusCode.Created));
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task Of_two_clients_that_resume_one_upload_each_piece_counts_once()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var tus = new TusClient(ann);
        var content = Bytes(400_000);
        var id = await tus.BeginAsync(content.Length);

        async Task ResumeAsync()
        {
            while (true)
            {
                using var head = await tus.HeadAsync(id);
                var offset = int.Parse(Header(head, "Upload-Offset"), CultureInfo.InvariantCulture);
                if (offset == content.Length) return;
                using var answer = await tus.AppendAsync(id, offset, content[offset..Math.Min(content.Length, offset + 10_000)]);
            }
        }
        await Task.WhenAll(ResumeAsync(), ResumeAsync(), ResumeAsync());
        var file = await tus.SettledAsync(id);

        Assert.Equal(SHA256.HashData(content), await HashOfAsync(ann, file));
    }

    [Fact]
    public async Task A_body_that_breaks_off_counts_as_far_as_it_came()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var tus = new TusClient(ann);
        var content = Bytes(200_000);
        var id = await tus.BeginAsync(content.Length);
        var cookie = ann.Cookies.GetCookieHeader(new Uri(host.Address, "/api/v1/uploads"));

        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, host.Address.Port, TestContext.Current.CancellationToken);
            var head = $"PATCH /api/v1/uploads/{id} HTTP/1.1\r\nHost: {host.Address.Authority}\r\nOrigin: {host.Address.GetLeftPart(UriPartial.Authority)}\r\nCookie: {cookie}\r\n"
                + $"Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: {content.Length}\r\n\r\n";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
            await socket.GetStream().WriteAsync(content.AsMemory(0, 120_000), TestContext.Current.CancellationToken);
            // What was not taken out of the connection when it breaks is lost.
            await Eventually.TrueAsync(() => UnfinishedFiles().Any(f => f.Length == 120_000));
            socket.Client.Shutdown(SocketShutdown.Send);
            await Eventually.TrueAsync(async () => await OffsetAsync() == 120_000);
        }
        using var rest = await tus.AppendAsync(id, 120_000, content[120_000..]);

        Assert.Equal(SHA256.HashData(content), await HashOfAsync(ann, await tus.SettledAsync(id)));

        async Task<int> OffsetAsync()
        {
            using var answer = await tus.HeadAsync(id);
            return int.Parse(Header(answer, "Upload-Offset"), CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public async Task An_upload_is_ended_and_gone()
    {
        await using var company = await Company.FoundAsync(host);
        var tus = new TusClient(await company.HireAsync("Ann"));
        var id = await tus.BeginAsync(100);
        using var begun = await tus.AppendAsync(id, 0, Bytes(50));

        using var ended = await tus.SendAsync(HttpMethod.Post, $"uploads/{id}", null, [("X-HTTP-Method-Override", "DELETE")]);
        using var head = await tus.HeadAsync(id);
        using var again = await tus.SendAsync(HttpMethod.Delete, $"uploads/{id}", null, []);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (ended.StatusCode, head.StatusCode, again.StatusCode));
        Assert.Empty(await KeysAsync($"uploads/{id:N}/"));
    }

    [Fact]
    public async Task What_is_the_same_is_kept_once()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var content = Bytes(12_345);

        var files = await Task.WhenAll(new TusClient(ann).UploadAsync(content, "a"), new TusClient(bob).UploadAsync(content, "b"), new TusClient(ann).UploadAsync(content, "c"));

        Assert.All(files, f => Assert.Equal(UploadState.Ready, f.State));
        var store = host.Services.GetRequiredService<IFileStore>();
        var kept = await store.FindContentAsync(SHA256.HashData(content), TestContext.Current.CancellationToken);
        Assert.Equal([kept!.Key], (await KeysAsync("contents/")).Where(k => k.Size == content.Length).Select(k => k.Key));
        foreach (var file in files) Assert.Empty(await KeysAsync($"uploads/{file.Id:N}/"));
    }

    [Fact]
    public async Task The_list_of_uploads_says_how_much_they_take()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var tus = new TusClient(ann);
        var (first, second) = (await tus.UploadAsync(Bytes(100), "first"), await tus.UploadAsync(Bytes(200), "second"));
        var third = await tus.BeginAsync(300, "third");

        var page = await ann.SendAsync<UploadList>(HttpMethod.Get, "files?limit=2");
        var rest = await ann.SendAsync<UploadList>(HttpMethod.Get, $"files?limit=2&after={page.Next}");

        Assert.Equal([third, second.Id], page.Files.Select(f => f.Id));
        Assert.Equal([first.Id], rest.Files.Select(f => f.Id));
        Assert.Equal((600L, (long)Quota, null), (page.Used, page.Quota, rest.Next));
    }

    FileInfo[] UnfinishedFiles() => new DirectoryInfo(Path.Combine(host.Services.GetRequiredService<FileSettings>().Directory!, ".unfinished")) is { Exists: true } folder ? folder.GetFiles() : [];

    static HttpRequestMessage Json(Guid id)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"uploads/{id}") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Offset", "40");
        return request;
    }

    static async Task<byte[]> HashOfAsync(Employee person, UploadedFile file)
    {
        var notes = (await person.StartDirectAsync(person)).Conversation.Id;
        var message = await person.PostAsync(notes, new Contracts.Messages.PostBody { ClientMessageId = Employee.NewId(), Text = "", Files = [new() { FileId = file.Id }] });
        using var answer = await person.RequestAsync(new HttpRequestMessage(HttpMethod.Get, $"/files/{notes}/{message.Seq}/{file.Id}"));
        answer.EnsureSuccessStatusCode();
        return SHA256.HashData(await answer.Content.ReadAsByteArrayAsync());
    }

    async Task<List<StoredContent>> KeysAsync(string prefix)
    {
        var keys = new List<StoredContent>();
        await foreach (var content in host.Services.GetRequiredService<IFileStorage>().ListAsync(TestContext.Current.CancellationToken))
            if (content.Key.StartsWith(prefix, StringComparison.Ordinal)) keys.Add(content);
        return keys;
    }

    static byte[] Bytes(int count)
    {
        var bytes = RandomNumberGenerator.GetBytes(count);
        if (count > 0) bytes[0] = 0;
        return bytes;
    }

    static byte[] Sha1(byte[] bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(bytes);
        return hash.GetHashAndReset();
    }

    static string Header(HttpResponseMessage answer, string name) => string.Join(',', answer.Headers.TryGetValues(name, out var values) ? values : []);
}

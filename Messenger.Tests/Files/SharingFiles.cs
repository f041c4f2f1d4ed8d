using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Files;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Search;
using Messenger.Domain.Files;
using Messenger.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Files;

/// <summary>Files of messages: who gets them, and how they are handed out.</summary>
public sealed class SharingFiles(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task Members_get_a_file_and_nobody_else_and_nobody_after_it_is_recalled()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob, eve) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Eve"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        var message = await PostFileAsync(ann, room, "plan"u8.ToArray(), "plan.txt");
        var path = PathOf(message);

        Assert.Equal("plan", await (await GetAsync(bob, path)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(eve, path)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(new Employee(host), path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(bob, path.Replace($"/{message.Seq}/", $"/{message.Seq - 1}/", StringComparison.Ordinal))).StatusCode);

        await ann.SendAsync(HttpMethod.Delete, $"conversations/{room}/members/{bob.Id}");
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(bob, path)).StatusCode);
        await ann.SendAsync(HttpMethod.Post, $"conversations/{room}/members", new AddMembers { UserIds = [bob.Id] });
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(bob, path)).StatusCode);

        await ann.RecallAsync(message);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(ann, path)).StatusCode);
        Assert.Null((await ann.ReadAsync(room)).Messages.Single(m => m.Seq == message.Seq).Files);
    }

    [Fact]
    public async Task Whoever_came_later_and_sees_no_history_gets_no_file_of_it()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", HistoryVisibility.FromJoining)).Conversation.Id;
        var message = await PostFileAsync(ann, room, "old"u8.ToArray(), "old.txt");
        await ann.SendAsync(HttpMethod.Post, $"conversations/{room}/members", new AddMembers { UserIds = [bob.Id] });

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(bob, PathOf(message))).StatusCode);
        Assert.Empty((await bob.SendAsync<ConversationFileList>(HttpMethod.Get, $"conversations/{room}/files")).Files);
    }

    [Fact]
    public async Task Ranges_and_copies_that_are_held_save_the_way()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        var content = RandomNumberGenerator.GetBytes(100_000);
        content[0] = 0;
        var path = PathOf(await PostFileAsync(ann, notes, content, "x.bin"));

        var whole = await GetAsync(ann, path);
        var range = await GetAsync(ann, path, request => request.Headers.Range = new RangeHeaderValue(90_000, null));
        var beyond = await GetAsync(ann, path, request => request.Headers.Range = new RangeHeaderValue(100_000, null));
        var held = await GetAsync(ann, path, request => request.Headers.IfNoneMatch.Add(whole.Headers.ETag!));
        var resumed = await GetAsync(ann, path, request =>
        {
            request.Headers.Range = new RangeHeaderValue(0, 9);
            request.Headers.IfRange = new RangeConditionHeaderValue("\"another\"");
        });

        Assert.Equal(content, await whole.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("no-cache, private", string.Join(", ", whole.Headers.CacheControl!.ToString().Split(", ").Order()));
        Assert.Equal((HttpStatusCode.PartialContent, "bytes 90000-99999/100000"), (range.StatusCode, range.Content.Headers.ContentRange!.ToString()));
        Assert.Equal(content[90_000..], await range.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, HttpStatusCode.NotModified, HttpStatusCode.OK), (beyond.StatusCode, held.StatusCode, resumed.StatusCode));
    }

    [Theory]
    [InlineData("page.png", "<html><script>alert(1)</script>", MediaTypes.Unknown)]
    [InlineData("picture.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", MediaTypes.Unknown)]
    [InlineData("paper.pdf", "%PDF-1.7 /OpenAction /JavaScript", "application/pdf")]
    [InlineData("data.xml", "<?xml version='1.0'?><x/>", MediaTypes.Unknown)]
    [InlineData("notes.html", "just text", "text/plain")]
    public async Task What_could_run_is_saved_and_never_shown(string name, string content, string type)
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;

        var answer = await GetAsync(ann, PathOf(await PostFileAsync(ann, notes, Encoding.UTF8.GetBytes(content), name)));

        Assert.Equal((type, "attachment", "nosniff"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType, answer.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Windows\\win.ini", "win.ini")]
    [InlineData("报告\u0000\r\nSet-Cookie: x.txt", "报告Set-Cookie_ x.txt")]
    [InlineData("..", "file")]
    [InlineData("", "file")]
    [InlineData("CON.txt", "_CON.txt")]
    [InlineData("\u202Etxt.exe", "txt.exe")]
    [InlineData("a<b>|c?.txt", "a_b__c_.txt")]
    public async Task Names_are_made_harmless(string name, string cleaned)
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;

        var message = await PostFileAsync(ann, notes, "x"u8.ToArray(), name);
        var answer = await GetAsync(ann, PathOf(message));

        Assert.Equal(cleaned, Assert.Single(message.Files!).Name);
        Assert.Equal(cleaned, answer.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public void A_long_name_keeps_its_extension_and_its_characters_whole()
    {
        var cleaned = FileNames.Clean(string.Concat(Enumerable.Repeat("👩‍👩‍👧", 5_000)) + ".docx");

        Assert.InRange(cleaned.Length, 150, FileNames.MaxLength);
        Assert.EndsWith("👧.docx", cleaned, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_need_no_words_and_not_ones_own_upload_is_not_there()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        var file = await new TusClient(ann).UploadAsync("x"u8.ToArray());
        var unfinished = await new TusClient(ann).BeginAsync(10);

        Task<ErrorCode?> Refusal(Employee person, params AttachFile[] files) =>
            person.RefusalAsync(HttpMethod.Post, $"conversations/{room}/messages", new PostBody { ClientMessageId = Employee.NewId(), Text = "", Files = files });

        Assert.Null(await Refusal(ann, new AttachFile { FileId = file.Id }));
        Assert.Equal(ErrorCode.FileNotReady, await Refusal(bob, new AttachFile { FileId = file.Id }));
        Assert.Equal(ErrorCode.FileNotReady, await Refusal(ann, new AttachFile { FileId = unfinished }));
        Assert.Equal(ErrorCode.FileNotReady, await Refusal(ann, new AttachFile { FileId = Employee.NewId() }));
        Assert.Equal(ErrorCode.InvalidRequest, await Refusal(ann, new AttachFile { FileId = file.Id }, new AttachFile { FileId = file.Id }));
        Assert.Equal(ErrorCode.InvalidRequest, await Refusal(ann, new AttachFile { FileId = file.Id, IsVoice = true }));
        Assert.Equal(ErrorCode.TextEmpty, await Refusal(ann));
        Assert.Equal(ErrorCode.TooMany, await Refusal(ann, [.. Enumerable.Range(0, 11).Select(_ => new AttachFile { FileId = Employee.NewId() })]));
    }

    [Fact]
    public async Task A_film_has_the_poster_that_its_sender_sent_and_the_poster_is_no_file_of_its_own()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob, eve) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Eve"));
        var (direct, notes) = ((await ann.StartDirectAsync(bob)).Conversation.Id, (await bob.StartDirectAsync(bob)).Conversation.Id);
        var film = await new TusClient(ann).UploadAsync([0, 0, 0, 24, .. "ftypisom"u8, .. new byte[100]], "film.mp4");
        var picture = await new TusClient(ann).UploadAsync(Pictures.Png(640, 360), "still.png");
        var text = await new TusClient(ann).UploadAsync("x"u8.ToArray(), "x.txt");

        var message = await ann.PostAsync(direct, new PostBody { ClientMessageId = Employee.NewId(), Text = "", Files = [new() { FileId = film.Id, PosterId = picture.Id }] });
        var forwarded = await bob.PostAsync(notes, new PostBody { ClientMessageId = Employee.NewId(), Text = "", Forward = new() { ConversationId = direct, Seqs = [message.Seq] } });

        var shown = Assert.Single(message.Files!);
        Assert.Equal((FileKind.Video, picture.Id, 640, 360), (shown.Kind, shown.Poster!.FileId, shown.Poster.Width!.Value, shown.Poster.Height!.Value));
        Assert.NotNull(shown.Poster.Placeholder);
        foreach (var row in (Message[])[message, forwarded])
        {
            using var small = await GetAsync(bob, $"/files/{row.ConversationId}/{row.Seq}/{picture.Id}?size=small");
            Assert.Equal("image/webp", small.Content.Headers.ContentType!.MediaType);
            var listed = await bob.SendAsync<ConversationFileList>(HttpMethod.Get, $"conversations/{row.ConversationId}/files");
            Assert.Equal(shown, Assert.Single(listed.Files).Attachment);
        }
        Assert.Empty((await bob.SendAsync<FileHits>(HttpMethod.Post, "search/files", new SearchFiles { SenderId = ann.Id, Text = "poster" })).Hits);
        using (var inUse = await new TusClient(ann).SendAsync(HttpMethod.Delete, $"uploads/{film.Id}", null, [])) Assert.Equal(ErrorCode.Conflict, await Employee.RefusalAsync(inUse));
        using (var refused = await GetAsync(eve, $"/files/{direct}/{message.Seq}/{picture.Id}")) Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        await ann.RecallAsync(message);
        using (var gone = await GetAsync(bob, $"/files/{direct}/{message.Seq}/{picture.Id}")) Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);

        foreach (var wrong in (AttachFile[])[new() { FileId = film.Id, PosterId = text.Id }, new() { FileId = text.Id, PosterId = picture.Id }, new() { FileId = film.Id, PosterId = film.Id }])
            Assert.Equal(ErrorCode.InvalidRequest, await ann.RefusalAsync(HttpMethod.Post, $"conversations/{direct}/messages", new PostBody { ClientMessageId = Employee.NewId(), Text = "", Files = [wrong] }));
    }

    [Fact]
    public async Task A_forwarded_file_is_that_of_its_new_readers_too_and_outlives_the_recall_of_the_first()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var (notes, direct) = ((await ann.StartDirectAsync(ann)).Conversation.Id, (await ann.StartDirectAsync(bob)).Conversation.Id);
        var first = await PostFileAsync(ann, notes, "for you"u8.ToArray(), "a.txt");

        var second = await ann.PostAsync(direct, new PostBody { ClientMessageId = Employee.NewId(), Text = "", Forward = new() { ConversationId = notes, Seqs = [first.Seq] } });
        await ann.RecallAsync(first);

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(ann, PathOf(first))).StatusCode);
        Assert.Equal("for you", await (await GetAsync(bob, PathOf(second))).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Files_of_a_conversation_are_listed_by_kind_and_month()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        var (one, two, three) = (await PostFileAsync(ann, notes, "1"u8.ToArray(), "1.txt"), await PostFileAsync(ann, notes, Pictures.Png(), "2.png"), await PostFileAsync(ann, notes, "3"u8.ToArray(), "3.txt"));

        var page = await ann.SendAsync<ConversationFileList>(HttpMethod.Get, $"conversations/{notes}/files?limit=2");
        var rest = await ann.SendAsync<ConversationFileList>(HttpMethod.Get, $"conversations/{notes}/files?limit=2&cursor={page.Next}");
        var documents = await ann.SendAsync<ConversationFileList>(HttpMethod.Get, $"conversations/{notes}/files?kinds=document,audio");
        var earlier = await ann.SendAsync<ConversationFileList>(HttpMethod.Get, $"conversations/{notes}/files?before={Uri.EscapeDataString(two.PostedAt.ToString("O"))}");

        Assert.Equal([three.Seq, two.Seq], page.Files.Select(f => f.Seq));
        Assert.Equal([one.Seq], rest.Files.Select(f => f.Seq));
        Assert.Equal([three.Seq, one.Seq], documents.Files.Select(f => f.Seq));
        Assert.Equal([one.Seq], earlier.Files.Select(f => f.Seq));
        Assert.Equal(ErrorCode.InvalidRequest, await ann.RefusalAsync(HttpMethod.Get, $"conversations/{notes}/files?kinds=1"));
    }

    [Fact]
    public async Task Messages_are_found_by_having_files()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        var (text, picture) = (await PostFileAsync(ann, notes, "1"u8.ToArray(), "1.txt"), await PostFileAsync(ann, notes, Pictures.Png(), "2.png"));
        await ann.PostAsync(notes, "without");

        async Task<IEnumerable<long>> Found(SearchMessages search) => (await ann.SendAsync<MessageHits>(HttpMethod.Post, "search/messages", search)).Hits.Select(h => h.Seq);

        Assert.Equal([picture.Seq, text.Seq], await Found(new() { HasFile = true }));
        Assert.Equal([picture.Seq], await Found(new() { HasImage = true }));
    }

    [Fact]
    public async Task Files_are_found_by_name_by_those_who_may_have_them()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var (room, notes) = ((await ann.StartGroupAsync("Room", bob)).Conversation.Id, (await ann.StartDirectAsync(ann)).Conversation.Id);
        var (one, two, own) = (await PostFileAsync(ann, room, "1"u8.ToArray(), "会议纪要 1.txt"), await PostFileAsync(ann, room, "2"u8.ToArray(), "会议纪要 2.txt"), await PostFileAsync(ann, notes, "3"u8.ToArray(), "会议 own.txt"));

        async Task<List<FileHit>> Found(Employee person, SearchFiles search)
        {
            var all = new List<FileHit>();
            for (string? cursor = null; ;)
            {
                var page = await person.SendAsync<FileHits>(HttpMethod.Post, "search/files", search with { Cursor = cursor });
                all.AddRange(page.Hits);
                if ((cursor = page.Next) is null) return all;
            }
        }

        Assert.Equal([own.Seq, two.Seq, one.Seq], (await Found(ann, new() { Text = "会议", Limit = 1 })).Select(h => h.File.Seq));
        Assert.Equal([two.Seq, one.Seq], (await Found(bob, new() { Text = "会议" })).Select(h => h.File.Seq));
        Assert.Equal([two.Seq], (await Found(bob, new() { Text = "纪要 \"2.txt\"" })).Select(h => h.File.Seq));
        Assert.Equal([("会议", false), ("纪要", true), (" 2.txt", false)], (await Found(bob, new() { Text = "纪要" }))[0].Name.Select(f => (f.Text, f.IsMatch)));
        Assert.Empty(await Found(bob, new() { Text = "会议", Kind = FileKind.Image }));
        await ann.RecallAsync(two);
        Assert.Equal([one.Seq], (await Found(bob, new() { Text = "会议" })).Select(h => h.File.Seq));
    }

    [Fact]
    public async Task What_no_message_has_is_swept_away_after_a_time_and_nothing_else()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        var kept = await PostFileAsync(ann, notes, "kept"u8.ToArray(), "kept.txt");
        await new TusClient(ann).UploadAsync("unsent"u8.ToArray());
        await new TusClient(ann).UploadAsync("kept"u8.ToArray()); // the same content, as another file
        var resting = await new TusClient(ann).BeginAsync(10);
        using var some = await new TusClient(ann).AppendAsync(resting, 0, "12345"u8.ToArray());
        // What a killed node has begun to write.
        var root = host.Services.GetRequiredService<FileSettings>().Directory!;
        var leftover = Path.Combine(root, ".unfinished", "leftover");
        Directory.CreateDirectory(Path.GetDirectoryName(leftover)!);
        await File.WriteAllTextAsync(leftover, "half", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(leftover, DateTime.UnixEpoch);
        var sweeper = host.Services.GetRequiredService<FileSweeper>();

        await sweeper.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(4, (await ann.SendAsync<UploadList>(HttpMethod.Get, "files")).Files.Count);
        await AgeAsync();
        await sweeper.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal([kept.Files![0].FileId], (await ann.SendAsync<UploadList>(HttpMethod.Get, "files")).Files.Select(f => f.Id));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(ann, PathOf(kept))).StatusCode);
        Assert.DoesNotContain(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories), key => key.Contains(resting.ToString("N"), StringComparison.Ordinal) || key == leftover);
        var store = host.Services.GetRequiredService<IFileStore>();
        Assert.Null(await store.FindContentAsync(SHA256.HashData("unsent"u8), TestContext.Current.CancellationToken));
        await ann.RecallAsync(kept);
        await sweeper.RunAsync(TestContext.Current.CancellationToken);
        Assert.Single((await ann.SendAsync<UploadList>(HttpMethod.Get, "files")).Files);
        await AgeAsync();
        await sweeper.RunAsync(TestContext.Current.CancellationToken);
        Assert.Empty((await ann.SendAsync<UploadList>(HttpMethod.Get, "files")).Files);
        await AgeAsync();
        await sweeper.RunAsync(TestContext.Current.CancellationToken);
        Assert.Null(await store.FindContentAsync(SHA256.HashData("kept"u8), TestContext.Current.CancellationToken));

        async Task AgeAsync()
        {
            await using var data = NpgsqlDataSource.Create(host.Database.ConnectionString);
            await using var command = data.CreateCommand("update files set touched_at = touched_at - interval '2 days'; update contents set touched_at = touched_at - interval '2 days'");
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task The_check_finds_what_is_missing_and_what_is_damaged()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var tus = new TusClient(ann);
        var (good, missing, damaged) = (await KeyAsync("good"), await KeyAsync("missing"), await KeyAsync("damaged"));
        var storage = host.Services.GetRequiredService<IFileStorage>();
        await storage.DeleteAsync(missing, TestContext.Current.CancellationToken);
        await storage.DeleteAsync(damaged, TestContext.Current.CancellationToken);
        await storage.WriteAsync(damaged, async (stream, stop) => await stream.WriteAsync("dramaged"u8.ToArray(), stop), TestContext.Current.CancellationToken);

        var faults = await FaultsAsync();

        Assert.Contains((ContentFault.Missing, missing), faults);
        Assert.Contains((ContentFault.Damaged, damaged), faults);
        Assert.DoesNotContain(faults, f => f.Key == good);

        async Task<string> KeyAsync(string content)
        {
            await tus.UploadAsync(Encoding.UTF8.GetBytes(content));
            return (await host.Services.GetRequiredService<IFileStore>().FindContentAsync(SHA256.HashData(Encoding.UTF8.GetBytes(content)), TestContext.Current.CancellationToken))!.Key;
        }
    }

    async Task<List<(ContentFault Fault, string Key)>> FaultsAsync()
    {
        var faults = new List<(ContentFault, string)>();
        await foreach (var fault in host.Services.GetRequiredService<FileChecker>().RunAsync(TestContext.Current.CancellationToken)) faults.Add(fault);
        return faults;
    }

    internal static async Task<Message> PostFileAsync(Employee person, Guid conversation, byte[] content, string name)
    {
        var file = await new TusClient(person).UploadAsync(content, name);
        return await person.PostAsync(conversation, new PostBody { ClientMessageId = Employee.NewId(), Text = "", Files = [new() { FileId = file.Id }] });
    }

    internal static string PathOf(Message message) => $"/files/{message.ConversationId}/{message.Seq}/{message.Files![0].FileId}";

    internal static Task<HttpResponseMessage> GetAsync(Employee person, string path, Action<HttpRequestMessage>? with = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        with?.Invoke(request);
        return person.RequestAsync(request);
    }
}

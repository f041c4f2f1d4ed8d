using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Messenger.Faults.Deployment;
using Messenger.Faults.Measures.Groups;

namespace Messenger.Faults.Measures.Uploads;

/// <summary>
/// Sends a large file up to one of two nodes, which is killed half way, goes on at the other, posts it, and reads it back: it must be the same. Says how much memory the nodes took at most.
/// </summary>
static class UploadsRun
{
    /// <summary>A node may take this much more than before, in MB: what it holds of a file does not grow with the file.</summary>
    const double Bound = 150;

    const int Piece = 1 << 20;

    public static IReadOnlyDictionary<string, string> Defaults { get; } = new Dictionary<string, string> { ["--megabytes"] = "500" };

    /// <summary>0 when the file came back the same, and no node took more memory than the bound.</summary>
    public static async Task<int> RunAsync(Choices choices, Action<string> say)
    {
        var settings = choices.Cluster("uploads", nodes: 2);
        var size = choices.Number("--megabytes") * 1_000_000L;
        say("Starting 2 nodes, PostgreSQL and Redis …");
        await using var cluster = await Cluster.StartAsync(settings, new(settings.Seed));
        var people = await Population.FoundAsync(cluster.Postgres, 2, 2, 1);
        var (first, second) = (cluster.Nodes[0], cluster.Nodes[1]);
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new("Bearer", people.Tokens[0]);
        http.DefaultRequestHeaders.Add("Tus-Resumable", "1.0.0");
        var before = cluster.Nodes.Select(n => Peak(n.Process.Id)).ToList();

        var begun = Stopwatch.GetTimestamp();
        using var creation = new HttpRequestMessage(HttpMethod.Post, new Uri(first.OwnAddress, "/api/v1/uploads")) { Headers = { { "Upload-Length", Text(size) } } };
        using var created = await http.SendAsync(creation);
        created.EnsureSuccessStatusCode();
        var path = created.Headers.Location!.ToString();
        var source = new Source(size);
        var sending = AppendAsync(first.OwnAddress, 0);
        while (source.Read < size / 2) await Task.Delay(1);
        var firstPeak = Peak(first.Process.Id);
        await first.Process.KillAsync();
        var broken = false;
        try
        {
            await sending;
        }
        catch (HttpRequestException)
        {
            broken = true;
        }
        using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(second.OwnAddress, path)));
        var offset = long.Parse(head.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);
        await AppendAsync(second.OwnAddress, offset);
        var sent = Stopwatch.GetElapsedTime(begun);

        JsonNode upload;
        while ((upload = (await http.GetFromJsonAsync<JsonNode>(new Uri(second.OwnAddress, path)))!)["state"]!.GetValue<string>() != "ready") await Task.Delay(100);
        var ready = Stopwatch.GetElapsedTime(begun);
        var id = upload["id"]!.GetValue<string>();
        var post = new { clientMessageId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), text = "", files = new[] { new { fileId = id } } };
        using var posted = await http.PostAsJsonAsync(new Uri(second.OwnAddress, $"/api/v1/conversations/{people.Small}/messages"), post);
        posted.EnsureSuccessStatusCode();
        var seq = (await posted.Content.ReadFromJsonAsync<JsonNode>())!["seq"]!.GetValue<long>();
        using var answer = await http.GetAsync(new Uri(second.OwnAddress, $"/files/{people.Small}/{seq}/{id}"), HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        var read = await SHA256.HashDataAsync(await answer.Content.ReadAsStreamAsync());
        var isSame = read.SequenceEqual(await source.HashAsync());
        double[] grown = [firstPeak - before[0], Peak(second.Process.Id) - before[1]];

        var report = string.Create(CultureInfo.InvariantCulture, $"""
            {size:N0} bytes; node 1 was killed when {size / 2:N0} were sent (the request broke off: {broken}), and {offset:N0} were there.
            All was sent after {sent.TotalSeconds:F1} s and ready after {ready.TotalSeconds:F1} s; SHA-256 {(isSame ? "equal" : "NOT EQUAL")}.
            Peak memory: node 1 {firstPeak:F0} MB ({grown[0]:F0} more than before), node 2 {Peak(second.Process.Id):F0} MB ({grown[1]:F0} more; bound {Bound:F0}).
            """);
        await File.WriteAllTextAsync(Path.Combine(settings.Folder, "report.md"), report);
        say(report);
        return isSame && broken && Array.TrueForAll(grown, g => g <= Bound) ? 0 : 1;

        async Task AppendAsync(Uri node, long from)
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, new Uri(node, path)) { Content = new StreamContent(source.From(from), Piece) };
            request.Headers.Add("Upload-Offset", Text(from));
            request.Content.Headers.ContentType = new("application/offset+octet-stream");
            request.Content.Headers.ContentLength = size - from;
            using var appended = await http.SendAsync(request);
            appended.EnsureSuccessStatusCode();
        }
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The most memory that a process has had, in MB (VmHWM of proc(5)).</summary>
    static double Peak(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1000;
    }

    /// <summary>A file of noise that is never in memory: each piece is made of its place.</summary>
    sealed class Source(long size)
    {
        long _read;

        public long Read => Interlocked.Read(ref _read);

        public Noise From(long offset) => new Noise(size, offset, count => Interlocked.Add(ref _read, count));

        public async Task<byte[]> HashAsync() => await SHA256.HashDataAsync(From(0));
    }

    sealed class Noise(long size, long offset, Action<int> read) : Stream
    {
        long _at = offset;
        readonly byte[] _piece = new byte[Piece];
        long _number = -1;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var number = _at / Piece;
            if (number != _number) new Random((int)(_number = number)).NextBytes(_piece);
            var start = (int)(_at % Piece);
            var count = (int)Math.Min(Math.Min(buffer.Length, Piece - start), size - _at);
            _piece.AsSpan(start, count).CopyTo(buffer);
            _at += count;
            read(count);
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

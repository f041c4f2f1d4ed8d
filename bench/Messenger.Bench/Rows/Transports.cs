using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Messenger.Bench.Load;
using Messenger.Bench.Measuring;
using Messenger.Bench.Targets;

namespace Messenger.Bench.Rows;

/// <summary>Row 12: what a message costs its readers and the server, by how the readers learn of it.</summary>
sealed class Transports(Stage stage)
{
    const int ReaderCount = 100;
    static readonly double[] Rates = [0.1, 1];

    static readonly IReadOnlyList<(Transport Transport, string Name)> Kinds =
    [
        (Transport.PollingEverySecond, "polling every second"), (Transport.PollingEveryFiveSeconds, "polling every 5 s"), (Transport.LongPolling, "long polling"),
        (Transport.ServerSentEvents, "server-sent events"), (Transport.WebSockets, "WebSocket"),
    ];

    public async Task RunAsync()
    {
        var measured = new List<Line>();
        await using var rows = stage.Within();
        var postgres = await rows.PostgresAsync("transports");
        var messenger = rows.Own(await MessengerTarget.StartAsync(rows.Folder, rows.Ports, postgres));
        var staff = await Staff.HireAsync(postgres, ReaderCount + 1);
        using var http = new HttpClient { BaseAddress = messenger.Addresses[0] };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", staff.Tokens[ReaderCount]);
        foreach (var (transport, name) in Kinds)
        {
            await using var readers = stage.Within();
            var room = (await staff.GroupAsync(postgres, 1, _ => Enumerable.Range(0, ReaderCount + 1)))[0];
            await PostAsync(http, room);
            var process = readers.Own(await ClientProcess.StartAsync(["readers"], $"readers-{transport}", stage.Folder, new ReadOrder(messenger.Addresses[0], transport, [.. staff.Tokens.Take(ReaderCount)], room)));
            await Task.Delay(TimeSpan.FromSeconds(6)); // everybody has asked once
            foreach (var rate in Rates) measured.Add(await MeasureAsync(messenger, process, http, room, name, rate));
        }
        foreach (var line in measured)
            stage.Add(new(12, string.Create(CultureInfo.InvariantCulture, $"{line.Name}, {line.Rate} messages a second and reader"), string.Create(CultureInfo.InvariantCulture, $"{line.Bytes:0} bytes, {line.Microseconds:0} µs of processor time, {line.Delay:0} ms (p99 {line.Slowest:0} ms) for each delivered message")));
        if (!stage.Quick) await WriteAsync(measured);
    }

    async Task<Line> MeasureAsync(Target messenger, ClientProcess readers, HttpClient http, Guid room, string name, double rate)
    {
        var seconds = stage.Quick ? 8 : 60;
        var before = messenger.Processor();
        var listening = readers.TellAsync("listen", seconds.ToString(CultureInfo.InvariantCulture));
        // The last ones are left the time that the slowest way takes.
        for (var (begun, said) = (Stopwatch.StartNew(), 0); begun.Elapsed.TotalSeconds < seconds - 5.5;)
        {
            await PostAsync(http, room);
            said++;
            await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, (said / rate) - begun.Elapsed.TotalSeconds)));
        }
        var reading = JsonSerializer.Deserialize<Reading>(await listening)!;
        var cost = (messenger.Processor() - before).TotalSeconds;
        return new(name, rate, (double)reading.Bytes / reading.Delivered, 1e6 * cost / reading.Delivered, reading.Milliseconds.Median, reading.Milliseconds.Most99);
    }

    static async Task PostAsync(HttpClient http, Guid room)
    {
        using var answer = await http.PostAsJsonAsync($"/api/v1/conversations/{room}/messages", new { clientMessageId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), text = Readers.Stamp() });
        answer.EnsureSuccessStatusCode();
    }

    static async Task WriteAsync(IReadOnlyList<Line> lines)
    {
        var folder = Path.Combine(Sources.Root, "docs");
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"""
            # Long connections against polling

            Made by `bench/run.sh 12` on {Machine.Describe()}: {ReaderCount} readers of one conversation of a node, the API for those who poll (`GET /conversations/…/messages?after=`), the hub for the
            others; JSON everywhere. Bytes are those on the wire, both ways, with all headers; processor time is that of the service and PostgreSQL together; the delay begins before the message is posted and
            ends when the reader has it.

            | a reader hears | how | bytes a message | processor time a message | delay, median | delay, p99 |
            | --- | --- | ---: | ---: | ---: | ---: |
            """);
        foreach (var line in lines.OrderBy(l => l.Rate))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {line.Rate} messages/s | {line.Name} | {line.Bytes:N0} | {line.Microseconds:N0} µs | {line.Delay:N0} ms | {line.Slowest:N0} ms |");
        text.AppendLine(CultureInfo.InvariantCulture, $"""

            ![Bytes, processor time and delay of each way](images/transports.svg)

            Who polls pays for every question, and most have the answer *nothing new*: the rarer the messages, the more each costs, in bytes and in processor time, and the delay is half the interval
            whatever the server does. Asking more rarely makes it cheaper and slower at the same time. A long connection costs next to nothing while nothing happens, and a message is there as soon as it is
            stored. Of the three long ways the WebSocket has the smallest frames; long polling asks again after each message, with all headers, and is the one that passes through every proxy.
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "transports.md"), text.ToString());
        Directory.CreateDirectory(Path.Combine(folder, "images"));
        await File.WriteAllTextAsync(Path.Combine(folder, "images", "transports.svg"), BarChart.Draw(
        [
            .. ((string Title, Func<Line, double> Of)[])[("bytes a message", l => l.Bytes), ("processor time a message, µs", l => l.Microseconds), ("delay (median), ms", l => l.Delay)],
        ], lines));
    }

    /// <summary>A way at a rate; figures are for each delivered message.</summary>
    internal sealed record Line(string Name, double Rate, double Bytes, double Microseconds, double Delay, double Slowest);
}

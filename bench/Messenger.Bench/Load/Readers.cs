using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Messenger.Bench.Load;

/// <summary>How a reader learns of what is new.</summary>
enum Transport
{
    /// <summary>Asks every second.</summary>
    PollingEverySecond,

    /// <summary>Asks every five seconds.</summary>
    PollingEveryFiveSeconds,

    LongPolling,

    ServerSentEvents,

    WebSockets,
}

/// <summary>Who reads, where and how.</summary>
sealed record ReadOrder(Uri Node, Transport Transport, IReadOnlyList<string> Tokens, Guid Room);

/// <summary>What readers had in a while.</summary>
/// <param name="Delivered">Messages, counted at each reader.</param>
/// <param name="Bytes">On the wire, both ways, with everything that HTTP adds.</param>
/// <param name="Milliseconds">From before the message was posted until it was read.</param>
/// <param name="ProcessorSeconds">What the readers themselves took.</param>
sealed record Reading(long Delivered, long Bytes, Latency Milliseconds, double ProcessorSeconds);

/// <summary>A process of readers of one conversation. It obeys <c>listen</c> (seconds).</summary>
sealed class Readers : IAsyncDisposable
{
    readonly ReadOrder _order;
    readonly HttpClient _http;
    readonly List<HubConnection> _hubs = [];
    readonly List<Task> _polling = [];
    readonly CancellationTokenSource _stop = new();
    readonly List<double> _delays = [];
    long _bytes;

    Readers(ReadOrder order)
    {
        _order = order;
        _http = new(Handler()) { BaseAddress = order.Node };
    }

    /// <summary>What a message must say, so that its readers know when it was sent.</summary>
    public static string Stamp() => string.Create(CultureInfo.InvariantCulture, $"{Wire.Mark}{Stopwatch.GetTimestamp()}.");

    public static async Task<int> RunAsync(string file)
    {
        await using var readers = new Readers(JsonSerializer.Deserialize<ReadOrder>(await File.ReadAllTextAsync(file))!);
        await readers.ConnectAsync();
        return await ClientProcess.ObeyAsync(async (_, seconds) => JsonSerializer.Serialize(await readers.ListenAsync(double.Parse(seconds, CultureInfo.InvariantCulture))));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_polling);
        foreach (var hub in _hubs) await hub.DisposeAsync();
        _http.Dispose();
        _stop.Dispose();
    }

    async Task ConnectAsync()
    {
        foreach (var token in _order.Tokens)
        {
            switch (_order.Transport)
            {
                case Transport.PollingEverySecond:
                    _polling.Add(PollAsync(token, TimeSpan.FromSeconds(1)));
                    break;
                case Transport.PollingEveryFiveSeconds:
                    _polling.Add(PollAsync(token, TimeSpan.FromSeconds(5)));
                    break;
                default:
                    _hubs.Add(await ListenAsync(token));
                    break;
            }
        }
    }

    async Task<Reading> ListenAsync(double seconds)
    {
        lock (_delays) _delays.Clear();
        using var own = Process.GetCurrentProcess();
        var (bytes, cpu) = (Interlocked.Read(ref _bytes), own.TotalProcessorTime);
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        own.Refresh();
        lock (_delays) return new(_delays.Count, Interlocked.Read(ref _bytes) - bytes, Latency.Of(_delays), (own.TotalProcessorTime - cpu).TotalSeconds);
    }

    /// <summary>Asks for what is behind the last message that it has, as a script does.</summary>
    async Task PollAsync(string token, TimeSpan every)
    {
        var last = 0L;
        try
        {
            await Task.Delay(every * Random.Shared.NextDouble(), _stop.Token);
            using var timer = new PeriodicTimer(every);
            do
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"/api/v1/conversations/{_order.Room}/messages?after={last}&limit=100"));
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                using var answer = await _http.SendAsync(request, _stop.Token);
                answer.EnsureSuccessStatusCode();
                using var page = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(_stop.Token));
                foreach (var message in page.RootElement.GetProperty("messages").EnumerateArray())
                {
                    if (last > 0) Hear(message);
                    last = Math.Max(last, message.GetProperty("seq").GetInt64());
                }
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    async Task<HubConnection> ListenAsync(string token)
    {
        var transport = _order.Transport switch
        {
            Transport.LongPolling => HttpTransportType.LongPolling,
            Transport.ServerSentEvents => HttpTransportType.ServerSentEvents,
            _ => HttpTransportType.WebSockets,
        };
        var hub = new HubConnectionBuilder().WithUrl(new Uri(_order.Node, "/hubs/messenger"), transport, options =>
        {
            options.AccessTokenProvider = () => Task.FromResult<string?>(token);
            options.HttpMessageHandlerFactory = _ => Handler();
            options.WebSocketFactory = async (context, cancellationToken) =>
            {
                var socket = new ClientWebSocket();
                socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
                await socket.ConnectAsync(context.Uri, _http, cancellationToken);
                return socket;
            };
        }).Build();
        hub.On<JsonElement>("Changed", changes =>
        {
            foreach (var message in changes.GetProperty("messages").EnumerateArray()) Hear(message);
        });
        await hub.StartAsync(_stop.Token);
        await hub.InvokeAsync<JsonElement>("Sync", new { }, _stop.Token);
        return hub;
    }

    void Hear(JsonElement message)
    {
        if (!message.TryGetProperty("text", out var text) || text.GetString() is not { } said || !said.StartsWith(Wire.Mark, StringComparison.Ordinal)) return;
        var sent = long.Parse(said.AsSpan(Wire.Mark.Length, said.IndexOf('.', StringComparison.Ordinal) - Wire.Mark.Length), NumberStyles.None, CultureInfo.InvariantCulture);
        lock (_delays) _delays.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
    }

    SocketsHttpHandler Handler() => new() { UseCookies = false, MaxConnectionsPerServer = int.MaxValue, ConnectCallback = ConnectAsync };

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return new CountingStream(new NetworkStream(socket, ownsSocket: true), count => Interlocked.Add(ref _bytes, count));
    }
}

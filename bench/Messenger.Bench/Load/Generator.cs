using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;

namespace Messenger.Bench.Load;

/// <summary>
/// A process of connections. It obeys <c>connect</c>; <c>send</c> (seconds): everybody says something as soon as his last was answered;
/// <c>pace</c> (messages a second, seconds): so many are said, whoever is free; <c>spread</c> (messages, in flight, padding): the first seat's room
/// hears so many, with at most so many that not all have heard.
/// </summary>
sealed class Generator(LoadOrder order) : IDisposable
{
    /// <summary>Of a node's address that is spoken to in XMPP.</summary>
    public const string XmppScheme = "xmpp";

    static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(60);
    static readonly TimeSpan HearLimit = TimeSpan.FromSeconds(120);

    readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseCookies = false });
    readonly List<Connection> _connections = [];
    readonly Wire _wire = Wire.Of(order.Wire, contracts: order.Verb == SayVerb.Post);
    readonly SemaphoreSlim _progress = new(0);
    long _delivered;
    long _bytes;
    int _turnedAway;
    string _padding = new('x', 100 - Wire.Mark.Length);

    /// <summary>Obeys until its input ends.</summary>
    public static async Task<int> RunAsync(string file)
    {
        var order = JsonSerializer.Deserialize<LoadOrder>(await File.ReadAllTextAsync(file))!;
        using var generator = new Generator(order);
        return await ClientProcess.ObeyAsync(async (word, rest) =>
        {
            var numbers = rest.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
            return word switch
            {
                "connect" => JsonSerializer.Serialize(await generator.ConnectAsync()),
                "send" => JsonSerializer.Serialize(await generator.SendAsync(numbers[0])),
                "pace" => JsonSerializer.Serialize(await generator.PaceAsync(numbers[0], numbers[1])),
                "spread" => JsonSerializer.Serialize(await generator.SpreadAsync((int)numbers[0], (int)numbers[1], (int)numbers[2])),
                _ => throw new ArgumentException($"'{word}' is no word."),
            };
        });
    }

    public void Dispose()
    {
        foreach (var connection in _connections) connection.Dispose();
        _http.Dispose();
        _progress.Dispose();
    }

    async Task<Round> ConnectAsync()
    {
        var times = new ConcurrentBag<double>();
        return await RoundAsync(async () =>
        {
            await Parallel.ForEachAsync(order.Seats.Select((seat, i) => (seat, i)), new ParallelOptions { MaxDegreeOfParallelism = order.ConnectsAtOnce }, async (one, _) =>
            {
                using var limit = new CancellationTokenSource(ConnectLimit);
                var begun = Stopwatch.GetTimestamp();
                try
                {
                    var connection = await ConnectAsync(one.seat, one.i, order.Nodes[one.i % order.Nodes.Count], limit.Token);
                    times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                    lock (_connections) _connections.Add(connection);
                }
                catch (OperationCanceledException)
                {
                    // Not served: it is missing among the times.
                }
            });
            return (times, Interlocked.Exchange(ref _turnedAway, 0));
        });
    }

    /// <summary>A node that is full for the moment says so, and is asked again, as clients do.</summary>
    async Task<Connection> ConnectAsync(Seat seat, int number, Uri node, CancellationToken cancellationToken)
    {
        while (true)
        {
            Connection connection = node.Scheme == XmppScheme ? new XmppConnection(seat, number, Heard) : new RawHubConnection(order, seat, _wire, _http, Heard);
            try
            {
                await connection.ConnectAsync(node, cancellationToken);
                return connection;
            }
            catch (Exception away) when (away is TurnedAwayException or WebSocketException)
            {
                connection.Dispose();
                Interlocked.Increment(ref _turnedAway);
                await Task.Delay(TimeSpan.FromMilliseconds(500 + (1_000 * Random.Shared.NextDouble())), cancellationToken);
            }
        }
    }

    Task<Round> SendAsync(double seconds) => RoundAsync(async () =>
    {
        var watch = Stopwatch.StartNew();
        var (times, refused) = (new ConcurrentBag<double>(), 0);
        await Task.WhenAll(_connections.Select(async connection =>
        {
            while (watch.Elapsed.TotalSeconds < seconds)
            {
                var (good, took) = await connection.SayAsync(Wire.Mark + _padding);
                if (good) times.Add(took);
                else Interlocked.Increment(ref refused);
            }
        }));
        return (times, refused);
    });

    Task<Round> PaceAsync(double perSecond, double seconds) => RoundAsync(async () =>
    {
        var watch = Stopwatch.StartNew();
        var (times, refused, begun) = (new ConcurrentBag<double>(), 0, new List<Task>());
        var free = new ConcurrentQueue<Connection>(_connections);
        for (var said = 0; watch.Elapsed.TotalSeconds < seconds;)
        {
            // What is due: nobody waits for an answer before the next is due, or a slow server would be asked less.
            for (; said < watch.Elapsed.TotalSeconds * perSecond && free.TryDequeue(out var connection); said++) begun.Add(OneAsync(connection));
            await Task.Delay(1);
        }
        await Task.WhenAll(begun);
        return (times, refused);

        async Task OneAsync(Connection connection)
        {
            var (good, took) = await connection.SayAsync(Wire.Mark + _padding);
            if (good) times.Add(took);
            else Interlocked.Increment(ref refused);
            free.Enqueue(connection);
        }
    });

    Task<Round> SpreadAsync(int messages, int inFlight, int padding)
    {
        _padding = new('x', padding);
        return RoundAsync(async () =>
        {
            var (times, refused) = (new ConcurrentBag<double>(), 0);
            var (first, receivers, begun) = (Interlocked.Read(ref _delivered), _connections.Count, new List<Task>());
            using var limit = new CancellationTokenSource(HearLimit);
            for (var said = 0; said < messages; said++)
            {
                await HeardAsync(first + ((long)receivers * (said - inFlight + 1)), limit.Token);
                // A connection has one call under way at a time.
                begun.Add(OneAsync(_connections[said % inFlight]));
            }
            await Task.WhenAll(begun);
            await HeardAsync(first + ((long)receivers * messages), limit.Token);
            return (times, refused);

            async Task OneAsync(Connection connection)
            {
                var (good, took) = await connection.SayAsync(Wire.Mark + _padding);
                if (good) times.Add(took);
                else Interlocked.Increment(ref refused);
            }
        });
    }

    async Task HeardAsync(long count, CancellationToken cancellationToken)
    {
        while (Interlocked.Read(ref _delivered) < count) await _progress.WaitAsync(TimeSpan.FromMilliseconds(1), cancellationToken);
    }

    async Task<Round> RoundAsync(Func<Task<(ConcurrentBag<double> Times, int Refused)>> work)
    {
        using var own = Process.GetCurrentProcess();
        var (delivered, bytes, cpu, begun) = (Interlocked.Read(ref _delivered), Interlocked.Read(ref _bytes), own.TotalProcessorTime, Stopwatch.GetTimestamp());
        var (times, refused) = await work();
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await Task.Delay(TimeSpan.FromMilliseconds(200)); // what was acknowledged last is still on its way to the others
        own.Refresh();
        return new(seconds, times.Count, refused, Interlocked.Read(ref _delivered) - delivered, Interlocked.Read(ref _bytes) - bytes, Latency.Of(times), (own.TotalProcessorTime - cpu).TotalSeconds);
    }

    void Heard(int messages, int bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        if (messages == 0) return;
        Interlocked.Add(ref _delivered, messages);
        if (_progress.CurrentCount == 0) _progress.Release();
    }
}

using System.Text.Json;
using Messenger.Bench.Load;

namespace Messenger.Bench.Targets;

/// <summary>A <see cref="BareServer"/> and what it uses.</summary>
sealed class BareTarget : Target
{
    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    readonly BareOrder _order;
    readonly SayVerb _verb;
    readonly Child _process;
    readonly RedisServer? _redis;
    readonly PostgresServer? _postgres;

    readonly string _observed;

    BareTarget(BareOrder order, SayVerb verb, Child process, RedisServer? redis, PostgresServer? postgres, string observed) =>
        (_order, _verb, _process, _redis, _postgres, _observed) = (order, verb, process, redis, postgres, observed);

    public override string Name => _verb == SayVerb.Say ? "bare SignalR" : _postgres is null ? "the same hub that stores nothing" : "one INSERT and COMMIT per message";

    protected override IReadOnlyList<(Child Process, string File)> Observed => [(_process, _observed)];

    protected override PostgresServer? Database => _postgres;

    protected override IEnumerable<int> Processes => ((int?[])[_process.Id, _redis?.Process.Id, _postgres?.ProcessId]).OfType<int>();

    /// <summary>Starts one; the others are started already, and end with their owner.</summary>
    public static async Task<BareTarget> StartAsync(string folder, int port, SayVerb verb, RedisServer? redis = null, PostgresServer? postgres = null)
    {
        var order = new BareOrder(new($"http://127.0.0.1:{port}"), verb == SayVerb.Post, redis is null ? null : $"127.0.0.1:{redis.Port}", postgres is null ? null : PostgresServer.Connection(postgres.Port));
        var process = Child.Start(["dotnet", typeof(BareTarget).Assembly.Location, "bare", JsonSerializer.Serialize(order)], Path.Combine(folder, $"bare-{port}.log"), environment: Observing(ObservedAt(folder, port)));
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        using var limit = new CancellationTokenSource(StartLimit);
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(order.Address, "/ready"), limit.Token);
                if (answer.IsSuccessStatusCode) return new(order, verb, process, redis, postgres, ObservedAt(folder, port));
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(100, limit.Token);
            }
        }
    }

    public override LoadOrder Order(WireKind wire, IReadOnlyList<Seat> seats) =>
        new([_order.Address], _verb == SayVerb.Say ? BareServer.BarePath : BareServer.StorelessPath, wire, _verb, seats, Syncs: false);

    public override ValueTask DisposeAsync() => _process.DisposeAsync();

    static string ObservedAt(string folder, int port) => Path.Combine(folder, $"bare-{port}.observed");
}

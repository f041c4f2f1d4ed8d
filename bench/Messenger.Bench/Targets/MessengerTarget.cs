using System.Globalization;
using System.Net;
using Messenger.Bench.Load;

namespace Messenger.Bench.Targets;

/// <summary>Nodes of the service, as they are shipped, with a PostgreSQL and, where there are several or it is asked for, a Redis.</summary>
sealed class MessengerTarget : Target
{
    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    /// <summary>The bench is fewer people than it seems, and in more of a hurry than people are.</summary>
    static readonly IReadOnlyList<string> Hurry =
    [
        .. ((string[])["Connect", "Read", "Send", "Change", "Create", "Members", "Signal", "Search"]).SelectMany(verb => (string[])[$"--Limits:{verb}:PerSecond=100000", $"--Limits:{verb}:AtOnce=1000000"]),
        "--Connections:PerUser=10000", "--Connections:PerAddress=1000000", "--Connections:NewPerSecond=100000", "--Connections:NewAtOnce=1000000", "--Connections:CallsPerSecond=100000", "--Connections:CallsAtOnce=100000",
        "--SignInLimit:PerMinute=100000",
    ];

    readonly string _folder;
    readonly List<Child> _nodes = [];
    readonly List<Uri> _addresses = [];
    readonly PostgresServer _postgres;
    readonly RedisServer? _redis;

    MessengerTarget(string folder, PostgresServer postgres, RedisServer? redis) => (_folder, _postgres, _redis) = (folder, postgres, redis);

    public override string Name => _redis is null ? "Messenger" : string.Create(CultureInfo.InvariantCulture, $"Messenger, {_nodes.Count} nodes with Redis");

    public IReadOnlyList<Uri> Addresses => _addresses;

    protected override IReadOnlyList<(Child Process, string File)> Observed => [.. _nodes.Zip(_addresses, (node, address) => (node, ObservedAt(address.Port)))];

    protected override PostgresServer Database => _postgres;

    protected override IEnumerable<int> Processes => [.. _nodes.Select(n => n.Id), _postgres.ProcessId, .. _redis is null ? [] : (int[])[_redis.Process.Id]];

    /// <summary>Starts nodes on a PostgreSQL and a Redis that run already, and end with their owner.</summary>
    /// <param name="folder">Of the run.</param>
    /// <param name="ports">Free ones.</param>
    /// <param name="postgres">Their database.</param>
    /// <param name="redis">Their backplane.</param>
    /// <param name="nodes">How many.</param>
    /// <param name="settings">In the place of those that lift the limits on how often.</param>
    /// <param name="more">Besides those.</param>
    public static async Task<MessengerTarget> StartAsync(string folder, Ports ports, PostgresServer postgres, RedisServer? redis = null, int nodes = 1, IReadOnlyList<string>? settings = null, IReadOnlyList<string>? more = null)
    {
        var target = new MessengerTarget(folder, postgres, redis);
        try
        {
            for (var number = 0; number < nodes; number++) await target.StartNodeAsync(ports.Next(), settings ?? [.. Hurry, .. more ?? []]);
            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    public override LoadOrder Order(WireKind wire, IReadOnlyList<Seat> seats) => new(_addresses, "/hubs/messenger", wire, SayVerb.Post, seats, Syncs: true);

    public override async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.SignalAsync("TERM");
            await node.WaitAsync(TimeSpan.FromSeconds(20));
            await node.DisposeAsync();
        }
    }

    string ObservedAt(int port) => Path.Combine(_folder, $"node{port}.observed");

    async Task StartNodeAsync(int port, IReadOnlyList<string> settings)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        List<string> command =
        [
            "dotnet", Sources.Host, $"--Urls={address.GetLeftPart(UriPartial.Authority)}", $"--ConnectionStrings:Postgres={PostgresServer.Connection(_postgres.Port)}",
            $"--Messenger:DataDirectory={Path.Combine(_folder, $"node{port}")}", $"--Files:Directory={Path.Combine(_folder, "files")}", .. settings,
        ];
        if (_redis is not null) command.Add($"--ConnectionStrings:Redis=127.0.0.1:{_redis.Port}");
        var node = Child.Start(command, Path.Combine(_folder, $"node{port}.log"), environment: Observing(ObservedAt(port)), folder: Path.GetDirectoryName(Sources.Host));
        _nodes.Add(node);
        _addresses.Add(address);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        using var patience = new CancellationTokenSource(StartLimit);
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(address, "/health/ready"), patience.Token);
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException) when (!node.HasExited)
            {
                // It does not listen yet.
            }
            await Task.Delay(100, patience.Token);
        }
    }
}

using System.Globalization;
using System.Net;
using Messenger.Faults.Checking.Events;
using Messenger.Faults.Nemesis;

using Messenger.Faults.Proxy;

namespace Messenger.Faults.Deployment;

/// <summary>A node of the service, with the proxies on its links.</summary>
sealed class Node(RunSettings settings, int number, int port, FaultProxy inward, FaultProxy postgres, FaultProxy? redis) : IAsyncDisposable
{
    /// <summary>The most connections to PostgreSQL that one has: three nodes leave the server a quarter of its own.</summary>
    public const int DatabaseConnections = ReaderConnections + 9;
    const int ReaderConnections = 16;

    static readonly TimeSpan MeasureLimit = TimeSpan.FromSeconds(20);

    static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(3) };

    Child? _process;

    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"node {number}");

    public Child Process => _process ?? throw new InvalidOperationException($"{Name} was not started.");

    /// <summary>The link from clients and the load balancer.</summary>
    public FaultProxy Inward => inward;

    /// <summary>The link to PostgreSQL.</summary>
    public FaultProxy Postgres => postgres;

    /// <summary>The link to Redis, if there is one.</summary>
    public FaultProxy? Redis => redis;

    /// <summary>Its address past the proxy, for clients that are a fault themselves.</summary>
    public Uri OwnAddress { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));

    /// <summary>Its address through the proxy.</summary>
    public Uri Address { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{inward.Port}"));

    /// <summary>Starts it; does not wait until it serves.</summary>
    public async Task StartAsync(IReadOnlyList<string>? wrapper = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        if (_process is not null) await _process.DisposeAsync();
        List<string> command =
        [
            .. wrapper ?? [], "dotnet", settings.Host, $"--Urls={OwnAddress.GetLeftPart(UriPartial.Authority)}", $"--ConnectionStrings:Postgres={PostgresServer.Connection(postgres.Port)}{(settings.PgBouncer ? ";No Reset On Close=true" : "")}",
            string.Create(CultureInfo.InvariantCulture, $"--Postgres:ReaderConnections={ReaderConnections}"),
            $"--Messenger:DataDirectory={Path.Combine(settings.Folder, $"node{number}")}", $"--Files:Directory={Path.Combine(settings.Folder, "files")}", "--SignInLimit:PerMinute=100000",
        ];
        if (settings.Faults.Contains(ReconnectStorm.Name)) command.Add("--Connections:PerAddress=20000"); // the whole crowd has one address
        if (redis is not null) command.Add(string.Create(CultureInfo.InvariantCulture, $"--ConnectionStrings:Redis=127.0.0.1:{redis.Port}"));
        var variables = new Dictionary<string, string>(environment ?? new Dictionary<string, string>());
        (variables["DOTNET_STARTUP_HOOKS"], variables[NodeObserver.Variable], variables[Planting.Plants.Variable]) = (typeof(Node).Assembly.Location, Observed, settings.Plant);
        _process = Child.Start(command, Path.Combine(settings.Folder, $"node{number}.log"), environment: variables, folder: Path.GetDirectoryName(settings.Host));
    }

    /// <summary>What a health check answers; null for no answer.</summary>
    public async Task<int?> HealthAsync(string check)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(OwnAddress, $"/health/{check}"));
            return (int)answer.StatusCode;
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Waits until it serves.</summary>
    public async Task WaitUntilReadyAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        while (await HealthAsync("ready") is not (int)HttpStatusCode.OK)
        {
            if (Process.HasExited) throw new InvalidOperationException($"{Name} ended with code {Process.ExitCode}; its log says why.");
            if (patience.IsCancellationRequested) throw new InvalidOperationException($"{Name} was not ready within {limit.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s; its log says why.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }
    }

    /// <summary>The exceptions of tasks that nobody looked at.</summary>
    public IEnumerable<string> UnobservedExceptions => Lines(NodeObserver.Unobserved);

    /// <summary>Lets it collect all garbage, and asks what is left; null if it does not answer. It must be ready.</summary>
    public async Task<NodeMeasured?> MeasureAsync(int mark)
    {
        var before = Lines(NodeObserver.Memory).Count();
        await Process.SignalAsync("USR1");
        using var patience = new CancellationTokenSource(MeasureLimit);
        while (!patience.IsCancellationRequested)
        {
            if (Lines(NodeObserver.Memory).Skip(before).LastOrDefault()?.Split(' ') is [var live, var resident, _])
                return new() { Node = Name, Mark = mark, Live = long.Parse(live, CultureInfo.InvariantCulture), Resident = long.Parse(resident, CultureInfo.InvariantCulture), Connections = inward.OpenConnections };
            await Task.WhenAny(Task.Delay(50, patience.Token));
        }
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        await inward.DisposeAsync();
        await postgres.DisposeAsync();
        if (redis is not null) await redis.DisposeAsync();
    }

    string Observed => Path.Combine(settings.Folder, string.Create(CultureInfo.InvariantCulture, $"node{number}.observed"));

    /// <summary>The lines of a kind; the last line may be half written.</summary>
    IEnumerable<string> Lines(string kind) =>
        File.Exists(Observed) ? File.ReadAllText(Observed).Split('\n').SkipLast(1).Where(l => l.StartsWith(kind, StringComparison.Ordinal)).Select(l => l[kind.Length..]) : [];
}

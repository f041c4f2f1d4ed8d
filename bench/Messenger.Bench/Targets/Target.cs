using System.Globalization;
using Messenger.Bench.Load;
using Messenger.Bench.Measuring;

namespace Messenger.Bench.Targets;

/// <summary>Something that connections are made to, with all the processes that it costs.</summary>
abstract class Target : IAsyncDisposable
{
    /// <summary>How it is called in the table.</summary>
    public abstract string Name { get; }

    /// <summary>What a generator needs to speak to it.</summary>
    public abstract LoadOrder Order(WireKind wire, IReadOnlyList<Seat> seats);

    /// <summary>Lets each process of .NET's collect its garbage; answers what they then hold, in bytes: live objects, and the whole process.</summary>
    public async Task<(long Live, long Resident)> MemoryAsync()
    {
        var holdings = await AskAsync();
        return (holdings.Sum(h => h.Live), holdings.Sum(h => h.Resident));
    }

    /// <summary>How long its processes of .NET's have compiled methods so far.</summary>
    public async Task<TimeSpan> CompiledAsync() => TimeSpan.FromMilliseconds((await AskAsync()).Sum(h => h.CompiledMilliseconds));

    /// <summary>Has its database look at its tables, as it does by itself once a minute: plans made for empty tables read all of a full one.</summary>
    public async Task AnalyzeAsync()
    {
        if (Database is { } database) await database.AskAsync<string>("analyze");
    }

    /// <summary>Processor time of the server, its database and its backplane together, up to now.</summary>
    public TimeSpan Processor() => ProcessorTime.Of(Processes);

    /// <summary>What of it is the database's.</summary>
    public TimeSpan DatabaseProcessor() => Database is { } database ? ProcessorTime.Of([database.ProcessId]) : TimeSpan.Zero;

    public abstract ValueTask DisposeAsync();

    protected abstract PostgresServer? Database { get; }

    protected abstract IEnumerable<int> Processes { get; }

    /// <summary>Those that tell what they hold, and where they write it.</summary>
    protected abstract IReadOnlyList<(Child Process, string File)> Observed { get; }

    /// <summary>What a process needs in its environment to tell what it holds.</summary>
    protected static Dictionary<string, string> Observing(string file) => new() { ["DOTNET_STARTUP_HOOKS"] = typeof(Target).Assembly.Location, [NodeObserver.Variable] = file };

    async Task<List<Holding>> AskAsync()
    {
        var answers = new List<Holding>();
        foreach (var (process, observed) in Observed)
        {
            var before = Holdings(observed).Count;
            await process.SignalAsync("USR1");
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (Holdings(observed).Count == before) await Task.Delay(50, patience.Token);
            answers.Add(Holdings(observed)[^1]);
        }
        return answers;
    }

    static List<Holding> Holdings(string file) => !File.Exists(file) ? [] :
    [
        .. File.ReadAllText(file).Split('\n').SkipLast(1).Where(l => l.StartsWith(NodeObserver.Memory, StringComparison.Ordinal))
            .Select(l => l[NodeObserver.Memory.Length..].Split(' ').Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToList()).Select(n => new Holding(n[0], n[1], n[2])),
    ];

    /// <summary>What a process of .NET's tells of itself.</summary>
    sealed record Holding(long Live, long Resident, long CompiledMilliseconds);
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Messenger.Bench.Load;
using Messenger.Bench.Measuring;
using Messenger.Bench.Targets;

namespace Messenger.Bench.Rows;

/// <summary>What the rows share: a folder, ports, how long and how often they measure, and where they say what came out.</summary>
sealed class Stage : IAsyncDisposable
{
    /// <summary>Of the time of a round, when the target is warm.</summary>
    const double MostCompiling = 0.02;

    const int ConnectsAtOnce = 20;

    readonly List<IAsyncDisposable> _owned = [];
    readonly Action<string> _say;

    Stage(string folder, bool quick, Action<string> say, List<Result> results) => (Folder, Quick, _say, Results) = (folder, quick, say, results);

    /// <summary>Of this run alone.</summary>
    public string Folder { get; }

    /// <summary>Fewer and shorter rounds.</summary>
    public bool Quick { get; }

    /// <summary>Rounds of which the median is taken.</summary>
    public int Rounds => Quick ? 3 : 5;

    /// <summary>The length of a round in seconds, where it is one that lasts.</summary>
    public double Seconds => Quick ? 2 : 5;

    public Ports Ports { get; } = new(new());

    public List<Result> Results { get; }

    public static Stage Open(bool quick, Action<string> say)
    {
        var folder = Path.Combine(Sources.Root, "artifacts", "bench");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        return new(folder, quick, say, []);
    }

    /// <summary>A stage within this one, whose servers end before others are started.</summary>
    public Stage Within() => new(Folder, Quick, _say, Results);

    public void Say(string line) => _say(line);

    /// <summary>Adds a line to the table.</summary>
    public void Add(Result result)
    {
        Results.Add(result);
        Say(string.Create(CultureInfo.InvariantCulture, $"| {result.Row} | {result.What} | {result.Figure} | {result.Bar} | {result.Verdict} |"));
    }

    /// <summary>A PostgreSQL, which ends with the stage.</summary>
    public async Task<PostgresServer> PostgresAsync(string name)
    {
        var folder = Path.Combine(Folder, name);
        Directory.CreateDirectory(folder);
        var postgres = new PostgresServer(folder, Ports.Next(), sharedBuffers: "512MB");
        await postgres.CreateAsync();
        return Own(postgres);
    }

    /// <summary>A Redis, which ends with the stage.</summary>
    public async Task<RedisServer> RedisAsync()
    {
        var redis = new RedisServer(Folder, Ports.Next());
        await redis.StartAsync();
        return Own(redis);
    }

    /// <summary>It ends with the stage, before what was owned earlier.</summary>
    public T Own<T>(T thing)
        where T : IAsyncDisposable
    {
        _owned.Add(thing);
        return thing;
    }

    /// <summary>Connects a generator to a target; both end with the stage.</summary>
    public async Task<Loaded> LoadAsync(Target target, WireKind wire, IReadOnlyList<Seat> seats)
    {
        var loaded = await LoadAsync(target, wire, seats, ConnectsAtOnce);
        var connected = loaded.Connecting!.Round.Acknowledged;
        return connected == seats.Count ? loaded : throw new InvalidOperationException($"{target.Name} served {connected} of {seats.Count} connections.");
    }

    /// <summary>So many at once that some may not be served.</summary>
    public async Task<Loaded> LoadAsync(Target target, WireKind wire, IReadOnlyList<Seat> seats, int connectsAtOnce)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"load-{_owned.Count}");
        var process = Own(await ClientProcess.StartAsync(["load"], name, Folder, target.Order(wire, seats) with { ConnectsAtOnce = connectsAtOnce }));
        var loaded = new Loaded(target, process);
        var measured = await loaded.TellAsync("connect");
        return loaded with { Connecting = measured };
    }

    /// <summary>Rounds of several targets, which take turns when each has been warmed up.</summary>
    /// <param name="loads">The targets.</param>
    /// <param name="measure">A round of the one at this place.</param>
    public async Task<IReadOnlyList<List<Measured>>> RoundsAsync(IReadOnlyList<Loaded> loads, Func<int, Task<Measured>> measure)
    {
        for (var i = 0; i < loads.Count; i++) await WarmAsync(loads[i].Target, () => measure(i));
        var rounds = loads.Select(_ => new List<Measured>()).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < loads.Count; i++) rounds[i].Add(await measure(i));
        }
        return rounds;
    }

    /// <summary>
    /// Repeats a round until the runtime of the target hardly compiles any more: what is hot is compiled several times over, which in the first minute
    /// takes more processor time than the work does, and afterwards none.
    /// </summary>
    public async Task WarmAsync(Target target, Func<Task> round)
    {
        var compiled = await target.CompiledAsync();
        for (var rounds = 0; rounds < (Quick ? 3 : 15); rounds++)
        {
            var begun = Stopwatch.GetTimestamp();
            await round();
            await target.AnalyzeAsync();
            var (took, before) = (Stopwatch.GetElapsedTime(begun), compiled);
            compiled = await target.CompiledAsync();
            if (compiled - before < took * MostCompiling) return;
        }
        Say($"{target.Name} was still compiling when its rounds began: its figures are too high.");
    }

    public async ValueTask DisposeAsync()
    {
        for (var i = _owned.Count - 1; i >= 0; i--) await _owned[i].DisposeAsync();
    }
}

/// <summary>A target and the generator that is connected to it.</summary>
sealed record Loaded(Target Target, ClientProcess Process)
{
    /// <summary>What its connects brought and cost.</summary>
    public Measured? Connecting { get; init; }

    /// <summary>Has the generator do something, and measures what that costs the target.</summary>
    public async Task<Measured> TellAsync(string word, params double[] numbers)
    {
        var (before, database) = (Target.Processor(), Target.DatabaseProcessor());
        var round = JsonSerializer.Deserialize<Round>(await Process.TellAsync(word, string.Join(' ', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)))))!;
        // A refused message costs next to nothing: a round with some would flatter.
        if (word != "connect" && round.Refused > 0) throw new InvalidOperationException($"{Target.Name} refused {round.Refused} messages.");
        return new(round, (Target.Processor() - before).TotalSeconds, (Target.DatabaseProcessor() - database).TotalSeconds);
    }
}

/// <summary>A round, and the processor time in seconds that the target took for it, and its database as a part of that.</summary>
sealed record Measured(Round Round, double ServerSeconds, double DatabaseSeconds)
{
    /// <summary>Of <see cref="PerMessage"/>, the database's.</summary>
    public double DatabasePerMessage => 1e6 * DatabaseSeconds / Round.Acknowledged;

    /// <summary>Microseconds of the target's processor time for each message that was acknowledged.</summary>
    public double PerMessage => 1e6 * ServerSeconds / Round.Acknowledged;

    /// <summary>Microseconds of the target's processor time for each message that a connection received.</summary>
    public double PerDelivery => 1e6 * ServerSeconds / Round.Delivered;

    public double AcknowledgedPerSecond => Round.Acknowledged / Round.Seconds;

    /// <summary>The generator's processor time as a part of the target's.</summary>
    public double GeneratorShare => Round.ProcessorSeconds / ServerSeconds;
}

using System.Globalization;

namespace Messenger.Faults;

/// <summary>What a run is asked to do, from the command line.</summary>
sealed record RunSettings
{
    public const string Usage = """
        --minutes N       how long faults are injected (default 10)
        --rounds N        instead: each fault so many times
        --seed N          repeats a run's choices (default: by chance)
        --faults F1,F9    only these (default: all that this machine can do)
        --nodes N         nodes of the service (default 3)
        --users N         simulated users (default 200)
        --rate N          messages per second (default 50)
        --workers N       client processes (default 2)
        --redis no        leaves Redis out
        --pgbouncer yes   puts PgBouncer between the nodes and PostgreSQL
        --host FILE       another build of the host, Messenger.Api.dll
        --plant NAME      nodes with a bug that must be found; with the first word 'planted', only this one
        --folder DIR      where histories, logs and the report go, in place of what is there (default artifacts/faults/<seed>)
        --keep yes        keeps the servers' data too
        --quiet yes       prints nothing but the judgement
        """;

    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often each fault is injected, instead of a time; 0 for the time.</summary>
    public int Rounds { get; init; }

    public int Seed { get; init; }

    public IReadOnlyList<string> Faults { get; init; } = [];

    public int Nodes { get; init; } = 3;

    public int Users { get; init; } = 200;

    public int Rate { get; init; } = 50;

    public int Workers { get; init; } = 2;

    public bool Redis { get; init; } = true;

    public bool PgBouncer { get; init; }

    public string Host { get; init; } = Sources.Host;

    /// <summary>The bug that the nodes have; none if empty.</summary>
    public string Plant { get; init; } = "";

    public string Folder { get; init; } = "";

    public bool Keep { get; init; }

    public bool Quiet { get; init; }

    /// <summary>Reads pairs of a name and a value.</summary>
    /// <exception cref="ArgumentException">A name is not known or a value is missing.</exception>
    public static RunSettings Parse(IReadOnlyList<string> words)
    {
        var settings = new RunSettings { Seed = Random.Shared.Next(1, 1_000_000) };
        if (words.Count % 2 != 0) throw new ArgumentException($"'{words[^1]}' has no value.");
        foreach (var pair in words.Chunk(2))
        {
            settings = (pair[0], pair[1]) switch
            {
                ("--minutes", var value) => settings with { Duration = TimeSpan.FromMinutes(double.Parse(value, CultureInfo.InvariantCulture)) },
                ("--rounds", var value) => settings with { Rounds = Number(value) },
                ("--seed", var value) => settings with { Seed = Number(value) },
                ("--faults", var value) => settings with { Faults = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
                ("--nodes", var value) => settings with { Nodes = Number(value) },
                ("--users", var value) => settings with { Users = Number(value) },
                ("--rate", var value) => settings with { Rate = Number(value) },
                ("--workers", var value) => settings with { Workers = Number(value) },
                ("--redis", var value) => settings with { Redis = value != "no" },
                ("--pgbouncer", var value) => settings with { PgBouncer = value == "yes" },
                ("--plant", var value) => settings with { Plant = value },
                ("--host", var value) => settings with { Host = Path.GetFullPath(value) },
                ("--folder", var value) => settings with { Folder = Path.GetFullPath(value) },
                ("--keep", var value) => settings with { Keep = value == "yes" },
                ("--quiet", var value) => settings with { Quiet = value == "yes" },
                var (name, _) => throw new ArgumentException($"'{name}' is not an option."),
            };
        }
        return settings.Folder.Length > 0 ? settings : settings with { Folder = Path.Combine(Sources.Root, "artifacts", "faults", settings.Seed.ToString(CultureInfo.InvariantCulture)) };
    }

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

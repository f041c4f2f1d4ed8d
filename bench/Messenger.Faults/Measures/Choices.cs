using System.Globalization;

namespace Messenger.Faults.Measures;

/// <summary>The numbers and words that a measure is asked for, by name.</summary>
sealed class Choices
{
    readonly Dictionary<string, string> _values;

    Choices(Dictionary<string, string> values) => _values = values;

    /// <summary>Reads pairs of a name and a value over the defaults.</summary>
    /// <exception cref="ArgumentException">A name is not known or a value is missing.</exception>
    public static Choices Read(IReadOnlyList<string> words, IReadOnlyDictionary<string, string> defaults)
    {
        var values = new Dictionary<string, string>(defaults) { ["--host"] = Sources.Host };
        if (words.Count % 2 != 0) throw new ArgumentException($"'{words[^1]}' has no value.");
        foreach (var pair in words.Chunk(2))
        {
            if (!values.ContainsKey(pair[0])) throw new ArgumentException($"'{pair[0]}' is not an option; there are {string.Join(", ", values.Select(d => $"{d.Key} (default {d.Value})"))}.");
            values[pair[0]] = pair[1];
        }
        return new(values);
    }

    public int Number(string name) => int.Parse(_values[name], CultureInfo.InvariantCulture);

    public string Word(string name) => _values[name];

    public TimeSpan Seconds(string name) => TimeSpan.FromSeconds(double.Parse(_values[name], CultureInfo.InvariantCulture));

    /// <summary>The cluster for a measure; its folder is emptied of an earlier run.</summary>
    public RunSettings Cluster(string measure, int nodes)
    {
        var folder = Path.Combine(Sources.Root, "artifacts", "measures", measure);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        return new() { Folder = folder, Nodes = nodes, Redis = true, Seed = Random.Shared.Next(1, 1_000_000), Host = Path.GetFullPath(_values["--host"]) };
    }
}

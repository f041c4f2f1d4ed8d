using System.Text.Json;
using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Recording;

/// <summary>The history of a run: the files of all of its processes.</summary>
static class HistoryFiles
{
    /// <summary>Where a process writes its part.</summary>
    public static string PathOf(string folder, string process) => Path.Combine(folder, $"history-{process}.jsonl");

    /// <summary>Reads all parts. The last line of a process that was killed may be half a line.</summary>
    public static IEnumerable<HistoryEvent> Read(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "history-*.jsonl").Order())
        {
            foreach (var line in File.ReadLines(file).Where(l => l.EndsWith('}')))
                yield return JsonSerializer.Deserialize<HistoryEvent>(line, HistoryJson.Options)!;
        }
    }
}

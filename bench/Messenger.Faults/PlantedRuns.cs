using System.Diagnostics;
using System.Globalization;
using Messenger.Faults.Planting;

namespace Messenger.Faults;

/// <summary>One run for each planted bug. All must be found.</summary>
static class PlantedRuns
{
    /// <summary>0 if every bug was found. Says a table, row by row.</summary>
    public static async Task<int> RunAsync(RunSettings settings, Action<string> say)
    {
        var missed = 0;
        say("| plant | faults | nodes | found by | first seen after | run |");
        say("| --- | --- | ---: | --- | ---: | ---: |");
        foreach (var plant in Plants.All.Where(p => settings.Plant.Length == 0 || p.Name == settings.Plant))
        {
            var begun = Stopwatch.StartNew();
            var (by, seen) = await FindAsync(settings with { Plant = plant.Name, Faults = plant.Faults, Nodes = plant.Nodes, Folder = Path.Combine(settings.Folder, plant.Name) });
            if (seen is null) missed++;
            say(string.Create(CultureInfo.InvariantCulture, $"| {plant.Name} | {string.Join(", ", plant.Faults)} | {plant.Nodes} | {by} | {seen?.TotalSeconds:0.0} s | {begun.Elapsed.TotalSeconds:0} s |"));
        }
        return missed == 0 ? 0 : 1;
    }

    static async Task<(string By, TimeSpan? Seen)> FindAsync(RunSettings settings)
    {
        try
        {
            var verdict = await new FaultRun(settings, _ => { }, _ => { }).RunAsync();
            return verdict.Counts.Count > 0 ? (string.Join(", ", verdict.Counts.Keys), verdict.FirstSeen) : ($"NOT FOUND ({verdict.Judgement})", null);
        }
        catch (Exception broken)
        {
            // The other plants are still looked for.
            return ($"NOT FOUND (the run was not finished: {broken.Message.ReplaceLineEndings(" ")})", null);
        }
    }
}

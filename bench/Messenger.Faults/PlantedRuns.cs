using System.Diagnostics;
using System.Globalization;
using Messenger.Faults.Checking;
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
            var verdict = await new FaultRun(
                settings with { Plant = plant.Name, Faults = plant.Faults, Nodes = plant.Nodes, Folder = Path.Combine(settings.Folder, plant.Name) }, _ => { }).RunAsync();
            var found = verdict.Judgement == Judgement.Violated && verdict.Counts.Count > 0;
            if (!found) missed++;
            var by = found ? string.Join(", ", verdict.Counts.Keys) : $"NOT FOUND ({verdict.Judgement})";
            say(string.Create(CultureInfo.InvariantCulture, $"| {plant.Name} | {string.Join(", ", plant.Faults)} | {plant.Nodes} | {by} | {verdict.FirstSeen?.TotalSeconds:0.0} s | {begun.Elapsed.TotalSeconds:0} s |"));
        }
        return missed == 0 ? 0 : 1;
    }
}

using Messenger.Faults.Checking;
using Messenger.Faults.Planting;

namespace Messenger.Faults;

/// <summary>One run for each planted bug. All must be found.</summary>
static class PlantedRuns
{
    /// <summary>0 if every bug was found.</summary>
    public static async Task<int> RunAsync(RunSettings settings, Action<string> say)
    {
        var missed = 0;
        foreach (var plant in Plants.All.Where(p => settings.Plant.Length == 0 || p.Name == settings.Plant))
        {
            var verdict = await new FaultRun(settings with { Plant = plant.Name, Faults = plant.Faults, Folder = Path.Combine(settings.Folder, plant.Name) }, _ => { }).RunAsync();
            var found = verdict.Judgement == Judgement.Violated && verdict.Counts.Count > 0;
            if (!found) missed++;
            say($"{plant.Name}: {(found ? $"found by {string.Join(", ", verdict.Counts.Keys)}" : $"NOT FOUND ({verdict.Judgement})")}");
        }
        return missed == 0 ? 0 : 1;
    }
}

using System.Text.Json;
using Messenger.Faults.Workload;

namespace Messenger.Faults.Measures.Neighbours;

/// <summary>What an abuser has to work with.</summary>
/// <param name="Nodes">The nodes.</param>
/// <param name="Owner">The session of who owns the group of everybody.</param>
/// <param name="Neighbour">The session of an honest person, on another device.</param>
/// <param name="Strangers">The sessions of people who are nowhere connected.</param>
sealed record AbuseOrder(IReadOnlyList<Uri> Nodes, DevicePlan Owner, DevicePlan Neighbour, IReadOnlyList<DevicePlan> Strangers);

/// <summary>A process that abuses the service, one way at a time: <c>begin</c> with the name of the way, and <c>end</c>, answered with what came of it.</summary>
static class Abuser
{
    public static async Task<int> RunAsync(string file)
    {
        var order = JsonSerializer.Deserialize<AbuseOrder>(await File.ReadAllTextAsync(file))!;
        var (stop, tally, running) = (new CancellationTokenSource(), new Tally(), Task.CompletedTask);
        return await ClientProcess.ObeyAsync(async (word, name) =>
        {
            if (word == "begin")
            {
                (stop, tally) = (new(), new());
                running = Abuses.All[name](order, tally, stop.Token);
                return "";
            }
            await stop.CancelAsync();
            await running;
            stop.Dispose();
            return JsonSerializer.Serialize(tally.Counts);
        });
    }
}

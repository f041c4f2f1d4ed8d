using Messenger.Faults.Measures.Groups;
using Messenger.Faults.Measures.Neighbours;
using Messenger.Faults.Measures.Rolling;
using Messenger.Faults.Measures.Soak;
using Messenger.Faults.Measures.Uploads;

namespace Messenger.Faults.Measures;

/// <summary>What is measured rather than judged from a history; each measure has bounds, and fails beyond them.</summary>
static class Measure
{
    /// <summary>Runs the measure, or one of its client processes, that the first word names. 0: within its bounds; 1: beyond one; 2: not finished.</summary>
    public static async Task<int> RunAsync(string[] words)
    {
        try
        {
            return words switch
            {
                ["rolling", .. var options] => await RollingRun.RunAsync(Choices.Read(options, RollingRun.Defaults), Console.WriteLine),
                ["rolling-clients", var order] => await RollingClients.RunAsync(order),
                ["neighbours", .. var options] => await NeighboursRun.RunAsync(Choices.Read(options, NeighboursRun.Defaults), Console.WriteLine),
                ["crowd", var order] => await Crowd.RunAsync(order),
                ["abuser", var order] => await Abuser.RunAsync(order),
                ["soak", .. var options] => await SoakRun.RunAsync(Choices.Read(options, SoakRun.Defaults), Console.WriteLine),
                ["soak-clients", var order] => await SoakClients.RunAsync(order),
                ["uploads", .. var options] => await UploadsRun.RunAsync(Choices.Read(options, UploadsRun.Defaults), Console.WriteLine),
                ["groups", .. var options] => await GroupsRun.RunAsync(Choices.Read(options, GroupsRun.Defaults), Console.WriteLine),
                _ => throw new ArgumentException("There is no such measure."),
            };
        }
        catch (Exception broken)
        {
            await Console.Error.WriteLineAsync($"The measure was not finished: {(broken is ArgumentException ? broken.Message : broken)}");
            return 2;
        }
    }
}

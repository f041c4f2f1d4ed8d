using Messenger.Faults.Checking;
using Messenger.Faults.Measures;
using Messenger.Faults.Workload;

namespace Messenger.Faults;

/// <summary>The fault runner. Exit codes: 0 clean, 1 a violation, 2 an invalid run.</summary>
static class Program
{
    static async Task<int> Main(string[] words)
    {
        if (words is ["work", var order]) return await Worker.RunAsync(order);
        if (words is ["crowd", var crowd]) return await Crowd.RunAsync(crowd);
        EndOfRunner.Listen();
        if (words is ["measure", .. var measure]) return await Measure.RunAsync(measure);
        RunSettings settings;
        try
        {
            settings = RunSettings.Parse(words is ["planted", ..] ? words[1..] : words);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            await Console.Error.WriteLineAsync($"{wrong.Message}\n{RunSettings.Usage}");
            return 2;
        }
        try
        {
            if (words is ["planted", ..]) return await PlantedRuns.RunAsync(settings, Console.WriteLine);
            return (await new FaultRun(settings, settings.Quiet ? _ => { } : Console.WriteLine, Console.WriteLine).RunAsync()).Judgement switch { Judgement.Clean => 0, Judgement.Violated => 1, _ => 2 };
        }
        catch (Exception broken)
        {
            // A run that did not come to its end proves nothing, whatever ended it.
            await Console.Error.WriteLineAsync($"The run was not finished: {broken}");
            return 2;
        }
    }
}

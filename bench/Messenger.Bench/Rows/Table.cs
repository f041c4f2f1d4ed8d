using System.Globalization;
using Messenger.Bench.Measuring;

namespace Messenger.Bench.Rows;

/// <summary>Measures the rows that are asked for, and keeps what a whole measurement brought.</summary>
static class Table
{
    static readonly IReadOnlyList<(int[] Numbers, Func<Stage, Task> RunAsync)> Rows =
    [
        ([1, 2, 3], stage => new DurableSends(stage).RunAsync()),
        ([4, 5], stage => new FanOut(stage).RunAsync()),
        ([6], stage => new OtherServers(stage).RunAsync()),
        ([7, 8], stage => new Connections(stage).RunAsync()),
        ([9], async stage =>
        {
            await new CatchingUp(stage).RunAsync();
            await new Backstop(stage).RunAsync();
        }),
        ([10], stage => new Finding(stage).RunAsync()),
        ([11], stage => new ManyNodes(stage).RunAsync()),
        ([12], stage => new Transports(stage).RunAsync()),
    ];

    /// <summary><c>--quick</c>: fewer and shorter rounds. Numbers: these rows only. 0 when every bar is met, else 1.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> options)
    {
        var quick = options.Contains("--quick");
        var asked = options.Where(o => o != "--quick").Select(o => int.Parse(o, CultureInfo.InvariantCulture)).ToList();
        var met = true;
        Console.WriteLine(Machine.Describe());
        foreach (var (numbers, run) in Rows.Where(r => asked.Count == 0 || r.Numbers.Intersect(asked).Any()))
        {
            // A stage for each: what one row leaves is not in the way of the next.
            await using var stage = Stage.Open(quick, Console.WriteLine);
            await run(stage);
            met &= stage.Results.All(r => r.Met != false);
            if (!quick) await KeptResults.ReplaceAsync(numbers, stage.Results);
        }
        return met ? 0 : 1;
    }
}

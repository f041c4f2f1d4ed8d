using System.Globalization;
using System.Text;
using System.Text.Json;
using Messenger.Bench.Measuring;

namespace Messenger.Bench.Rows;

/// <summary>Measures the rows that are asked for, and writes what came out.</summary>
static class Table
{
    static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

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
        await using var stage = Stage.Open(quick, Console.WriteLine);
        stage.Say(Machine.Describe());
        foreach (var (numbers, run) in Rows.Where(r => asked.Count == 0 || r.Numbers.Intersect(asked).Any())) await run(stage);
        var folder = Path.Combine(Sources.Root, "bench", "results");
        if (!quick && asked.Count == 0)
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "server.md"), Markdown(stage.Results));
            await File.WriteAllTextAsync(Path.Combine(folder, "server.json"), JsonSerializer.Serialize(new { machine = Machine.Describe(), results = stage.Results }, Indented) + "\n");
        }
        return stage.Results.All(r => r.Met != false) ? 0 : 1;
    }

    static string Markdown(IEnumerable<Result> results)
    {
        var text = new StringBuilder();
        text.AppendLine("# What the server does, in figures").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Made by `bench/run.sh` on {Machine.Describe()}. Processor time is that of the service, PostgreSQL and Redis together; figures are medians of five rounds that take turns, with the least and the most.").AppendLine();
        text.AppendLine("| # | work | figure | bar | |").AppendLine("| ---: | --- | ---: | ---: | --- |");
        foreach (var result in results.OrderBy(r => r.Row)) text.AppendLine(CultureInfo.InvariantCulture, $"| {result.Row} | {result.What} | {result.Figure} | {result.Bar} | {result.Verdict} |");
        return text.ToString();
    }
}

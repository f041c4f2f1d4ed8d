using System.Globalization;
using System.Text;
using System.Text.Json;
using Messenger.Bench.Measuring;

namespace Messenger.Bench.Rows;

/// <summary>The results that are kept with the project: of each row those of its last whole measurement, as data and to read.</summary>
static class KeptResults
{
    static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Puts new results of some rows in the place of those before.</summary>
    public static async Task ReplaceAsync(IReadOnlyCollection<int> rows, IEnumerable<Result> results)
    {
        var folder = Path.Combine(Sources.Root, "bench", "results");
        var file = Path.Combine(folder, "server.json");
        Directory.CreateDirectory(folder);
        List<Measurement> before = File.Exists(file) ? JsonSerializer.Deserialize<List<Measurement>>(await File.ReadAllTextAsync(file), Indented)! : [];
        List<Measurement> now =
        [
            .. before.Where(m => !m.Rows.Intersect(rows).Any()).Append(new([.. rows], TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Machine.Describe(), [.. results.OrderBy(r => r.Row)])).OrderBy(m => m.Rows[0]),
        ];
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(now, Indented) + "\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "server.md"), Markdown(now));
    }

    static string Markdown(IReadOnlyList<Measurement> measurements)
    {
        var text = new StringBuilder();
        text.AppendLine("""
            # What the server does, in figures

            Made by `bench/run.sh`. Processor time is that of the service, PostgreSQL and Redis together; figures are medians of five rounds that take turns in one run, with the least and the most; the lines of row 3 at a rate and the crowd of row 8 are one round each.

            """);
        foreach (var group in measurements.GroupBy(m => (m.Date, m.Machine)))
            text.AppendLine(CultureInfo.InvariantCulture, $"Rows {string.Join(", ", group.SelectMany(m => m.Rows))}: {group.Key.Date}, {group.Key.Machine}.").AppendLine();
        text.AppendLine("| # | work | figure | bar | |").AppendLine("| ---: | --- | ---: | ---: | --- |");
        foreach (var result in measurements.SelectMany(m => m.Results)) text.AppendLine(CultureInfo.InvariantCulture, $"| {result.Row} | {result.What} | {result.Figure} | {result.Bar} | {result.Verdict} |");
        return text.ToString();
    }

    /// <summary>Rows that were measured together.</summary>
    sealed record Measurement(IReadOnlyList<int> Rows, string Date, string Machine, IReadOnlyList<Result> Results);
}

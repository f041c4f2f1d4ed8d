using System.Globalization;
using Messenger.Bench.Measuring;

namespace Messenger.Bench.Rows;

/// <summary>Row 10: searches of sixteen kinds, by somebody who is in a tenth of the conversations and by somebody who is in all.</summary>
sealed class Finding(Stage stage)
{
    const double MostMilliseconds = 50;

    public async Task RunAsync()
    {
        foreach (var messages in stage.Quick ? (int[])[100_000] : [1_000_000, 10_000_000])
        {
            IReadOnlyList<double> medians = [];
            var folder = Path.Combine(stage.Folder, string.Create(CultureInfo.InvariantCulture, $"search-{messages}"));
            await InProcess.WithLogAsync([$"--Messenger:DataDirectory={folder}"], async (services, _) => medians = await new Searching(services).RunAsync(messages));
            Directory.Delete(folder, recursive: true);
            var spread = Spread.Of(medians);
            // The bar is for a million.
            var isJudged = messages <= 1_000_000;
            stage.Add(new(10, string.Create(CultureInfo.InvariantCulture, $"search of {messages:#,0} messages: median of the medians of {medians.Count} kinds (quickest–slowest kind)"), $"{spread.Text("0.0")} ms", isJudged ? "≤ 50 ms" : "", isJudged ? spread.Median <= MostMilliseconds : null));
        }
    }
}

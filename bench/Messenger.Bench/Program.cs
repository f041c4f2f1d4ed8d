using System.Text.Json;
using Messenger.Bench.Load;
using Messenger.Bench.Rows;
using Messenger.Bench.Targets;

namespace Messenger.Bench;

/// <summary>The bench. <c>rows</c> measures the table that docs/measures.md names; the other words measure one thing of the log each, or are roles of its processes.</summary>
static class Program
{
    static async Task<int> Main(string[] words)
    {
        switch (words)
        {
            case ["load", var order]:
                return await Generator.RunAsync(order);
            case ["readers", var readers]:
                return await Readers.RunAsync(readers);
            case ["bare", var order]:
                return await BareServer.RunAsync(JsonSerializer.Deserialize<BareOrder>(order)!);
            case ["rows", .. var options]:
                EndOfRunner.Listen();
                return await Table.RunAsync(options);
            default:
                return await InProcess.RunAsync(words);
        }
    }
}

using System.Text.Json;

namespace Messenger.Faults.Workload;

/// <summary>
/// A process of many connections that do no more than to come, to sync, and to come back. It obeys one word per line: <c>expect</c>
/// (each will be lost now), <c>wait</c> (until each has come back and synced), <c>exit</c>.
/// </summary>
static class Crowd
{
    public static async Task<int> RunAsync(string file)
    {
        var order = JsonSerializer.Deserialize<CrowdOrder>(await File.ReadAllTextAsync(file))!;
        using var handler = new SocketsHttpHandler { UseCookies = false };
        using var invoker = new HttpMessageInvoker(handler);
        using var stop = new CancellationTokenSource();
        var chance = new Random(order.Seed);
        var all = order.Cookies.Select((cookie, i) => new CrowdConnection(cookie, order.Nodes, i, invoker, new(chance.Next()))).ToList();
        var running = Task.WhenAll(all.Select(c => c.RunAsync(stop.Token)));
        await UntilAsync(all, 1);
        Console.WriteLine("ready");
        var times = 1;
        while (Console.ReadLine() is { } word && word != "exit")
        {
            if (word == "expect") times = all.Max(c => c.Syncs) + 1;
            if (word == "expect") all.ForEach(c => c.Expect(times));
            if (word == "wait") await UntilAsync(all, times);
            Console.WriteLine(word);
        }
        await stop.CancelAsync();
        await running;
        return 0;
    }

    static async Task UntilAsync(List<CrowdConnection> all, int syncs)
    {
        while (all.Exists(c => c.Syncs < syncs)) await Task.Delay(50);
    }
}

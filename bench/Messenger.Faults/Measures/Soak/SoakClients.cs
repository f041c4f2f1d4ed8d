using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Messenger.Faults.Nemesis;
using Messenger.Faults.Workload;

namespace Messenger.Faults.Measures.Soak;

/// <summary>Who comes and goes.</summary>
/// <param name="Node">Where.</param>
/// <param name="AtOnce">How many are there together.</param>
/// <param name="Devices">Whose connections they are, in turn.</param>
sealed record SoakOrder(Uri Node, int AtOnce, IReadOnlyList<DevicePlan> Devices);

/// <summary>What became of those who came.</summary>
/// <param name="Done">They were in, had an answer, and left.</param>
/// <param name="Refused">Tries that were not let in, and were repeated.</param>
/// <param name="Broken">They were in and were thrown out before the answer; repeated too.</param>
/// <param name="Seconds">How long it took.</param>
sealed record Came(int Done, int Refused, int Broken, double Seconds);

/// <summary>A process whose connections come, sync and leave, half of them without a word; <c>cycle</c> with a number does so many.</summary>
sealed class SoakClients(SoakOrder order) : IDisposable
{
    const string Sync = """{"type":1,"invocationId":"1","target":"Sync","arguments":[{}]}""";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseCookies = false });
    int _begun;
    int _refused;
    int _broken;

    public static async Task<int> RunAsync(string file)
    {
        var order = JsonSerializer.Deserialize<SoakOrder>(await File.ReadAllTextAsync(file))!;
        return await ClientProcess.ObeyAsync(async (_, count) =>
        {
            using var clients = new SoakClients(order);
            return JsonSerializer.Serialize(await clients.CycleAsync(int.Parse(count, CultureInfo.InvariantCulture)));
        });
    }

    public void Dispose() => _http.Dispose();

    async Task<Came> CycleAsync(int count)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(order.AtOnce, count)).Select(async _ =>
        {
            while (Interlocked.Increment(ref _begun) is var number && number <= count)
            {
                while (!await TryAsync(number)) await Task.Delay(Pause);
            }
        }));
        return new(count, _refused, _broken, watch.Elapsed.TotalSeconds);
    }

    /// <summary>One comes, syncs and leaves.</summary>
    async Task<bool> TryAsync(int number)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var session = new DeviceSession(order.Devices[number % order.Devices.Count], order.Node, []);
        using var socket = new ClientWebSocket();
        var isIn = false;
        try
        {
            await HubSocket.ConnectAsync(socket, order.Node, session, _http, limit.Token);
            isIn = true;
            await HubSocket.SendAsync(socket, HubSocket.Handshake, limit.Token);
            await HubSocket.SendAsync(socket, Sync, limit.Token);
            var (buffer, heard) = (new byte[8_192], "");
            while (!heard.Contains("\"type\":3", StringComparison.Ordinal))
            {
                var read = await socket.ReceiveAsync(buffer, limit.Token);
                if (read.MessageType == WebSocketMessageType.Close) throw new WebSocketException("Thrown out.");
                heard += Encoding.UTF8.GetString(buffer, 0, read.Count);
            }
            if (number % 2 == 0) await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
            else socket.Abort();
            return true;
        }
        catch (Exception ended) when (ended is WebSocketException or HttpRequestException or IOException or OperationCanceledException)
        {
            Interlocked.Increment(ref isIn ? ref _broken : ref _refused);
            return false;
        }
    }
}

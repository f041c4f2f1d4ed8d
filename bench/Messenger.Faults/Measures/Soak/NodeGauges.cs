using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Faults.Measures.Soak;

/// <summary>What a node holds after a full garbage collection.</summary>
/// <param name="Connections">The hub's open connections, by SignalR's own metric.</param>
/// <param name="Sockets">Open connections of the web server, by Kestrel's own metric.</param>
/// <param name="Contexts">Connections of the hub that are still in memory, open or not.</param>
/// <param name="HeapBytes">What live objects take.</param>
/// <param name="ResidentBytes">What the process takes (RSS).</param>
sealed record Gauged(long Connections, long Sockets, int Contexts, long HeapBytes, long ResidentBytes)
{
    /// <summary>Asks a node whose gauges were opened at a port.</summary>
    public static async Task<Gauged> AskAsync(int port)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
        return (await JsonSerializer.DeserializeAsync<Gauged>(client.GetStream(), cancellationToken: limit.Token))!;
    }
}

/// <summary>Runs in a node, put there by the start-up hook: answers on a port of its own what the node holds.</summary>
sealed class NodeGauges : IHubFilter
{
    /// <summary>Says in the environment of a node at which port.</summary>
    public const string Variable = "MESSENGER_FAULTS_GAUGES";

    const string ConnectionsName = "signalr.server.active_connections";
    const string SocketsName = "kestrel.active_connections";

    readonly List<WeakReference<HubCallerContext>> _contexts = [];
    long _connections;
    long _sockets;

    NodeGauges()
    {
        var meters = new MeterListener // once started, the instruments hold it
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name is ConnectionsName or SocketsName) listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, _, _) => Interlocked.Add(ref instrument.Name == SocketsName ? ref _sockets : ref _connections, value));
        meters.Start();
    }

    /// <summary>Opens them, if the environment says so.</summary>
    public static void Into(IServiceCollection services)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } port) return;
        var gauges = new NodeGauges();
        services.Configure<HubOptions>(options => options.AddFilter(gauges));
        _ = gauges.AnswerAsync(int.Parse(port, CultureInfo.InvariantCulture));
    }

    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        lock (_contexts) _contexts.Add(new(context.Context));
        return next(context);
    }

    async Task AnswerAsync(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync();
            await JsonSerializer.SerializeAsync(client.GetStream(), Read());
        }
    }

    Gauged Read()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        lock (_contexts)
        {
            _contexts.RemoveAll(c => !c.TryGetTarget(out _));
            _contexts.TrimExcess();
            return new(Interlocked.Read(ref _connections), Interlocked.Read(ref _sockets), _contexts.Count, GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
        }
    }
}

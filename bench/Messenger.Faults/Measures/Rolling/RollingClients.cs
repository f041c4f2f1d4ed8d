using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Messenger.Client;
using Messenger.Faults.Recording;
using Messenger.Faults.Workload;

namespace Messenger.Faults.Measures.Rolling;

/// <summary>A process of people at our client library who all send, one after the other, whatever happens to the nodes.</summary>
sealed class RollingClients : IAsyncDisposable
{
    static readonly TimeSpan SyncInterval = TimeSpan.FromSeconds(60);
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    readonly RollingOrder _order;
    readonly List<Person> _people;
    readonly ConcurrentQueue<SendSeen> _sends = new();
    readonly ConcurrentQueue<long> _connects = new();
    readonly CancellationTokenSource _quiet = new();
    readonly CancellationTokenSource _enough = new();
    int _underWay;
    Task _sending = Task.CompletedTask;

    RollingClients(RollingOrder order)
    {
        _order = order;
        _people = [.. order.Devices.Select(device => new Person(device, order.Address, _connects.Enqueue))];
    }

    /// <summary>Works as an order says; <c>start</c>, and <c>stop</c> after which its file is written.</summary>
    public static async Task<int> RunAsync(string file)
    {
        await using var clients = new RollingClients(JsonSerializer.Deserialize<RollingOrder>(await File.ReadAllTextAsync(file))!);
        while (!clients._people.TrueForAll(p => p.IsSynced)) await Task.Delay(50);
        clients._connects.Clear();
        return await ClientProcess.ObeyAsync((word, _) => word == "start" ? clients.StartAsync() : clients.StopAsync());
    }

    /// <summary>Where a process writes what it saw.</summary>
    public static string FileOf(RollingOrder order) => Path.Combine(order.Folder, $"{order.Name}-seen.json");

    public async ValueTask DisposeAsync()
    {
        foreach (var person in _people) await person.DisposeAsync();
        _quiet.Dispose();
        _enough.Dispose();
    }

    Task<string> StartAsync()
    {
        _sending = SendAsync();
        return Task.FromResult("");
    }

    /// <summary>Begins no more sends, and waits for those under way.</summary>
    async Task<string> StopAsync()
    {
        await _quiet.CancelAsync();
        await _sending;
        var begun = Stopwatch.StartNew();
        while (Volatile.Read(ref _underWay) > 0 && begun.Elapsed < LongestWait) await Task.Delay(50);
        await _enough.CancelAsync();
        while (Volatile.Read(ref _underWay) > 0) await Task.Delay(10);
        await File.WriteAllTextAsync(FileOf(_order), JsonSerializer.Serialize(new RollingSeen([.. _sends], [.. _connects])));
        return "";
    }

    /// <summary>Sends at the rate, whether or not the sends before are answered.</summary>
    async Task SendAsync()
    {
        var begun = Stopwatch.StartNew();
        for (var sent = 0; !_quiet.IsCancellationRequested;)
        {
            for (; sent < begun.Elapsed.TotalSeconds * _order.SendsPerSecond; sent++)
            {
                Interlocked.Increment(ref _underWay);
                _ = PostAsync(_people[sent % _people.Count]);
            }
            await Task.Delay(2);
        }
    }

    async Task PostAsync(Person person)
    {
        var message = Sender.NewMessage(person.Conversation, "hello 你好");
        var begun = RunClock.Now;
        try
        {
            var reply = await person.Client.PostAsync(message, _enough.Token);
            _sends.Enqueue(new(message.ConversationId, message.ClientMessageId, begun, RunClock.Now, reply.Value?.Seq ?? 0, reply.Error?.Code.ToString()));
        }
        catch (Exception failure)
        {
            _sends.Enqueue(new(message.ConversationId, message.ClientMessageId, begun, 0, 0, failure.GetType().Name));
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    sealed class Person : IAsyncDisposable
    {
        readonly DeviceSession _session;
        readonly Task _watching;

        public Person(DevicePlan plan, Uri address, Action<long> connected)
        {
            _session = new(plan, address, []);
            Conversation = plan.Conversations[0];
            Client = new(_session.OptionsWith(SyncInterval * (0.75 + Random.Shared.NextDouble() / 2)));
            _watching = WatchAsync(Client.ReadUpdates(CancellationToken.None), connected);
            Client.Start();
        }

        public MessengerClient Client { get; }

        public Guid Conversation { get; }

        public bool IsSynced { get; private set; }

        public async ValueTask DisposeAsync()
        {
            await Client.DisposeAsync();
            await _watching;
            _session.Dispose();
        }

        async Task WatchAsync(IAsyncEnumerable<MessengerUpdate> updates, Action<long> connected)
        {
            await foreach (var update in updates)
            {
                if (update is ConnectionChanged { Connected: true }) connected(RunClock.Now);
                if (update is HeadChanged) IsSynced = true;
            }
        }
    }
}

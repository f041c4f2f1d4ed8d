using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Messenger.Client;
using Messenger.Contracts.Messages;
using Messenger.Faults.Nemesis;
using Messenger.Faults.Recording;
using Messenger.Faults.Workload;

namespace Messenger.Faults.Measures.Neighbours;

/// <summary>A process of honest people, who go on sending; a phase counts what is sent in it.</summary>
sealed class Crowd
{
    static readonly string Long = " " + new string('长', 2_000);
    static readonly TimeSpan SyncInterval = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Stragglers = TimeSpan.FromSeconds(1);
    static readonly TimeSpan NewcomerPause = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan NewcomerLimit = TimeSpan.FromSeconds(5);

    readonly CrowdOrder _order;
    readonly List<Person> _people;
    volatile Phase? _phase;
    volatile Phase _latest = new(0);
    double _longRate;
    volatile bool _stopped;

    Crowd(CrowdOrder order)
    {
        _order = order;
        _people = [.. order.Devices.Select((device, i) => new Person(device, order.Nodes[i % order.Nodes.Count], SyncInterval, Delivered))];
    }

    /// <summary>Works as an order says, and answers each <c>measure</c> with what it saw.</summary>
    public static async Task<int> RunAsync(string file)
    {
        var crowd = new Crowd(JsonSerializer.Deserialize<CrowdOrder>(await File.ReadAllTextAsync(file))!);
        while (!crowd._people.TrueForAll(p => p.IsSynced)) await Task.Delay(50);
        var sending = Task.WhenAll(crowd.SendAsync(isLong: false), crowd.SendAsync(isLong: true), crowd.ComeAsync());
        var code = await ClientProcess.ObeyAsync((_, order) => crowd.MeasureAsync(JsonSerializer.Deserialize<PhaseOrder>(order)!));
        crowd._stopped = true;
        await sending;
        foreach (var person in crowd._people) await person.DisposeAsync();
        return code;
    }

    async Task<string> MeasureAsync(PhaseOrder order)
    {
        Volatile.Write(ref _longRate, order.LongRate);
        var phase = new Phase(_latest.Number + 1);
        _phase = _latest = phase;
        await Task.Delay(TimeSpan.FromSeconds(order.Seconds));
        _phase = null;
        await Task.Delay(Stragglers);
        var waiting = phase.UnderWay.Values.Select(begun => RunClock.Now - begun).ToList();
        return JsonSerializer.Serialize(new PhaseSeen(
            Quantiles.Of(phase.Acks.Concat(waiting)), Quantiles.Of(phase.Deliveries), phase.Expected, phase.Failed + waiting.Count, Quantiles.Of(phase.Connects), phase.TurnedAway));
    }

    /// <summary>Sends at the rate, whether or not the sends before are answered.</summary>
    async Task SendAsync(bool isLong)
    {
        var last = Stopwatch.GetTimestamp();
        for (var (due, next) = (0.0, 0); !_stopped; await Task.Delay(2))
        {
            due += Stopwatch.GetElapsedTime(last).TotalSeconds * (isLong ? Volatile.Read(ref _longRate) : _order.Rate);
            last = Stopwatch.GetTimestamp();
            for (; due >= 1; due--) _ = PostAsync(_people[next++ * 7 % _people.Count], isLong);
        }
    }

    async Task PostAsync(Person person, bool isLong)
    {
        var conversation = person.Plan.Conversations[isLong ? 1 : 0];
        var (phase, begun) = (_phase, RunClock.Now);
        var id = Ids.Create(TimeProvider.System.GetUtcNow());
        var message = new PostMessage { ConversationId = conversation, ClientMessageId = id, Text = string.Create(CultureInfo.InvariantCulture, $"{phase?.Number ?? 0} {begun} {id:N}{(isLong ? Long : "")}") };
        if (phase is not null)
        {
            phase.UnderWay[id] = begun;
            Interlocked.Add(ref phase.Expected, _people.Count(p => p.Plan.Conversations.Contains(conversation)) - 1);
        }
        try
        {
            var reply = await person.Client.PostAsync(message, CancellationToken.None);
            if (phase?.UnderWay.TryRemove(id, out _) != true) return;
            if (reply.Value is null) Interlocked.Increment(ref phase.Failed);
            phase.Acks.Enqueue(RunClock.Now - begun);
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    void Delivered(Person person, MessagesChanged changes)
    {
        var now = RunClock.Now;
        foreach (var message in changes.Messages)
        {
            if (message.SenderId == person.Plan.User || message.Text?.Split(' ', 3) is not [var number, var begun, _]) continue;
            if (_latest is var phase && long.Parse(number, CultureInfo.InvariantCulture) == phase.Number) phase.Deliveries.Enqueue(now - long.Parse(begun, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Somebody comes now and then, and must get in.</summary>
    async Task ComeAsync()
    {
        for (var i = 0; !_stopped; await Task.Delay(NewcomerPause))
        {
            var person = _people[++i % _people.Count];
            var (phase, begun) = (_phase, RunClock.Now);
            using var limit = new CancellationTokenSource(NewcomerLimit);
            using var session = new DeviceSession(person.Plan, _order.Nodes[i % _order.Nodes.Count], []);
            using var socket = new ClientWebSocket();
            try
            {
                await HubSocket.ConnectAsync(socket, _order.Nodes[i % _order.Nodes.Count], session, null, limit.Token);
                await HubSocket.SendAsync(socket, HubSocket.Handshake, limit.Token);
                await socket.ReceiveAsync(new byte[256], limit.Token);
                phase?.Connects.Enqueue(RunClock.Now - begun);
            }
            catch (Exception refused) when (refused is WebSocketException or HttpRequestException or IOException or OperationCanceledException)
            {
                if (phase is not null) Interlocked.Increment(ref phase.TurnedAway);
            }
        }
    }
}

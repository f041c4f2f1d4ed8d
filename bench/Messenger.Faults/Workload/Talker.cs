using Messenger.Client;
using Messenger.Faults.Checking.Events;
using Messenger.Faults.Recording;

namespace Messenger.Faults.Workload;

/// <summary>A person at our client: does one thing after the other, so that two of its sends are never under way together.</summary>
sealed class Talker : IAsyncDisposable
{
    static readonly TimeSpan MarkLimit = TimeSpan.FromSeconds(5);

    readonly DevicePlan _plan;
    readonly DeviceSession _session;
    readonly HistoryWriter _history;
    readonly Sender _sender;
    readonly Random _chance;
    readonly MessengerClient _client;
    readonly Task _watching;
    int _busy;

    public Talker(DevicePlan plan, WorkOrder order, HistoryWriter history, Random chance)
    {
        (_plan, _history, _chance) = (plan, history, chance);
        _session = new(plan, order.Address, order.Nodes);
        _sender = new(history, plan);
        _client = new(_session.OptionsWith(order.SyncInterval * (0.75 + chance.NextDouble() / 2))); // not all at once
        _watching = WatchAsync(_client.ReadUpdates(CancellationToken.None));
        _client.Start();
    }

    public DevicePlan Plan => _plan;

    public DeviceView View { get; } = new();

    public DeviceSession Session => _session;

    /// <summary>It has seen all of its conversations.</summary>
    public bool IsSynced => View.Conversations.Count >= _plan.Conversations.Count;

    /// <summary>Does something, if nothing is under way.</summary>
    public async Task<bool> ActAsync()
    {
        if (Interlocked.Exchange(ref _busy, 1) == 1) return false;
        try
        {
            var conversation = _plan.Conversations[_chance.Next(8) == 0 ? ^1 : 0];
            if (_chance.Next(10) == 0) await MarkAsync(conversation);
            else await SendAsync(conversation);
            return true;
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    /// <summary>Waits until nothing is under way.</summary>
    public async Task RestAsync()
    {
        while (Volatile.Read(ref _busy) == 1) await Task.Delay(20);
    }

    /// <summary>Asks for what may be missing now, not within a minute.</summary>
    public void Sync() => _client.Sync();

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _watching;
        _session.Dispose();
    }

    /// <summary>Half by the client library, half over REST by any way; what stays unknown is mostly tried again, elsewhere, and sometimes left.</summary>
    async Task SendAsync(Guid conversation)
    {
        var message = Sender.NewMessage(conversation, "hello 你好");
        for (var attempt = 1; attempt <= 20; attempt++)
        {
            var phase = _chance.Next(2) == 0
                ? await _sender.TryAsync(_client, message, attempt)
                : await _sender.TryAsync(_session.Api(_chance.Next(_session.Ways)), message, attempt);
            if (phase != Phase.Unknown || _chance.Next(10) == 0) return;
            await Task.Delay(TimeSpan.FromMilliseconds(_chance.Next(50, 500)));
        }
    }

    async Task MarkAsync(Guid conversation)
    {
        var seq = View.Top(conversation);
        if (seq == 0) return;
        var marked = new Marked { User = _plan.User, Device = _plan.Name, Session = _plan.Session, Conversation = conversation, Seq = seq - _chance.Next((int)Math.Min(seq, 5)), Phase = Phase.Invoke };
        _history.Write(marked);
        var (phase, state, _) = await Tries.OnceAsync(cancellationToken => _client.MarkReadAsync(conversation, marked.Seq, cancellationToken), MarkLimit);
        _history.Write(marked with { Phase = phase, Seq = state?.Seq ?? marked.Seq });
    }

    async Task WatchAsync(IAsyncEnumerable<MessengerUpdate> updates)
    {
        await foreach (var update in updates)
        {
            View.Apply(update);
            if (update is ConnectionChanged link) _history.Write(new LinkChanged { User = _plan.User, Device = _plan.Name, Session = _plan.Session, IsUp = link.Connected });
        }
    }
}

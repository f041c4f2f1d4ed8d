using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Faults.Checking.Events;
using Messenger.Faults.Recording;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Faults.Workload;

/// <summary>Writes down all that the wire brings, before any logic of a client; syncs when it connects, when told to, and now and then.</summary>
sealed class Listener : IAsyncDisposable
{
    static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    readonly DevicePlan _plan;
    readonly DeviceSession _session;
    readonly HistoryWriter _history;
    readonly Random _chance;
    readonly Random _leaving;
    readonly HubConnection _hub;
    readonly CancellationTokenSource _stop = new();
    readonly SemaphoreSlim _wanted = new(1, 1);
    readonly Dictionary<Guid, long> _known = [];
    readonly Task _running;
    string? _token;

    public Listener(DevicePlan plan, WorkOrder order, HistoryWriter history, Random chance)
    {
        (_plan, _history, _chance) = (plan, history, chance);
        _leaving = new(chance.Next());
        _session = new(plan, order.Address, order.Nodes);
        var builder = new HubConnectionBuilder().WithUrl(new Uri(order.Address, "/hubs/messenger"), http =>
        {
            http.Transports = HttpTransportType.WebSockets;
            http.Cookies = _session.Cookies;
            http.Headers["Origin"] = order.Address.GetLeftPart(UriPartial.Authority);
        });
        builder.AddJsonProtocol(o => ContractsJson.Apply(o.PayloadSerializerOptions = new()));
        _hub = builder.Build();
        _hub.On<ConversationChanges>(nameof(IMessengerClient.Changed), Push);
        _hub.On<ReadState>(nameof(IMessengerClient.ReadChanged), Push);
        _hub.On<ResyncHint>(nameof(IMessengerClient.Resync), Obey);
        _hub.Closed += _ => Note(isUp: false);
        _running = RunAsync();
    }

    public DevicePlan Plan => _plan;

    /// <summary>It has had an answer to a sync.</summary>
    public bool IsSynced { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _hub.DisposeAsync();
        _session.Dispose();
        _stop.Dispose();
        _wanted.Dispose();
    }

    /// <summary>Stays connected for ever, whoever refuses: an ended session must stay outside by itself.</summary>
    async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                if (_hub.State == HubConnectionState.Disconnected)
                {
                    await _hub.StartAsync(_stop.Token);
                    await Note(isUp: true);
                    Want();
                }
                if (await _wanted.WaitAsync(TimeSpan.FromSeconds(_chance.Next(5, 30)), _stop.Token) || _hub.State == HubConnectionState.Connected) await SyncAsync();
            }
            catch (Exception)
            {
                // Not connected, refused or not answered: the next round tries again.
            }
            await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(_chance.Next(100, 1_500)), _stop.Token));
        }
    }

    /// <summary>Moves to another node when this one goes, as every client should; else syncs.</summary>
    void Obey(ResyncHint hint)
    {
        if (hint.Reason == ResyncReason.Moving) _ = MoveAsync(TimeSpan.FromMilliseconds(_leaving.Next(hint.DelayMilliseconds + 1)));
        else Want();
    }

    async Task MoveAsync(TimeSpan delay)
    {
        await Task.WhenAny(Task.Delay(delay, _stop.Token));
        if (!_stop.IsCancellationRequested) await _hub.StopAsync(CancellationToken.None);
    }

    async Task SyncAsync()
    {
        var (invoked, token, full) = (RunClock.Now, _token, _token is null);
        var heads = new List<Head>();
        SyncResult? page;
        do
        {
            page = await CallAsync<SyncResult>(nameof(IMessengerHub.Sync), new Sync { Token = token });
            if (page is null) return;
            heads.AddRange(page.Heads.Select(h => new Head(h.Conversation.Id, h.Seq, h.Version, h.ReadSeq, h.Unread)));
            token = page.Token;
        }
        while (page.More);
        _token = token;
        _history.Write(new Synced { User = _plan.User, Device = _plan.Name, Session = _plan.Session, Invoked = invoked, Full = full, Heads = heads });
        IsSynced = true;
        foreach (var head in heads) await FetchAsync(head);
    }

    async Task FetchAsync(Head head)
    {
        var since = _known.GetValueOrDefault(head.Conversation);
        for (var more = since < head.Version; more;)
        {
            var invoked = RunClock.Now;
            if (await CallAsync<ConversationChanges>(nameof(IMessengerHub.GetChanges), new GetChanges { ConversationId = head.Conversation, Since = since }) is not { } changes) return;
            Fetched(head.Conversation, invoked, changes.Messages, isPage: false);
            (since, more) = (changes.Version, changes.More);
            _known[head.Conversation] = since;
        }
        if (_chance.Next(3) > 0) return;
        var asked = RunClock.Now;
        if (await CallAsync<MessagePage>(nameof(IMessengerHub.GetMessages), new GetMessages { ConversationId = head.Conversation, Limit = 20 }) is { } page)
            Fetched(head.Conversation, asked, page.Messages, isPage: true);
    }

    async Task<T?> CallAsync<T>(string method, object request)
        where T : class
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        late.CancelAfter(CallLimit);
        return (await _hub.InvokeCoreAsync<Reply<T>>(method, [request], late.Token)).Value;
    }

    void Fetched(Guid conversation, long invoked, IReadOnlyList<Contracts.Messages.Message> messages, bool isPage) =>
        _history.Write(new Fetched { User = _plan.User, Device = _plan.Name, Session = _plan.Session, Invoked = invoked, Conversation = conversation, IsPage = isPage, Rows = Rows.From(messages) });

    Task Note(bool isUp)
    {
        _history.Write(new LinkChanged { User = _plan.User, Device = _plan.Name, Session = _plan.Session, IsUp = isUp });
        return Task.CompletedTask;
    }

    void Push(ConversationChanges changes) =>
        _history.Write(new Pushed
        {
            User = _plan.User,
            Device = _plan.Name,
            Session = _plan.Session,
            Conversation = changes.ConversationId,
            After = changes.After,
            Version = changes.Version,
            Rows = Rows.From(changes.Messages),
        });

    void Push(ReadState state) =>
        _history.Write(new ReadPushed { User = _plan.User, Device = _plan.Name, Session = _plan.Session, Conversation = state.ConversationId, Reader = state.UserId, Seq = state.Seq });

    void Want()
    {
        try
        {
            _wanted.Release();
        }
        catch (Exception already) when (already is SemaphoreFullException or ObjectDisposedException)
        {
            // It is wanted already.
        }
    }
}

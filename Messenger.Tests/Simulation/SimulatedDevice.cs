using Messenger.Client.Messages;
using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Faults.Checking.Events;
using Head = Messenger.Faults.Checking.Events.Head;

namespace Messenger.Tests.Simulation;

/// <summary>A device of a user: the client library's own log and inbox, on connections that break, to nodes that die.</summary>
sealed class SimulatedDevice(string name, Guid user, Simulation run)
{
    static readonly TimeSpan Backstop = TimeSpan.FromSeconds(20);
    static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(3);

    readonly Dictionary<Guid, (ConversationLog Log, ConversationInbox Inbox)> _held = [];
    readonly Dictionary<Guid, long> _targets = [];
    TaskCompletionSource _broken = Ended();
    TaskCompletionSource _connected = new();
    SimulatedNode? _node;
    string _connection = "";
    int _connections;
    int _messages;
    ulong _token;
    bool _isSyncing;
    bool _wantsSync;

    public string Name => name;

    public Guid User => user;

    /// <summary>Connects and stays connected, and syncs now and then, until the run ends.</summary>
    public async Task LiveAsync()
    {
        while (!run.IsOver)
        {
            await run.Database.PauseAsync(300);
            _node = run.AnyNode();
            _broken = new();
            _connection = $"{name}/{++_connections}";
            _node.Connect(_connection, this);
            await SyncAsync();
            _connected.TrySetResult();
            while (!_broken.Task.IsCompleted && !run.IsOver)
            {
                await Task.WhenAny(_broken.Task, Task.Delay(Backstop, run.Clock));
                if (run.Bug != Bug.NeverResyncs) await SyncAsync();
            }
        }
    }

    /// <summary>The node died under it.</summary>
    public void Break()
    {
        _node = null;
        if (_connected.Task.IsCompleted) _connected = new();
        _broken.TrySetResult();
    }

    /// <summary>The network did that.</summary>
    public void Drop()
    {
        _node?.Disconnect(_connection);
        Break();
    }

    /// <summary>Sends one message, under one id, until it is acknowledged or refused.</summary>
    public async Task SendAsync(Guid conversation)
    {
        var number = ++_messages;
        var id = new Guid(number, 0, 0, user.ToByteArray()[..8]);
        var text = $"{name} {number}";
        for (var attempt = 1; ; attempt++)
        {
            await ConnectedAsync();
            var sent = new Sent { User = user, Device = name, Conversation = conversation, MessageId = id, Hash = Simulation.Hash(text), Attempt = attempt, Phase = Phase.Invoke };
            run.Record(sent);
            if (await AskAsync(node => node.Messages.WriteAsync(new(conversation, user, id, text), CancellationToken.None)) is not { } answer)
                run.Record(sent with { Phase = Phase.Unknown });
            else if (answer.IsOk(out var message, out var refusal))
            {
                run.Record(sent with { Phase = Phase.Ok, Seq = message.Seq, Version = message.Version });
                return;
            }
            else if (refusal.Code == ErrorCode.UnavailableRetry) run.Record(sent with { Phase = Phase.Unknown });
            else
            {
                run.Record(sent with { Phase = Phase.Refused, Code = refusal.Code.ToString() });
                return;
            }
            await run.Database.PauseAsync(500);
        }
    }

    /// <summary>Reads a conversation to where this device has it.</summary>
    public async Task ReadAsync(Guid conversation)
    {
        await ConnectedAsync();
        if (!_held.TryGetValue(conversation, out var held) || held.Log.Messages.LastOrDefault() is not { } last) return;
        var mark = new Marked { User = user, Device = name, Conversation = conversation, Seq = last.Seq, Phase = Phase.Invoke };
        run.Record(mark);
        var answer = await AskAsync(node => node.Cursors.WriteAsync(new(conversation, user, last.Seq), CancellationToken.None));
        if (answer is { } said && said.IsOk(out var state, out _)) run.Record(mark with { Phase = Phase.Ok, Seq = state.Seq });
        else run.Record(mark with { Phase = Phase.Unknown });
    }

    /// <summary>A push.</summary>
    public void Push(ConversationChanges changes)
    {
        run.Record(new Pushed
        {
            User = user,
            Device = name,
            Conversation = changes.ConversationId,
            After = changes.After,
            Version = changes.Version,
            Rows = Simulation.Rows(changes.Messages),
        });
        // What comes for a conversation that one has left, or does not know yet, is the next sync's.
        if (_held.TryGetValue(changes.ConversationId, out var held) && held.Inbox.Take(changes, out _) == InboxState.GapBegan) _ = CloseGapAsync(changes.ConversationId);
    }

    /// <summary>Told that pushes may have been lost.</summary>
    public void Hint() => _ = SyncAfterHintAsync();

    /// <summary>Whether it shows just what is in the log.</summary>
    public bool Shows(SimulatedConversation conversation) =>
        conversation.Find(user) is null
            ? !_held.ContainsKey(conversation.Id)
            : _held.TryGetValue(conversation.Id, out var held) && held.Log.Messages.SequenceEqual(conversation.Rows);

    /// <summary>What it shows.</summary>
    public void RecordViews()
    {
        foreach (var (conversation, held) in _held)
            run.Record(new Viewed { User = user, Device = name, Conversation = conversation, Final = true, Rows = Simulation.Rows(held.Log.Messages) });
    }

    async Task SyncAfterHintAsync()
    {
        await run.Database.PauseAsync(1_000);
        await SyncAsync();
    }

    /// <summary>One after the other: the next one goes by the token of the one before.</summary>
    async Task SyncAsync()
    {
        _wantsSync = true;
        if (_isSyncing) return;
        _isSyncing = true;
        while (_wantsSync)
        {
            _wantsSync = false;
            await SyncOnceAsync();
        }
        _isSyncing = false;
    }

    async Task SyncOnceAsync()
    {
        if (_node is not { IsAlive: true } node) return;
        var invoked = run.Clock.Now;
        await run.Database.PauseAsync(20);
        if (!node.IsAlive || _node != node) return;
        var (since, full) = (_token, _token == 0);
        node.Align(_connection, user);
        var token = run.Database.Horizon;
        var changed = run.Database.Conversations.Where(c => c.FindEver(user) is { } member && (full || c.Xid >= since || member.Xid >= since)).ToList();
        var heads = changed.Where(c => c.Find(user) is not null).Select(c => new Head(c.Id, c.Seq, c.Version, c.Find(user)!.ReadSeq, c.Unread(user))).ToList();
        List<Guid> left = [.. changed.Where(c => c.Find(user) is null).Select(c => c.Id)];
        await run.Database.PauseAsync(20);
        if (!node.IsAlive || _node != node) return;
        _token = token;
        foreach (var conversation in left) _held.Remove(conversation);
        run.Record(new Synced { User = user, Device = name, Invoked = invoked, Full = full, Heads = heads });
        foreach (var head in heads)
        {
            if (!_held.ContainsKey(head.Conversation))
            {
                var log = new ConversationLog();
                _held.Add(head.Conversation, (log, new(log)));
            }
            _targets[head.Conversation] = head.Version;
        }
        // All of them: an earlier catching up may have been cut off, and the token has moved on.
        foreach (var (conversation, target) in _targets.ToList())
            if (_held.TryGetValue(conversation, out var held) && held.Log.Version < target) await CatchUpAsync(conversation);
    }

    async Task CloseGapAsync(Guid conversation)
    {
        await Task.Delay(ConversationInbox.PatienceAt(run.Chance()), run.Clock);
        if (_held.TryGetValue(conversation, out var held) && held.Inbox.HasGap) await CatchUpAsync(conversation);
    }

    async Task CatchUpAsync(Guid conversation)
    {
        if (_node is not { IsAlive: true } node || !_held.TryGetValue(conversation, out var held)) return;
        var invoked = run.Clock.Now;
        await run.Database.PauseAsync(20);
        if (run.Database[conversation].Find(user) is null)
        {
            _held.Remove(conversation);
            return;
        }
        var changes = run.Database[conversation].Since(held.Log.Version);
        await run.Database.PauseAsync(20);
        if (!node.IsAlive || _node != node) return; // the answer is lost with the connection
        run.Record(new Fetched { User = user, Device = name, Invoked = invoked, Conversation = conversation, Rows = Simulation.Rows(changes.Messages) });
        held.Log.Apply(changes, out _);
        held.Inbox.Settle();
    }

    /// <summary>Asks the node; null if the answer does not come.</summary>
    async Task<Result<T>?> AskAsync<T>(Func<SimulatedNode, Task<Result<T>>> ask)
        where T : notnull
    {
        if (_node is not { } node) return null;
        await run.Database.PauseAsync(10);
        if (!node.IsAlive) return null;
        var broken = _broken.Task;
        var asked = ask(node);
        if (await Task.WhenAny(asked, broken, Task.Delay(AnswerLimit, run.Clock)) != asked || !node.IsAlive) return null;
        if (asked.IsFaulted) return null;
        var answer = await asked;
        await run.Database.PauseAsync(10);
        return broken.IsCompleted ? (Result<T>?)null : answer;
    }

    Task ConnectedAsync() => _connected.Task;

    static TaskCompletionSource Ended()
    {
        var ended = new TaskCompletionSource();
        ended.SetResult();
        return ended;
    }
}

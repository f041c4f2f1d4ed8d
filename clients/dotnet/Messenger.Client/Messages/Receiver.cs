using Messenger.Client.Connection;
using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;

namespace Messenger.Client.Messages;

/// <summary>
/// Keeps this device's copy of the conversations right. All that happens (pushes, syncs, gaps that did not close) is worked off by one
/// loop, one after the other.
/// 1. On connecting it syncs: heads that changed, conversations left.
/// 2. A push goes to its conversation's inbox. A gap waits for stragglers, then the changes since the held version are fetched.
/// 3. Who is too far behind drops that conversation's rows; if it is open, its newest page is loaded.
/// 4. Another server epoch drops everything; what was open is loaded anew.
/// 5. Every minute, and when told that pushes may have been lost, it syncs again.
/// </summary>
sealed class Receiver
{
    static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    /// <summary>No version yet of what the user keeps for himself.</summary>
    const long NoPersonal = -1;

    readonly HubLink _link;
    readonly MessengerClientOptions _options;
    readonly Func<double> _chance;
    readonly Func<MessengerUpdate, ValueTask> _tell;
    readonly WorkQueue _queue;
    readonly Dictionary<Guid, Tracked> _conversations = [];
    readonly HashSet<Guid> _open = [];
    readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    string? _token;
    Guid? _epoch;
    bool _synced;
    int _syncWaits;
    long _personal = NoPersonal;
    volatile int _drops;

    public Receiver(HubLink link, MessengerClientOptions options, Func<double> chance, Func<MessengerUpdate, ValueTask> tell)
    {
        (_link, _options, _chance, _tell) = (link, options, chance, tell);
        _queue = new WorkQueue(options.Clock, SyncAsync);
    }

    /// <summary>Works until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        TickAsync(cancellationToken),
        // Only reads are done here. If the connection went, the next one syncs; if not, this does.
        _queue.RunAsync(() => SyncAfter(Again, cancellationToken), cancellationToken));

    /// <summary>Takes a push.</summary>
    public void Push(ConversationChanges changes) => _queue.Enqueue(ct => TakeAsync(changes, ct));

    /// <summary>Takes a push of what the user keeps for himself.</summary>
    public void Push(PersonalChanges changes) => _queue.Enqueue(ct => TakeAsync(changes, ct));

    /// <summary>Syncs soon; asked several times before it begins, once.</summary>
    public void Sync()
    {
        if (Interlocked.Exchange(ref _syncWaits, 1) == 0) _queue.Enqueue(SyncAsync);
    }

    /// <summary>Syncs after a time, if there is a connection then; a new one syncs anyway.</summary>
    public void SyncAfter(TimeSpan time, CancellationToken cancellationToken) =>
        _ = _queue.EnqueueAfterAsync(time, ct => _link.IsConnected ? SyncAsync(ct) : Task.CompletedTask, cancellationToken);

    /// <summary>Tells something in turn with all else.</summary>
    public void Tell(MessengerUpdate update) => _queue.Enqueue(_ => _tell(update).AsTask());

    /// <summary>A version that the server named: who is still behind it after a moment asks.</summary>
    public void Expect(Guid conversation, long version, CancellationToken cancellationToken) =>
        _queue.Enqueue(_ =>
        {
            if (!_conversations.TryGetValue(conversation, out var tracked) || tracked.Log.Version >= version) return Task.CompletedTask;
            tracked.Target = Math.Max(tracked.Target, version);
            CatchUpAfter(ConversationInbox.PatienceAt(_chance()), conversation, cancellationToken);
            return Task.CompletedTask;
        });

    /// <summary>Loads the newest page of a conversation and keeps its rows from now on.</summary>
    public async Task<Reply<HeldConversation>> OpenAsync(Guid conversation, CancellationToken cancellationToken)
    {
        await _ready.Task.OrCancelled(cancellationToken).ConfigureAwait(false);
        if (!await BeginAsync(conversation, cancellationToken).ConfigureAwait(false)) return new() { Error = new() { Code = ErrorCode.NotAMember } };
        var page = await LoadAsync(new GetMessages { ConversationId = conversation }, cancellationToken).ConfigureAwait(false);
        if (page.Error is { } error) return new() { Error = error };
        return await GetHeldAsync(conversation, cancellationToken).ConfigureAwait(false) is { } held
            ? new() { Value = held }
            : new() { Error = new() { Code = ErrorCode.NotAMember } };
    }

    /// <summary>Lets the rows of a conversation go.</summary>
    public void Close(Guid conversation) => _queue.Enqueue(_ =>
    {
        _open.Remove(conversation);
        if (_conversations.TryGetValue(conversation, out var tracked) && tracked.IsOpen)
        {
            tracked.IsOpen = false;
            tracked.Log.DropRows();
            _drops++;
        }
        return Task.CompletedTask;
    });

    /// <summary>What is held of an open conversation.</summary>
    public Task<HeldConversation?> GetHeldAsync(Guid conversation, CancellationToken cancellationToken) =>
        _queue.DoAsync(_ => Task.FromResult(_conversations.TryGetValue(conversation, out var tracked) && tracked.IsOpen ? tracked.Held() : null), cancellationToken);

    /// <summary>Asks for a page; it joins what is held.</summary>
    public async Task<Reply<MessagePage>> LoadAsync(GetMessages request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var drops = _drops;
            var reply = await _link.AskAsync<MessagePage>(nameof(IMessengerHub.GetMessages), request, cancellationToken).ConfigureAwait(false);
            if (reply.Value is not { } page || await _queue.DoAsync(_ => Task.FromResult(Join(page, drops)), cancellationToken).ConfigureAwait(false)) return reply;
        }
    }

    /// <summary>Drops everything, on the device's user's or the server's demand.</summary>
    public Task ForgetAsync(CancellationToken cancellationToken) => _queue.DoAsync(
        _ =>
        {
            Forget();
            _open.Clear();
            return Task.FromResult(true);
        },
        cancellationToken);

    async Task TickAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await _options.Clock.Wait(_options.SyncInterval, cancellationToken).ConfigureAwait(false);
            if (_link.IsConnected) Sync();
        }
    }

    async Task TakeAsync(ConversationChanges push, CancellationToken cancellationToken)
    {
        if (!_synced) return; // the first sync, still to come, brings it
        if (!_conversations.ContainsKey(push.ConversationId)) await SyncAsync(cancellationToken).ConfigureAwait(false);
        if (!_conversations.TryGetValue(push.ConversationId, out var tracked)) return; // not ours any more
        tracked.Target = Math.Max(tracked.Target, push.Version);
        var state = tracked.Inbox.Take(push, out var news);
        await TellAsync(tracked, news).ConfigureAwait(false);
        if (state == InboxState.GapBegan) CatchUpAfter(ConversationInbox.PatienceAt(_chance()), push.ConversationId, cancellationToken);
    }

    async Task TakeAsync(PersonalChanges push, CancellationToken cancellationToken)
    {
        if (!_synced || push.Version <= _personal) return;
        if (push.After == _personal) await KeepAsync(push).ConfigureAwait(false);
        else await CatchUpOwnAsync(cancellationToken).ConfigureAwait(false);
    }

    async Task CatchUpOwnAsync(CancellationToken cancellationToken)
    {
        PersonalChanges? changes;
        do
        {
            var request = new GetPersonal { Since = Math.Max(0, _personal) };
            changes = (await AskNowAsync<PersonalChanges>(nameof(IMessengerHub.GetPersonal), request, cancellationToken).ConfigureAwait(false)).Value;
            if (changes is null) SyncAfter(Again, cancellationToken);
            else await KeepAsync(changes).ConfigureAwait(false);
        }
        while (changes?.More == true);
    }

    ValueTask KeepAsync(PersonalChanges changes)
    {
        _personal = changes.Version;
        return changes.Items.Count > 0 || changes.Full ? _tell(new PersonalMoved(changes.Items, changes.Full)) : default;
    }

    async Task SyncAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _syncWaits, 0);
        HashSet<Guid>? named = null;
        SyncResult? page;
        do
        {
            var reply = await AskNowAsync<SyncResult>(nameof(IMessengerHub.Sync), new Sync { Token = _token }, cancellationToken).ConfigureAwait(false);
            page = reply.Value;
            if (page is null)
            {
                SyncAfter(WaitOf(reply.Error), cancellationToken);
                return;
            }
            if (_epoch is { } epoch && epoch != page.ServerEpoch)
            {
                Forget();
                await _tell(new ServerRestored()).ConfigureAwait(false);
            }
            _epoch = page.ServerEpoch;
            if (page.Full) named = [];
            foreach (var head in page.Heads)
            {
                named?.Add(head.Conversation.Id);
                await TakeAsync(head).ConfigureAwait(false);
            }
            foreach (var left in page.Left) await DropAsync(left).ConfigureAwait(false);
            _token = page.Token;
        }
        while (page.More);
        foreach (var gone in _conversations.Keys.Where(id => named?.Contains(id) == false).ToList()) await DropAsync(gone).ConfigureAwait(false);
        _synced = true;
        _ready.TrySetResult(true);
        if (page.PersonalVersion == 0 && _personal == NoPersonal) _personal = 0; // there is nothing to ask for
        if (page.PersonalVersion != _personal) await CatchUpOwnAsync(cancellationToken).ConfigureAwait(false);
        foreach (var id in _conversations.Keys.ToList()) await CatchUpIfBehindAsync(id, cancellationToken).ConfigureAwait(false);
        foreach (var id in _open.ToList()) await OpenAgainAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is there at the first sync is history, to be fetched when someone looks at it; what appears later is news from its beginning.</summary>
    async Task TakeAsync(ConversationHead head)
    {
        if (_conversations.TryGetValue(head.Conversation.Id, out var tracked))
        {
            tracked.Head = head;
            tracked.Target = Math.Max(tracked.Target, head.Version);
            tracked.Log.DropBefore(head.FirstSeq);
        }
        else
        {
            _conversations[head.Conversation.Id] = new(head, new ConversationLog(_synced ? 0 : head.Version, _options.RowsPerConversation));
        }
        await _tell(new HeadChanged(head)).ConfigureAwait(false);
    }

    void CatchUpAfter(TimeSpan time, Guid conversation, CancellationToken cancellationToken) =>
        _ = _queue.EnqueueAfterAsync(time, ct => CatchUpIfBehindAsync(conversation, ct), cancellationToken);

    async Task CatchUpIfBehindAsync(Guid conversation, CancellationToken cancellationToken)
    {
        if (!_conversations.TryGetValue(conversation, out var tracked)) return;
        var more = tracked.Log.Version < tracked.Target;
        while (more)
        {
            var request = new GetChanges { ConversationId = conversation, Since = tracked.Log.Version };
            var reply = await AskNowAsync<ConversationChanges>(nameof(IMessengerHub.GetChanges), request, cancellationToken).ConfigureAwait(false);
            if (reply.Value is not { } changes)
            {
                if (reply.Error is { Code: ErrorCode.NotAMember or ErrorCode.NotFound }) await DropAsync(conversation).ConfigureAwait(false);
                else CatchUpAfter(WaitOf(reply.Error), conversation, cancellationToken);
                return;
            }
            if (tracked.Log.Apply(changes, out var news) == Merged.TooFarBehind) await ReloadAsync(tracked, changes.Version, tracked.IsOpen, cancellationToken).ConfigureAwait(false);
            await TellAsync(tracked, news).ConfigureAwait(false);
            more = changes.More;
            tracked.Target = Math.Min(tracked.Target, changes.More ? tracked.Target : tracked.Log.Version);
        }
        await TellAsync(tracked, tracked.Inbox.Settle()).ConfigureAwait(false);
    }

    /// <summary>After everything was dropped: an open conversation is to be held again.</summary>
    async Task OpenAgainAsync(Guid conversation, CancellationToken cancellationToken)
    {
        if (_conversations.TryGetValue(conversation, out var tracked) && !tracked.IsOpen)
            await ReloadAsync(tracked, tracked.Log.Version, open: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The page is asked for after the version was told, so it is at least as new.</summary>
    async Task ReloadAsync(Tracked tracked, long version, bool open, CancellationToken cancellationToken)
    {
        MessagePage? page = null;
        if (open)
        {
            var request = new GetMessages { ConversationId = tracked.Id };
            var reply = await AskNowAsync<MessagePage>(nameof(IMessengerHub.GetMessages), request, cancellationToken).ConfigureAwait(false);
            page = reply.Value ?? throw new OutcomeUnknownException($"The newest page was refused: {reply.Error?.Code}.");
        }
        tracked.IsOpen = open;
        tracked.Log.Reset(version);
        _drops++;
        await _tell(new ConversationReloaded(tracked.Id)).ConfigureAwait(false);
        if (page is not null) await TellAsync(tracked, tracked.Log.Apply(page)).ConfigureAwait(false);
    }

    /// <summary>Whoever opens a conversation that was started this moment may know of it before we do.</summary>
    async Task<bool> BeginAsync(Guid conversation, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await _queue.DoAsync(
                    async stop =>
                    {
                        if (!_conversations.ContainsKey(conversation)) await SyncAsync(stop).ConfigureAwait(false);
                        if (!_conversations.TryGetValue(conversation, out var tracked)) return false;
                        _open.Add(conversation);
                        return tracked.IsOpen = true;
                    },
                    cancellationToken).ConfigureAwait(false);
            }
            catch (OutcomeUnknownException)
            {
                await _options.Clock.Wait(Again, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <returns>False: rows were dropped since the page was asked for, so it may be older than the log believes. Ask again.</returns>
    bool Join(MessagePage page, int drops)
    {
        if (!_conversations.TryGetValue(page.ConversationId, out var tracked) || !tracked.IsOpen) return true;
        if (drops != _drops) return false;
        tracked.Log.Apply(page);
        return true;
    }

    async Task DropAsync(Guid conversation)
    {
        _open.Remove(conversation);
        if (!_conversations.Remove(conversation)) return;
        _drops++;
        await _tell(new ConversationLeft(conversation)).ConfigureAwait(false);
    }

    void Forget()
    {
        _conversations.Clear();
        _synced = false;
        _personal = NoPersonal;
        _drops++;
    }

    async Task TellAsync(Tracked tracked, IReadOnlyList<Message> news)
    {
        if (!tracked.IsOpen) tracked.Log.DropRows();
        if (news.Count > 0) await _tell(new MessagesChanged(tracked.Id, news, tracked.Log.Version)).ConfigureAwait(false);
    }

    Task<Reply<T>> AskNowAsync<T>(string method, object request, CancellationToken cancellationToken)
        where T : class => _link.CallNowAsync<T>(method, request, cancellationToken);

    static TimeSpan WaitOf(Refusal? refusal) => TimeSpan.FromMilliseconds(refusal?.RetryAfterMilliseconds ?? Again.TotalMilliseconds);
}

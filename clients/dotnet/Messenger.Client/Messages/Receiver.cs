using System.Threading.Channels;
using Messenger.Client.Connection;
using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;

namespace Messenger.Client.Messages;

/// <summary>
/// Keeps this device's copy of the conversations right. All that happens (pushes, syncs, gaps that did not close) is worked off by one
/// loop, one after the other.
/// 1. On connecting it syncs: heads that changed, conversations left.
/// 2. A push goes to its conversation's inbox. A gap waits for stragglers, then the changes since the held version are fetched.
/// 3. Who is too far behind drops that conversation's rows and loads its newest page.
/// 4. Every minute, and when told that pushes may have been lost, it syncs again.
/// Its queue is bounded: what does not fit is let go, and a sync makes up for it.
/// </summary>
sealed class Receiver(HubLink link, MessengerClientOptions options, Func<MessengerUpdate, ValueTask> tell)
{
    const int QueueLength = 1_000;
    static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    readonly Channel<Func<CancellationToken, Task>> _work = Channel.CreateBounded<Func<CancellationToken, Task>>(QueueLength);
    readonly Dictionary<Guid, Tracked> _conversations = [];
    string? _token;
    Guid? _epoch;
    bool _synced;
    volatile bool _missed;

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var ticking = TickAsync(cancellationToken);
        while (await _work.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (_work.Reader.TryRead(out var work))
            {
                await DoAsync(work, cancellationToken).ConfigureAwait(false);
                if (!_missed) continue;
                _missed = false;
                await DoAsync(SyncAsync, cancellationToken).ConfigureAwait(false);
            }
        }
        await ticking.ConfigureAwait(false);
    }

    /// <summary>Takes a push.</summary>
    public void Push(ConversationChanges changes) => Enqueue(ct => TakeAsync(changes, ct));

    /// <summary>Syncs soon.</summary>
    public void Sync() => Enqueue(SyncAsync);

    /// <summary>Does something in turn with all else.</summary>
    public void Enqueue(Func<CancellationToken, Task> work)
    {
        if (!_work.Writer.TryWrite(work)) _missed = true;
    }

    /// <summary>Does something in turn with all else, after a time.</summary>
    public void EnqueueAfter(TimeSpan time, Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        _ = WaitAndEnqueueAsync(time, work, cancellationToken);

    async Task WaitAndEnqueueAsync(TimeSpan time, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await options.Clock.Wait(time, cancellationToken).ConfigureAwait(false);
            Enqueue(work);
        }
        catch (OperationCanceledException)
        {
            // The client stops.
        }
    }

    /// <summary>A version that the server named: who is still behind it after a moment asks.</summary>
    public void Expect(Guid conversation, long version, CancellationToken cancellationToken) =>
        Enqueue(_ =>
        {
            if (!_conversations.TryGetValue(conversation, out var tracked) || tracked.Log.Version >= version) return Task.CompletedTask;
            tracked.Target = Math.Max(tracked.Target, version);
            EnqueueAfter(ConversationInbox.Patience, ct => CatchUpIfBehindAsync(conversation, ct), cancellationToken);
            return Task.CompletedTask;
        });

    /// <summary>The rows of a conversation that came since the first sync; none are loaded for it.</summary>
    public Task<IReadOnlyList<Message>> ReadAsync(Guid conversation, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<IReadOnlyList<Message>>(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(_ =>
        {
            answer.TrySetResult(_conversations.TryGetValue(conversation, out var tracked) ? [.. tracked.Log.Messages] : []);
            return Task.CompletedTask;
        });
        cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        return answer.Task;
    }

    async Task DoAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken).ConfigureAwait(false);
        }
        catch (OutcomeUnknownException)
        {
            // Only reads are done here. If the connection went, the next one syncs; if not, this does.
            EnqueueAfter(Again, SyncAsync, cancellationToken);
        }
    }

    async Task TickAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await options.Clock.Wait(options.SyncInterval, cancellationToken).ConfigureAwait(false);
            if (link.IsConnected) Sync();
        }
    }

    async Task TakeAsync(ConversationChanges push, CancellationToken cancellationToken)
    {
        if (!_synced) return; // the first sync, still to come, brings it
        var tracked = Track(push.ConversationId, version: 0);
        tracked.Target = Math.Max(tracked.Target, push.Version);
        var state = tracked.Inbox.Take(push, out var news);
        await TellAsync(tracked, news).ConfigureAwait(false);
        if (state == InboxState.GapBegan)
            EnqueueAfter(ConversationInbox.Patience, ct => CatchUpIfBehindAsync(push.ConversationId, ct), cancellationToken);
    }

    async Task SyncAsync(CancellationToken cancellationToken)
    {
        HashSet<Guid>? named = null;
        SyncResult? page;
        do
        {
            var reply = await link.CallAsync<SyncResult>(nameof(IMessengerHub.Sync), new Sync { Token = _token }, cancellationToken).ConfigureAwait(false);
            page = reply.Value;
            if (page is null)
            {
                EnqueueAfter(TimeSpan.FromMilliseconds(reply.Error?.RetryAfterMilliseconds ?? Again.TotalMilliseconds), SyncAsync, cancellationToken);
                return;
            }
            if (_epoch is { } epoch && epoch != page.ServerEpoch) await ForgetAsync().ConfigureAwait(false);
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
        foreach (var id in _conversations.Keys.ToList()) await CatchUpIfBehindAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is there at the first sync is history, to be fetched when someone looks at it; what appears later is news from its beginning.</summary>
    async Task TakeAsync(ConversationHead head)
    {
        var tracked = Track(head.Conversation.Id, _synced ? 0 : head.Version);
        tracked.Target = Math.Max(tracked.Target, head.Version);
        await tell(new HeadChanged(head)).ConfigureAwait(false);
    }

    async Task CatchUpIfBehindAsync(Guid conversation, CancellationToken cancellationToken)
    {
        if (!_conversations.TryGetValue(conversation, out var tracked)) return;
        var more = tracked.Log.Version < tracked.Target;
        while (more)
        {
            var request = new GetChanges { ConversationId = conversation, Since = tracked.Log.Version };
            var reply = await link.CallAsync<ConversationChanges>(nameof(IMessengerHub.GetChanges), request, cancellationToken).ConfigureAwait(false);
            if (reply.Value is not { } changes)
            {
                await RefusedAsync(conversation, reply.Error!, cancellationToken).ConfigureAwait(false);
                return;
            }
            if (tracked.Log.Apply(changes, out var news) == Merged.TooFarBehind) news = await ReloadAsync(tracked, changes.Version, cancellationToken).ConfigureAwait(false);
            await TellAsync(tracked, news).ConfigureAwait(false);
            more = changes.More;
            tracked.Target = Math.Min(tracked.Target, changes.More ? tracked.Target : tracked.Log.Version);
        }
        await TellAsync(tracked, tracked.Inbox.Settle()).ConfigureAwait(false);
    }

    async Task RefusedAsync(Guid conversation, Refusal refusal, CancellationToken cancellationToken)
    {
        if (refusal.Code is ErrorCode.NotAMember or ErrorCode.NotFound) await DropAsync(conversation).ConfigureAwait(false);
        else
        {
            var wait = TimeSpan.FromMilliseconds(refusal.RetryAfterMilliseconds ?? Again.TotalMilliseconds);
            EnqueueAfter(wait, ct => CatchUpIfBehindAsync(conversation, ct), cancellationToken);
        }
    }

    /// <summary>The page is asked for after the version was told, so it is at least as new.</summary>
    async Task<IReadOnlyList<Message>> ReloadAsync(Tracked tracked, long version, CancellationToken cancellationToken)
    {
        var request = new GetMessages { ConversationId = tracked.Id };
        var reply = await link.CallAsync<MessagePage>(nameof(IMessengerHub.GetMessages), request, cancellationToken).ConfigureAwait(false);
        if (reply.Value is not { } page) throw new OutcomeUnknownException($"The newest page was refused: {reply.Error?.Code}.");
        tracked.Log.Reset(version);
        await tell(new ConversationReloaded(tracked.Id)).ConfigureAwait(false);
        return tracked.Log.Apply(page);
    }

    Tracked Track(Guid id, long version)
    {
        if (!_conversations.TryGetValue(id, out var tracked)) _conversations[id] = tracked = new(id, new ConversationLog(version, options.RowsPerConversation));
        return tracked;
    }

    async Task DropAsync(Guid conversation)
    {
        if (_conversations.Remove(conversation)) await tell(new ConversationLeft(conversation)).ConfigureAwait(false);
    }

    async Task ForgetAsync()
    {
        _conversations.Clear();
        _synced = false;
        await tell(new ServerRestored()).ConfigureAwait(false);
    }

    async Task TellAsync(Tracked tracked, IReadOnlyList<Message> news)
    {
        if (news.Count > 0) await tell(new MessagesChanged(tracked.Id, news, tracked.Log.Version)).ConfigureAwait(false);
    }

    sealed class Tracked(Guid id, ConversationLog log)
    {
        public Guid Id { get; } = id;

        public ConversationLog Log { get; } = log;

        public ConversationInbox Inbox { get; } = new(log);

        /// <summary>The highest version that the server named.</summary>
        public long Target { get; set; }
    }
}

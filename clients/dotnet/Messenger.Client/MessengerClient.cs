using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Messenger.Client.Connection;
using Messenger.Client.Messages;
using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;
using Messenger.Contracts.Presence;

namespace Messenger.Client;

/// <summary>
/// One device of one user: a connection that holds by itself, sends that are repeated until they are answered, and every conversation's
/// changes in order, without loss and without repeats. Start it once, dispose of it at the end.
/// </summary>
/// <remarks>
/// 1. The first sync tells the heads (<see cref="HeadChanged"/>), no messages. From then on every change is told (<see cref="MessagesChanged"/>).
/// 2. <see cref="OpenAsync"/> loads a conversation's newest page and keeps its rows right until <see cref="Close"/>.
/// 3. <see cref="GetMessagesAsync"/> pages through its history and closes <see cref="HeldConversation.Holes"/>.
/// 4. It ends by <see cref="DisposeAsync"/>, or when the session does: then <see cref="SignedOut"/> is the last update.
/// </remarks>
public sealed class MessengerClient : IAsyncDisposable
{
    /// <summary>Updates that wait for one reader at most. Then receiving waits for the reader, and catch-up makes up for what it let go.</summary>
    const int UpdatesWaiting = 1_000;

    readonly MessengerClientOptions _options;
    readonly HubLink _link;
    readonly Receiver _receiver;
    readonly Outbox _outbox;
    readonly CancellationTokenSource _stop = new();
    readonly CancellationToken _stopped;
    readonly object _gate = new();
    readonly List<Channel<MessengerUpdate>> _readers = [];
    readonly Random _random = new();
    Task _running = Task.CompletedTask;
    MessengerUpdate? _last;
    int _ended;
    int _disposed;

    /// <summary>A client that is not started yet.</summary>
    public MessengerClient(MessengerClientOptions options)
    {
        _options = options;
        _stopped = _stop.Token;
        _link = new HubLink(options, Chance);
        _receiver = new Receiver(_link, options, Chance, TellAsync);
        _outbox = new Outbox(PostOnceAsync, options.Clock, Chance);
        _link.On<ConversationChanges>(nameof(IMessengerClient.Changed), _receiver.Push);
        _link.On<ReadState>(nameof(IMessengerClient.ReadChanged), state => _receiver.Tell(new ReadMoved(state)));
        _link.On<PersonalChanges>(nameof(IMessengerClient.PersonalChanged), _receiver.Push);
        _link.On<TypingState>(nameof(IMessengerClient.Typing), state => _receiver.Tell(new TypingChanged(state)));
        _link.On<UserPresence>(nameof(IMessengerClient.PresenceChanged), presence => _receiver.Tell(new PresenceMoved(presence)));
        _link.On<ResyncHint>(nameof(IMessengerClient.Resync), Resync);
        _link.On<SessionEnd>(nameof(IMessengerClient.SessionEnded), end => _ = Task.Run(() => EndAsync(end)));
        Api = new MessengerApi(options);
    }

    /// <summary>The verbs of REST, with the same session.</summary>
    public MessengerApi Api { get; }

    /// <summary>The connection is up now.</summary>
    public bool IsConnected => _link.IsConnected;

    /// <summary>Begins to connect, for ever; returns at once.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_running.IsCompleted && !_stop.IsCancellationRequested) _running = Task.WhenAll(ConnectAsync(), ReceiveAsync());
        }
    }

    /// <summary>
    /// All that the client learns from now on, in order. Read it to the end or dispose of the enumerator: a reader who stops without a word
    /// holds up receiving. Several readers each get everything.
    /// </summary>
    public IAsyncEnumerable<MessengerUpdate> ReadUpdates(CancellationToken cancellationToken)
    {
        var reader = Channel.CreateBounded<MessengerUpdate>(UpdatesWaiting);
        lock (_gate)
        {
            if (_stopped.IsCancellationRequested) reader.Writer.TryComplete();
            else _readers.Add(reader);
        }
        return EnumerateAsync(reader, cancellationToken);
    }

    /// <summary>
    /// Sends a text. Completes when it is stored or refused: lost connections, time-outs, <c>unavailable_retry</c> and <c>rate_limited</c>
    /// are met with repeats under the same id. Sends to one conversation are stored in the order of these calls. When the client ends before,
    /// it is cancelled, and whether the message was stored is unknown: send it again under its id.
    /// </summary>
    public Task<Reply<Message>> PostAsync(Guid conversationId, string text, CancellationToken cancellationToken) =>
        PostAsync(new PostMessage { ConversationId = conversationId, ClientMessageId = Ids.Create(_options.Clock.GetUtcNow()), Text = text }, cancellationToken);

    /// <summary>Sends a message whose id was made before, such as one that outlived the program.</summary>
    public async Task<Reply<Message>> PostAsync(PostMessage message, CancellationToken cancellationToken)
    {
        // MessagePack would put a replacement character in its place.
        if (HasUnpairedSurrogate(message.Text)) return new() { Error = new Refusal { Code = ErrorCode.TextInvalid } };
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopped);
        var reply = await _outbox.SendAsync(message, either.Token).ConfigureAwait(false);
        if (reply.Value is { } stored) _receiver.Expect(stored.ConversationId, stored.Version, _stopped);
        return reply;
    }

    /// <summary>
    /// Opens a conversation: its newest page is loaded and held, with all that changes from now on, until <see cref="Close"/>. Older pages are
    /// holes until <see cref="GetMessagesAsync"/> loads them. Waits for the first sync, and for a connection.
    /// </summary>
    public Task<Reply<HeldConversation>> OpenAsync(Guid conversationId, CancellationToken cancellationToken) =>
        UntilEndedAsync(ct => _receiver.OpenAsync(conversationId, ct), cancellationToken);

    /// <summary>Lets the rows of a conversation go; what changes there is still told.</summary>
    public void Close(Guid conversationId) => _receiver.Close(conversationId);

    /// <summary>What is held of an open conversation, without asking the server; null if it is not open.</summary>
    public Task<HeldConversation?> GetHeldAsync(Guid conversationId, CancellationToken cancellationToken) =>
        UntilEndedAsync(ct => _receiver.GetHeldAsync(conversationId, ct), cancellationToken);

    /// <summary>
    /// A page of history: before, after or around a seq or a time. Of an open conversation it joins what is held; <see cref="MessagesChanged"/> does
    /// not tell it. Repeated until it is answered.
    /// </summary>
    public Task<Reply<MessagePage>> GetMessagesAsync(GetMessages request, CancellationToken cancellationToken) =>
        UntilEndedAsync(ct => _receiver.LoadAsync(request, ct), cancellationToken);

    /// <summary>Moves the read cursor forward. Repeated until it is answered.</summary>
    public Task<Reply<ReadState>> MarkReadAsync(Guid conversationId, long seq, CancellationToken cancellationToken) =>
        UntilEndedAsync(ct => _link.AskAsync<ReadState>(nameof(IMessengerHub.MarkRead), new MarkRead { ConversationId = conversationId, Seq = seq }, ct), cancellationToken);

    /// <summary>Changes the text of one's own message.</summary>
    public Task<Reply<Message>> EditAsync(EditMessage request, CancellationToken cancellationToken) => DoAsync<Message>(nameof(IMessengerHub.Edit), request, cancellationToken);

    /// <summary>Takes a message back.</summary>
    public Task<Reply<Message>> RecallAsync(RecallMessage request, CancellationToken cancellationToken) => DoAsync<Message>(nameof(IMessengerHub.Recall), request, cancellationToken);

    /// <summary>Reacts, or takes a reaction away.</summary>
    public Task<Reply<Message>> ReactAsync(React request, CancellationToken cancellationToken) => DoAsync<Message>(nameof(IMessengerHub.React), request, cancellationToken);

    /// <summary>Pins a message, or unpins it.</summary>
    public Task<Reply<Message>> PinAsync(PinMessage request, CancellationToken cancellationToken) => DoAsync<Message>(nameof(IMessengerHub.Pin), request, cancellationToken);

    /// <summary>Confirms an urgent message.</summary>
    public Task<Reply<Message>> ConfirmAsync(ConfirmMessage request, CancellationToken cancellationToken) => DoAsync<Message>(nameof(IMessengerHub.Confirm), request, cancellationToken);

    /// <summary>Votes in a poll, in place of one's vote before.</summary>
    public Task<Reply<Message>> VoteAsync(Vote request, CancellationToken cancellationToken) => DoAsync<Message>(nameof(IMessengerHub.Vote), request, cancellationToken);

    /// <summary>Closes a poll.</summary>
    public Task<Reply<Message>> ClosePollAsync(ClosePoll request, CancellationToken cancellationToken) => DoAsync<Message>(nameof(IMessengerHub.ClosePoll), request, cancellationToken);

    /// <summary>The messages that were forwarded as one.</summary>
    public Task<Reply<CardPage>> GetCardAsync(GetCard request, CancellationToken cancellationToken) => DoAsync<CardPage>(nameof(IMessengerHub.GetCard), request, cancellationToken);

    /// <summary>A page of a thread.</summary>
    public Task<Reply<ThreadPage>> GetThreadAsync(GetThread request, CancellationToken cancellationToken) => DoAsync<ThreadPage>(nameof(IMessengerHub.GetThread), request, cancellationToken);

    /// <summary>The threads that the user follows.</summary>
    public Task<Reply<ThreadList>> GetThreadsAsync(GetThreads request, CancellationToken cancellationToken) => DoAsync<ThreadList>(nameof(IMessengerHub.GetThreads), request, cancellationToken);

    /// <summary>Writes or removes one thing that the user keeps for himself; <see cref="PersonalMoved"/> tells it as well.</summary>
    public Task<Reply<PersonalItem>> SetPersonalAsync(SetPersonal request, CancellationToken cancellationToken) => DoAsync<PersonalItem>(nameof(IMessengerHub.SetPersonal), request, cancellationToken);

    /// <summary>Removes messages from what the user sees of a conversation.</summary>
    public Task<Reply<Done>> ClearAsync(ClearConversation request, CancellationToken cancellationToken) => DoAsync<Done>(nameof(IMessengerHub.Clear), request, cancellationToken);

    /// <summary>Shows others that the user types; repeat it every 4 s. Not worth a repeat: without a connection it fails at once.</summary>
    /// <exception cref="OutcomeUnknownException">There is no connection, or no answer came.</exception>
    public Task<Reply<Done>> SetTypingAsync(Guid conversationId, bool active, CancellationToken cancellationToken) =>
        _link.CallNowAsync<Done>(nameof(IMessengerHub.SetTyping), new SetTyping { ConversationId = conversationId, Active = active }, cancellationToken);

    /// <summary>
    /// Says what is on the screen. It belongs to the connection: say it again after <see cref="ConnectionChanged"/>. Repeated until it is answered.
    /// </summary>
    public Task<Reply<PresenceList>> WatchPresenceAsync(WatchPresence request, CancellationToken cancellationToken) =>
        UntilEndedAsync(ct => _link.AskAsync<PresenceList>(nameof(IMessengerHub.WatchPresence), request, ct), cancellationToken);

    /// <summary>Syncs now instead of within a minute.</summary>
    public void Sync() => _receiver.Sync();

    /// <summary>
    /// Ends the wait for the next try to connect: the network is back, or the program came to the front. A wait that the server asked for
    /// is kept.
    /// </summary>
    public void Hurry() => _link.Hurry();

    /// <summary>
    /// Ends the session and this client, and forgets the tokens; <see cref="SignedOut"/> says to delete what is on the device.
    /// </summary>
    /// <returns>False: the server could not be told, so the session stays in the user's list until it is ended there.</returns>
    public async Task<bool> SignOutAsync(CancellationToken cancellationToken)
    {
        var told = false;
        try
        {
            told = (await Api.SignOutAsync(cancellationToken).ConfigureAwait(false)).Error is null or { Code: ErrorCode.NotSignedIn };
        }
        catch (HttpRequestException)
        {
            // Whoever wants out gets out, here at least.
        }
        await EndAsync(new SessionEnd { Reason = SessionEndReason.SignedOut, DeleteLocalData = true }).ConfigureAwait(false);
        return told;
    }

    /// <summary>Ends the connection and all that runs; sends that are not answered are cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _stop.Cancel();
        await _link.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAny(_running).ConfigureAwait(false);
        CompleteReaders(null);
        Api.Dispose();
    }

    async Task ConnectAsync()
    {
        await _link.RunAsync(connected =>
        {
            _receiver.Tell(new ConnectionChanged(connected));
            if (connected) _receiver.Sync();
        }, _stopped).ConfigureAwait(false);
        await EndAsync(null).ConfigureAwait(false);
    }

    async Task ReceiveAsync()
    {
        try
        {
            await _receiver.RunAsync(_stopped).ConfigureAwait(false);
        }
        catch (Exception fault) when (!_stopped.IsCancellationRequested)
        {
            // A client that is deaf must not look as if nothing happened in the world.
            CompleteReaders(fault);
            _stop.Cancel();
        }
    }

    Task<Reply<Message>> PostOnceAsync(PostMessage message, CancellationToken cancellationToken) =>
        _link.CallAsync<Message>(nameof(IMessengerHub.Post), message, cancellationToken);

    void Resync(ResyncHint hint)
    {
        var wait = TimeSpan.FromMilliseconds(hint.DelayMilliseconds * Chance());
        if (hint.Reason == ResyncReason.Moving) _ = MoveAsync(_link.Connection, wait);
        else if (wait > TimeSpan.Zero) _receiver.SyncAfter(wait, _stopped);
        else _receiver.Sync();
    }

    async Task MoveAsync(int connection, TimeSpan wait)
    {
        try
        {
            await _options.Clock.Wait(wait, _stopped).ConfigureAwait(false);
            await _link.LeaveAsync(connection, _stopped).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client stops.
        }
    }

    /// <summary>The session is over: nothing of it is used again, and nothing of it stays where it must not.</summary>
    async Task EndAsync(SessionEnd? end)
    {
        if (_stopped.IsCancellationRequested || Interlocked.Exchange(ref _ended, 1) != 0) return;
        try
        {
            await _link.EndAsync().ConfigureAwait(false);
            if (_options.Tokens is { } tokens) await tokens.ForgetAsync().ConfigureAwait(false);
            if (end?.DeleteLocalData == true && !_running.IsCompleted) await _receiver.ForgetAsync(_stopped).ConfigureAwait(false);
        }
        finally
        {
            var last = new SignedOut(end);
            lock (_gate) _last = last;
            await TellAsync(last).ConfigureAwait(false);
            CompleteReaders(null);
            _stop.Cancel();
        }
    }

    /// <summary>Each of these verbs says how it shall be: repeated until it is answered, it does no more than once.</summary>
    async Task<Reply<T>> DoAsync<T>(string method, object request, CancellationToken cancellationToken)
        where T : class
    {
        var reply = await UntilEndedAsync(ct => _link.AskAsync<T>(method, request, ct), cancellationToken).ConfigureAwait(false);
        // The push may be lost.
        if (reply.Value is Message changed) _receiver.Expect(changed.ConversationId, changed.Version, _stopped);
        return reply;
    }

    async Task<T> UntilEndedAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopped);
        return await work(either.Token).ConfigureAwait(false);
    }

    async ValueTask TellAsync(MessengerUpdate update)
    {
        Channel<MessengerUpdate>[] readers;
        lock (_gate) readers = [.. _readers];
        foreach (var reader in readers)
        {
            while (!Write(reader, update))
            {
                if (!await reader.Writer.WaitToWriteAsync(_stopped).ConfigureAwait(false)) break;
            }
        }
    }

    bool Write(Channel<MessengerUpdate> reader, MessengerUpdate update)
    {
        lock (_gate) return _last is not null && update != _last || reader.Writer.TryWrite(update);
    }

    async IAsyncEnumerable<MessengerUpdate> EnumerateAsync(Channel<MessengerUpdate> reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            while (await reader.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (reader.Reader.TryRead(out var update)) yield return update;
            }
        }
        finally
        {
            lock (_gate) _readers.Remove(reader);
            reader.Writer.TryComplete();
        }
    }

    void CompleteReaders(Exception? fault)
    {
        lock (_gate) _readers.ForEach(r => r.Writer.TryComplete(fault));
    }

    double Chance()
    {
        lock (_random) return _random.NextDouble();
    }

    static bool HasUnpairedSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i)) i++;
            else if (char.IsSurrogate(text[i])) return true;
        }
        return false;
    }
}

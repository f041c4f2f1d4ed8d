using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Messenger.Client.Connection;
using Messenger.Client.Messages;
using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Presence;

namespace Messenger.Client;

/// <summary>
/// One device of one user: a connection that holds by itself, sends that are repeated until they are answered, and every conversation's
/// changes in order, without loss and without repeats. Start it once, dispose of it at the end.
/// </summary>
public sealed class MessengerClient : IAsyncDisposable
{
    /// <summary>Updates that wait for one reader at most. Then receiving waits for the reader, and catch-up makes up for what it let go.</summary>
    const int UpdatesWaiting = 1_000;

    readonly MessengerClientOptions _options;
    readonly HubLink _link;
    readonly Receiver _receiver;
    readonly Outbox _outbox;
    readonly CancellationTokenSource _stop = new();
    readonly object _gate = new();
    readonly List<Channel<MessengerUpdate>> _readers = [];
    readonly Random _random = new();
    Task _running = Task.CompletedTask;

    /// <summary>A client that is not started yet.</summary>
    public MessengerClient(MessengerClientOptions options)
    {
        _options = options;
        _link = new HubLink(options, Chance);
        _receiver = new Receiver(_link, options, TellAsync);
        _outbox = new Outbox(PostOnceAsync, options.Clock, Chance);
        _link.On<ConversationChanges>(nameof(IMessengerClient.Changed), _receiver.Push);
        _link.On<ReadState>(nameof(IMessengerClient.ReadChanged), state => Tell(new ReadMoved(state)));
        _link.On<TypingState>(nameof(IMessengerClient.Typing), state => Tell(new TypingChanged(state)));
        _link.On<UserPresence>(nameof(IMessengerClient.PresenceChanged), presence => Tell(new PresenceMoved(presence)));
        _link.On<ResyncHint>(nameof(IMessengerClient.Resync), Resync);
        _link.On<SessionEnd>(nameof(IMessengerClient.SessionEnded), end => _ = EndAsync(end));
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
            if (_running.IsCompleted && !_stop.IsCancellationRequested) _running = Task.WhenAll(ConnectAsync(), _receiver.RunAsync(_stop.Token));
        }
    }

    /// <summary>
    /// All that the client learns from now on, in order. Read it to the end or dispose of the enumerator: a reader who stops without a word
    /// holds up receiving. Several readers each get everything.
    /// </summary>
    public IAsyncEnumerable<MessengerUpdate> ReadUpdates(CancellationToken cancellationToken)
    {
        var reader = Channel.CreateBounded<MessengerUpdate>(UpdatesWaiting);
        lock (_gate) _readers.Add(reader);
        return EnumerateAsync(reader, cancellationToken);
    }

    /// <summary>
    /// Sends a text. Completes when it is stored or refused: lost connections, time-outs, <c>unavailable_retry</c> and <c>rate_limited</c>
    /// are met with repeats under the same id. Sends to one conversation are stored in the order of these calls.
    /// </summary>
    public Task<Reply<Message>> PostAsync(Guid conversationId, string text, CancellationToken cancellationToken) =>
        PostAsync(new PostMessage { ConversationId = conversationId, ClientMessageId = Ids.Create(_options.Clock.GetUtcNow()), Text = text }, cancellationToken);

    /// <summary>Sends a message whose id was made before, such as one that outlived the program.</summary>
    public async Task<Reply<Message>> PostAsync(PostMessage message, CancellationToken cancellationToken)
    {
        // MessagePack would put a replacement character in its place.
        if (HasUnpairedSurrogate(message.Text)) return new() { Error = new Refusal { Code = ErrorCode.TextInvalid } };
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        var reply = await _outbox.SendAsync(message, either.Token).ConfigureAwait(false);
        if (reply.Value is { } stored) _receiver.Expect(stored.ConversationId, stored.Version, _stop.Token);
        return reply;
    }

    /// <summary>The rows of a conversation that came since the first sync.</summary>
    public Task<IReadOnlyList<Message>> ReadHeldAsync(Guid conversationId, CancellationToken cancellationToken) => _receiver.ReadAsync(conversationId, cancellationToken);

    /// <summary>A page of history.</summary>
    public Task<Reply<MessagePage>> GetMessagesAsync(GetMessages request, CancellationToken cancellationToken) =>
        _link.CallAsync<MessagePage>(nameof(IMessengerHub.GetMessages), request, cancellationToken);

    /// <summary>Moves the read cursor forward.</summary>
    public Task<Reply<ReadState>> MarkReadAsync(Guid conversationId, long seq, CancellationToken cancellationToken) =>
        _link.CallAsync<ReadState>(nameof(IMessengerHub.MarkRead), new MarkRead { ConversationId = conversationId, Seq = seq }, cancellationToken);

    /// <summary>Shows others that the user types; repeat it every 4 s.</summary>
    public Task<Reply<Done>> SetTypingAsync(Guid conversationId, bool active, CancellationToken cancellationToken) =>
        _link.CallAsync<Done>(nameof(IMessengerHub.SetTyping), new SetTyping { ConversationId = conversationId, Active = active }, cancellationToken);

    /// <summary>Says what is on the screen. It belongs to the connection: say it again after <see cref="ConnectionChanged"/>.</summary>
    public Task<Reply<PresenceList>> WatchPresenceAsync(WatchPresence request, CancellationToken cancellationToken) =>
        _link.CallAsync<PresenceList>(nameof(IMessengerHub.WatchPresence), request, cancellationToken);

    /// <summary>Syncs now instead of within a minute.</summary>
    public void Sync() => _receiver.Sync();

    /// <summary>Ends the connection and all that runs; sends that are not answered are cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        _stop.Cancel();
        await _link.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAny(_running).ConfigureAwait(false);
        CompleteReaders();
        Api.Dispose();
        _stop.Dispose();
    }

    async Task ConnectAsync()
    {
        await _link.RunAsync(connected =>
        {
            Tell(new ConnectionChanged(connected));
            if (connected) _receiver.Sync();
        }, _stop.Token).ConfigureAwait(false);
        await EndAsync(null).ConfigureAwait(false);
    }

    Task<Reply<Message>> PostOnceAsync(PostMessage message, CancellationToken cancellationToken) =>
        _link.CallAsync<Message>(nameof(IMessengerHub.Post), message, cancellationToken);

    void Resync(ResyncHint hint)
    {
        var wait = TimeSpan.FromMilliseconds(hint.DelayMilliseconds * Chance());
        if (hint.Reason == ResyncReason.Moving) _receiver.EnqueueAfter(wait, _link.ReconnectAsync, _stop.Token);
        else _receiver.EnqueueAfter(wait, Again, _stop.Token);

        Task Again(CancellationToken cancellationToken)
        {
            _receiver.Sync();
            return Task.CompletedTask;
        }
    }

    async Task EndAsync(SessionEnd? end)
    {
        if (_stop.IsCancellationRequested) return;
        await TellAsync(new SignedOut(end)).ConfigureAwait(false);
        _stop.Cancel();
        CompleteReaders();
    }

    /// <summary>In turn with the changes of conversations; a full queue lets it go, for all of these are states that are told again.</summary>
    void Tell(MessengerUpdate update) => _receiver.Enqueue(_ => TellAsync(update).AsTask());

    async ValueTask TellAsync(MessengerUpdate update)
    {
        Channel<MessengerUpdate>[] readers;
        lock (_gate) readers = [.. _readers];
        foreach (var reader in readers)
        {
            while (!reader.Writer.TryWrite(update))
            {
                if (!await reader.Writer.WaitToWriteAsync(_stop.Token).ConfigureAwait(false)) break;
            }
        }
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

    void CompleteReaders()
    {
        lock (_gate) _readers.ForEach(r => r.Writer.TryComplete());
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

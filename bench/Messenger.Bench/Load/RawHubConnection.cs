using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using Messenger.Contracts.Messages;

namespace Messenger.Bench.Load;

/// <summary>One connection to a hub over a bare WebSocket, as cheap as it can be.</summary>
sealed class RawHubConnection(LoadOrder order, Seat seat, Wire wire, HttpMessageInvoker http, Action<int, int> heard) : Connection(seat, heard)
{
    readonly ClientWebSocket _socket = new();
    readonly ConcurrentDictionary<int, TaskCompletionSource<bool>> _open = [];
    readonly SemaphoreSlim _writing = new(1);
    readonly TaskCompletionSource _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    TaskCompletionSource<SyncResult>? _page;
    int _calls;

    WebSocketMessageType Kind => wire.IsText ? WebSocketMessageType.Text : WebSocketMessageType.Binary;

    public override async Task ConnectAsync(Uri node, CancellationToken cancellationToken)
    {
        _socket.Options.SetRequestHeader("Authorization", $"Bearer {Seat.Token}");
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        try
        {
            await _socket.ConnectAsync(new UriBuilder(node) { Scheme = "ws", Path = order.Path, Query = $"user={Seat.User}&room={Seat.Room}" }.Uri, http, cancellationToken);
        }
        catch (WebSocketException away)
        {
            throw new TurnedAwayException(away);
        }
        await _socket.SendAsync(wire.Handshake, Kind, endOfMessage: true, cancellationToken);
        _ = ReadAsync();
        await _greeted.Task.WaitAsync(cancellationToken);
        if (order.Syncs) await SyncAsync(cancellationToken);
    }

    /// <summary>To the last page. Who is refused waits and asks again on the same connection, as the client libraries do.</summary>
    async Task SyncAsync(CancellationToken cancellationToken)
    {
        SyncResult? page = null;
        do
        {
            _page = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if ((await CallAsync("Sync", new Sync { Token = page?.Token })).Good) page = await _page.Task;
            else await Task.Delay(TimeSpan.FromMilliseconds(1_000 + (1_000 * Random.Shared.NextDouble())), cancellationToken);
        }
        while (page is null or { More: true });
        _page = null;
    }

    public override Task<(bool Good, double Milliseconds)> SayAsync(string text) => order.Verb == SayVerb.Say
        ? CallAsync("Say", text)
        : CallAsync("Post", new PostMessage { ConversationId = Seat.Room, ClientMessageId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Text = text });

    public override void Dispose()
    {
        _socket.Dispose();
        _writing.Dispose();
    }

    async Task<(bool Good, double Milliseconds)> CallAsync(string target, object argument)
    {
        var id = Interlocked.Increment(ref _calls);
        var answer = _open[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = wire.Call(id, target, argument);
        var begun = Stopwatch.GetTimestamp();
        await _writing.WaitAsync();
        try
        {
            await _socket.SendAsync(call, Kind, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _writing.Release();
        }
        var good = await answer.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return (good, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
    }

    async Task ReadAsync()
    {
        var buffer = new byte[1_024];
        try
        {
            while (true)
            {
                var held = 0;
                ValueWebSocketReceiveResult read;
                do
                {
                    if (held == buffer.Length) Array.Resize(ref buffer, 2 * held);
                    read = await _socket.ReceiveAsync(buffer.AsMemory(held), CancellationToken.None);
                    if (read.MessageType == WebSocketMessageType.Close) throw new WebSocketException($"Thrown out: {_socket.CloseStatusDescription}.");
                    held += read.Count;
                }
                while (!read.EndOfMessage);
                if (_page is { } waits && _greeted.Task.IsCompleted && wire.ReadSync(buffer.AsMemory(0, held)) is { } page) waits.TrySetResult(page);
                _greeted.TrySetResult();
                Heard(wire.Read(buffer.AsSpan(0, held), Answered), held);
            }
        }
        catch (Exception ended) when (ended is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            _greeted.TrySetException(ended);
            foreach (var call in _open.Values) call.TrySetException(ended);
        }
    }

    void Answered(int id, bool good)
    {
        if (_open.TryRemove(id, out var call)) call.TrySetResult(good);
    }
}

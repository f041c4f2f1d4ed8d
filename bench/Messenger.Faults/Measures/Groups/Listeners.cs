using System.Diagnostics;
using System.Net.WebSockets;
using Messenger.Faults.Nemesis;

namespace Messenger.Faults.Measures.Groups;

/// <summary>Connections that look for a mark in what they are pushed.</summary>
sealed class Listeners : IAsyncDisposable
{
    const int AtOnce = 20;

    readonly List<ClientWebSocket> _sockets = [];
    readonly List<Task> _reading = [];
    readonly CancellationTokenSource _stop = new();
    volatile Wanted _wanted = new("no mark yet", 0);

    /// <summary>Connects with these tokens, slowly enough to be let in.</summary>
    public async Task ConnectAsync(Uri node, IReadOnlyList<string> tokens)
    {
        await Parallel.ForEachAsync(tokens, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (token, _) =>
        {
            while (true)
            {
                var socket = new ClientWebSocket();
                socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
                try
                {
                    await socket.ConnectAsync(new UriBuilder(node) { Scheme = "ws", Path = "/hubs/messenger" }.Uri, _stop.Token);
                    await HubSocket.SendAsync(socket, HubSocket.Handshake, _stop.Token);
                    await HubSocket.SendAsync(socket, """{"type":1,"invocationId":"1","target":"Sync","arguments":[{}]}""", _stop.Token);
                    lock (_sockets)
                    {
                        _sockets.Add(socket);
                        _reading.Add(ReadAsync(socket));
                    }
                    return;
                }
                catch (WebSocketException)
                {
                    socket.Dispose();
                    await Task.Delay(TimeSpan.FromSeconds(1), _stop.Token);
                }
            }
        });
    }

    /// <summary>How long until so many have heard the mark, from now on; it must not be sent before.</summary>
    public Wanted Expect(string mark, int count) => _wanted = new(mark, count);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_reading);
        foreach (var socket in _sockets) socket.Dispose();
        _stop.Dispose();
    }

    async Task ReadAsync(ClientWebSocket socket)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                var held = 0;
                ValueWebSocketReceiveResult read;
                do
                {
                    if (held == buffer.Length) Array.Resize(ref buffer, 2 * held);
                    read = await socket.ReceiveAsync(buffer.AsMemory(held), _stop.Token);
                    held += read.Count;
                }
                while (!read.EndOfMessage);
                _wanted.Look(buffer.AsSpan(0, held));
            }
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException)
        {
            // Whoever waits for its mark sees that it does not come.
        }
    }

    /// <summary>A mark that is waited for.</summary>
    public sealed class Wanted(string mark, int count)
    {
        readonly byte[] _mark = System.Text.Encoding.UTF8.GetBytes(mark);
        readonly TaskCompletionSource<TimeSpan> _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly long _begun = Stopwatch.GetTimestamp();
        int _heard;

        /// <summary>From the making of this until the last one heard it.</summary>
        public Task<TimeSpan> All => _all.Task.WaitAsync(TimeSpan.FromSeconds(60));

        public void Look(ReadOnlySpan<byte> text)
        {
            if (text.IndexOf(_mark) >= 0 && Interlocked.Increment(ref _heard) == count) _all.TrySetResult(Stopwatch.GetElapsedTime(_begun));
        }
    }
}

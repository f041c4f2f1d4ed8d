using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Messenger.Tests.Nodes;

/// <summary>What the hub expects of whatever delivers its pushes; SignalR's own managers and ours must all keep it.</summary>
public abstract class LifetimeManagerContract : IAsyncLifetime
{
    /// <summary>Any hub: the managers never call it.</summary>
    public sealed class AnyHub : Hub;

    readonly List<Device> _devices = [];

    /// <summary>The manager under test.</summary>
    protected abstract HubLifetimeManager<AnyHub> Manager { get; }

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var device in _devices) await Manager.OnDisconnectedAsync(device.Connection);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task All_reaches_all_and_all_but_some_reaches_the_others()
    {
        var (ann, bob) = (await ConnectAsync("ann"), await ConnectAsync("bob"));

        await Manager.SendAllAsync("Push", [1], Token);
        await Manager.SendAllExceptAsync("Push", [2], [ann.Connection.ConnectionId], Token);
        await Manager.SendAllAsync("Push", [3], Token);

        Assert.Equal([1, 3], await ann.TakeAsync(2));
        Assert.Equal([1, 2, 3], await bob.TakeAsync(3));
    }

    [Fact]
    public async Task Users_get_what_is_theirs_on_every_device_and_nothing_else()
    {
        var (ann, annsPhone, bob, eve) = (await ConnectAsync("ann"), await ConnectAsync("ann"), await ConnectAsync("bob"), await ConnectAsync("eve"));

        await Manager.SendUserAsync("ann", "Push", [1], Token);
        await Manager.SendUsersAsync(["ann", "bob"], "Push", [2], Token);
        await Manager.SendAllAsync("Push", [9], Token);

        Assert.Equal([1, 2, 9], (await ann.TakeAsync(3)).Order());
        Assert.Equal([1, 2, 9], (await annsPhone.TakeAsync(3)).Order());
        Assert.Equal([2, 9], (await bob.TakeAsync(2)).Order());
        Assert.Equal([9], await eve.TakeAsync(1));
    }

    [Fact]
    public async Task Groups_have_who_was_added_until_he_is_removed()
    {
        var (ann, bob) = (await ConnectAsync("ann"), await ConnectAsync("bob"));
        foreach (var device in (Device[])[ann, bob]) await Manager.AddToGroupAsync(device.Connection.ConnectionId, "room", Token);

        await Manager.SendGroupAsync("room", "Push", [1], Token);
        await Manager.SendGroupExceptAsync("room", "Push", [2], [bob.Connection.ConnectionId], Token);
        Assert.Equal([1, 2], await ann.TakeAsync(2));
        Assert.Equal([1], await bob.TakeAsync(1));
        await Manager.RemoveFromGroupAsync(bob.Connection.ConnectionId, "room", Token);
        await Manager.SendGroupsAsync(["room", "another"], "Push", [3], Token);
        await Manager.SendUserAsync("bob", "Push", [4], Token);

        Assert.Equal([3], await ann.TakeAsync(1));
        Assert.Equal([4], await bob.TakeAsync(1));
    }

    [Fact]
    public async Task Being_added_twice_is_being_added_once()
    {
        var ann = await ConnectAsync("ann");
        for (var i = 0; i < 2; i++) await Manager.AddToGroupAsync(ann.Connection.ConnectionId, "room", Token);

        await Manager.SendGroupAsync("room", "Push", [1], Token);
        await Manager.SendUserAsync("ann", "Push", [2], Token);

        Assert.Equal([1, 2], (await ann.TakeAsync(2)).Order());
    }

    [Fact]
    public async Task A_connection_that_is_gone_gets_nothing_and_fails_nobody()
    {
        var (ann, bob) = (await ConnectAsync("ann"), await ConnectAsync("bob"));
        foreach (var device in (Device[])[ann, bob]) await Manager.AddToGroupAsync(device.Connection.ConnectionId, "room", Token);

        await Manager.OnDisconnectedAsync(ann.Connection);
        _devices.Remove(ann);
        await Manager.SendGroupAsync("room", "Push", [1], Token);
        await Manager.SendConnectionsAsync([ann.Connection.ConnectionId, bob.Connection.ConnectionId], "Push", [2], Token);

        Assert.Equal([1, 2], (await bob.TakeAsync(2)).Order());
        Assert.Equal(0, ann.Waiting);
    }

    [Fact]
    public async Task A_user_whose_device_has_gone_is_reached_on_the_others_and_on_a_new_one()
    {
        var (gone, phone) = (await ConnectAsync("ann"), await ConnectAsync("ann"));

        await Manager.OnDisconnectedAsync(gone.Connection);
        _devices.Remove(gone);
        await Manager.SendUserAsync("ann", "Push", [1], Token);
        Assert.Equal([1], await phone.TakeAsync(1));
        await Manager.OnDisconnectedAsync(phone.Connection);
        _devices.Remove(phone);
        var back = await ConnectAsync("ann");
        await Manager.SendUsersAsync(["bob", "ann"], "Push", [2], Token);

        Assert.Equal([2], await back.TakeAsync(1));
        Assert.Equal(0, gone.Waiting);
        Assert.Equal(0, phone.Waiting);
    }

    [Fact]
    public async Task The_order_of_sends_to_one_receiver_is_kept()
    {
        var ann = await ConnectAsync("ann");

        for (var i = 0; i < 500; i++) await Manager.SendUserAsync("ann", "Push", [i], Token);

        Assert.Equal(Enumerable.Range(0, 500), await ann.TakeAsync(500));
    }

    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Connects a device of a user.</summary>
    protected async Task<Device> ConnectAsync(string user)
    {
        var device = new Device(user);
        await Manager.OnConnectedAsync(device.Connection);
        _devices.Add(device);
        return device;
    }

    /// <summary>A connection without a network, and what was pushed to it.</summary>
    protected sealed class Device
    {
        readonly Pipe _pushed = new(new PipeOptions(pauseWriterThreshold: 0));
        readonly List<int> _taken = [];

        public Device(string user)
        {
            var transport = new Pipes(new Pipe().Reader, _pushed.Writer);
            var connection = new DefaultConnectionContext(Guid.CreateVersion7().ToString("N"), transport, transport);
            Connection = new(connection, new HubConnectionContextOptions { KeepAliveInterval = TimeSpan.FromHours(1) }, NullLoggerFactory.Instance)
            {
                Protocol = new JsonHubProtocol(),
                UserIdentifier = user,
            };
        }

        public HubConnectionContext Connection { get; }

        /// <summary>Pushes that have come and were not taken.</summary>
        public int Waiting
        {
            get
            {
                Read();
                return _taken.Count;
            }
        }

        /// <summary>Waits for so many pushes and takes their numbers.</summary>
        public async Task<IReadOnlyList<int>> TakeAsync(int count)
        {
            await Eventually.TrueAsync(() => Waiting >= count);
            var taken = _taken.ToList();
            _taken.Clear();
            return taken;
        }

        void Read()
        {
            if (!_pushed.Reader.TryRead(out var read)) return;
            var bytes = read.Buffer.ToArray();
            _pushed.Reader.AdvanceTo(read.Buffer.End);
            foreach (var frame in System.Text.Encoding.UTF8.GetString(bytes).Split('\u001e', StringSplitOptions.RemoveEmptyEntries))
                _taken.Add(JsonDocument.Parse(frame).RootElement.GetProperty("arguments")[0].GetInt32());
        }

        sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;
    }
}

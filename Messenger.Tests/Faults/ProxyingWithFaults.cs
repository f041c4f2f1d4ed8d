using System.Net.Sockets;
using Messenger.Faults.Proxy;
using Xunit;

namespace Messenger.Tests.Faults;

/// <summary>What the fault proxy does to bytes and connections.</summary>
public sealed class ProxyingWithFaults
{
    static readonly byte[] Hello = "hello"u8.ToArray();
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Without_faults_everything_passes_in_order()
    {
        await using var echo = new ProxiedEcho();
        var socket = await echo.ConnectAsync();
        var sent = new byte[1_000_000];
        new Random(7).NextBytes(sent);

        var sending = socket.SendAsync(sent, TestContext.Current.CancellationToken);
        var received = await ProxiedEcho.ReadAsync(socket, sent.Length);

        await sending;
        Assert.Equal(sent, received);
    }

    [Fact]
    public async Task Latency_holds_each_byte_for_its_time()
    {
        await using var echo = new ProxiedEcho();
        echo.Proxy.Set(Lane.ToClient, new LaneFaults { Latency = 60 * Second, Jitter = 30 * Second });
        var socket = await echo.ConnectAsync();

        await socket.SendAsync(Hello, TestContext.Current.CancellationToken);
        var reading = ProxiedEcho.ReadAsync(socket, Hello.Length);
        var passed = await echo.PassUntilAsync(reading, Second);

        Assert.True(passed >= 60 * Second, $"It came after {passed}.");
        Assert.Equal(Hello, await reading);
    }

    [Fact]
    public async Task A_lost_segment_comes_when_it_was_sent_again_each_time_after_twice_as_long()
    {
        await using var echo = new ProxiedEcho();
        echo.Proxy.Set(Lane.ToClient, new LaneFaults { LostSegments = 1 });
        var socket = await echo.ConnectAsync();

        await socket.SendAsync(Hello, TestContext.Current.CancellationToken);
        var reading = ProxiedEcho.ReadAsync(socket, Hello.Length);
        var passed = await echo.PassUntilAsync(reading, Second);

        Assert.True(passed >= 12.6 * Second, $"It came after {passed}.");
        Assert.Equal(Hello, await reading);
    }

    [Fact]
    public async Task A_narrow_link_lets_so_many_bytes_pass_in_a_second()
    {
        await using var echo = new ProxiedEcho();
        echo.Proxy.Set(Lane.ToClient, new LaneFaults { BytesPerSecond = 100 });
        var socket = await echo.ConnectAsync();

        await socket.SendAsync(new byte[1_000], TestContext.Current.CancellationToken);
        var passed = await echo.PassUntilAsync(ProxiedEcho.ReadAsync(socket, 1_000), Second / 100);

        Assert.True(passed >= 9 * Second, $"It took {passed}.");
    }

    [Fact]
    public async Task A_held_link_delivers_when_it_is_healed()
    {
        await using var echo = new ProxiedEcho();
        var socket = await echo.ConnectAsync();
        echo.Proxy.Set(Lane.ToServer, new LaneFaults { Hold = true });

        await socket.SendAsync(Hello, TestContext.Current.CancellationToken);
        var reading = ProxiedEcho.ReadAsync(socket, Hello.Length);
        await Eventually.TrueAsync(() => echo.ServerEnds.Count == 1);
        Assert.False(reading.IsCompleted);
        await echo.Proxy.HealAsync();

        Assert.Equal(Hello, await reading);
    }

    [Fact]
    public async Task Swallowed_bytes_never_come_and_healing_resets_the_connection_that_lost_them()
    {
        await using var echo = new ProxiedEcho();
        var socket = await echo.ConnectAsync();
        await socket.SendAsync(Hello, TestContext.Current.CancellationToken);
        await ProxiedEcho.ReadAsync(socket, Hello.Length);
        echo.Proxy.Set(Lane.ToServer, new LaneFaults { Swallow = true });

        await socket.SendAsync(Hello, TestContext.Current.CancellationToken);
        var reading = ProxiedEcho.ReadAsync(socket, 1);
        await Eventually.TrueAsync(() => echo.Proxy.HasSwallowed);
        await echo.Proxy.HealAsync();

        var failure = await Assert.ThrowsAsync<SocketException>(() => reading);
        Assert.Equal(SocketError.ConnectionReset, failure.SocketErrorCode);
    }

    [Fact]
    public async Task A_link_that_stops_after_some_bytes_delivers_just_those_until_it_is_healed()
    {
        await using var echo = new ProxiedEcho();
        var socket = await echo.ConnectAsync();
        echo.Proxy.Set(Lane.ToClient, new LaneFaults { StopAfter = 3 });

        await socket.SendAsync(Hello, TestContext.Current.CancellationToken);
        var first = await ProxiedEcho.ReadAsync(socket, 3);
        var rest = ProxiedEcho.ReadAsync(socket, 2);
        await Eventually.TrueAsync(() => echo.ServerEnds.Count == 1);
        Assert.False(rest.IsCompleted);
        await echo.Proxy.HealAsync();

        Assert.Equal("hel"u8.ToArray(), first);
        Assert.Equal("lo"u8.ToArray(), await rest);
    }

    [Fact]
    public async Task One_bit_of_one_byte_is_corrupted()
    {
        await using var echo = new ProxiedEcho();
        var socket = await echo.ConnectAsync();
        echo.Proxy.Set(Lane.ToServer, new LaneFaults { CorruptAt = 2, SliceSize = 1 });

        await socket.SendAsync(Hello, TestContext.Current.CancellationToken);

        Assert.Equal("hemlo"u8.ToArray(), await ProxiedEcho.ReadAsync(socket, Hello.Length));
    }

    [Fact]
    public async Task A_reset_reaches_both_sides()
    {
        await using var echo = new ProxiedEcho();
        var socket = await echo.ConnectAsync();
        await socket.SendAsync(Hello, TestContext.Current.CancellationToken);
        await ProxiedEcho.ReadAsync(socket, Hello.Length);

        var reset = echo.Proxy.Reset();

        Assert.Equal(1, reset);
        await Assert.ThrowsAsync<SocketException>(() => ProxiedEcho.ReadAsync(socket, 1));
        await Eventually.TrueAsync(() => echo.Proxy.OpenConnections == 0);
    }

    [Fact]
    public async Task A_half_closed_connection_still_carries_the_other_way()
    {
        await using var echo = new ProxiedEcho();
        var socket = await echo.ConnectAsync();
        await socket.SendAsync(Hello, TestContext.Current.CancellationToken);
        await ProxiedEcho.ReadAsync(socket, Hello.Length);

        echo.Proxy.HalfClose(Lane.ToClient);
        var end = await ProxiedEcho.ReadAsync(socket, 1);
        await socket.SendAsync(Hello, TestContext.Current.CancellationToken);

        Assert.Empty(end);
    }

    [Fact]
    public async Task A_refusing_link_takes_no_new_connection_and_keeps_the_old_ones()
    {
        await using var echo = new ProxiedEcho();
        var old = await echo.ConnectAsync();
        await old.SendAsync(Hello, TestContext.Current.CancellationToken);
        await ProxiedEcho.ReadAsync(old, Hello.Length);

        await echo.Proxy.RefuseAsync(true);
        await Assert.ThrowsAsync<SocketException>(echo.ConnectAsync);
        await old.SendAsync(Hello, TestContext.Current.CancellationToken);
        var through = await ProxiedEcho.ReadAsync(old, Hello.Length);
        await echo.Proxy.RefuseAsync(false);
        var taken = await echo.ConnectAsync();
        await taken.SendAsync(Hello, TestContext.Current.CancellationToken);

        Assert.Equal(Hello, through);
        Assert.Equal(Hello, await ProxiedEcho.ReadAsync(taken, Hello.Length));
    }

    [Fact]
    public async Task A_server_that_is_away_looks_so_through_the_proxy()
    {
        await using var nobody = FaultProxy.Start(0, targetPort: 1, TimeProvider.System, seed: 1);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

        await Assert.ThrowsAsync<SocketException>(async () =>
        {
            await socket.ConnectAsync("127.0.0.1", nobody.Port, TestContext.Current.CancellationToken);
            await ProxiedEcho.ReadAsync(socket, 1);
        });
    }
}

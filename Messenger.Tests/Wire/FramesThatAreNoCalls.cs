using System.Net.WebSockets;
using System.Text;
using Messenger.Tests.Client;
using Xunit;

namespace Messenger.Tests.Wire;

public sealed class FramesThatAreNoCalls(CompanyHost company) : IClassFixture<CompanyHost>
{
    const byte End = 0x1E;

    public static TheoryData<string, byte[]> Frames => new()
    {
        { "json", [.. "{\"type\":1,"u8, End] },
        { "json", [.. "no json at all"u8, End] },
        { "json", [0xFF, 0xFE, 0x00, End] },
        { "json", [.. Enumerable.Repeat((byte)'[', 60_000), End] },
        { "json", [.. "{\"type\":1,\"target\":\"Post\",\"arguments\":[\""u8, .. Enumerable.Repeat((byte)'x', 70_000), .. "\"]}"u8, End] },
        { "messagepack", [0x05, 0xC1, 0xC1, 0xC1, 0xC1, 0xC1] },
        { "messagepack", [0xFF, 0xFF, 0xFF, 0xFF, 0x7F] }, // a frame of 34 GB
        { "messagepack", [0xD0, 0x86, 0x03, .. Enumerable.Repeat((byte)0x91, 50_000)] },
        { "messagepack", [0x05, 0xDD, 0xFF, 0xFF, 0xFF, 0xFF] }, // an array of 4 billion
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task They_end_their_own_connection_only(string protocol, byte[] frame)
    {
        var ann = await company.HireAsync("ann");
        var room = await ann.StartDirectWith(ann);
        await using var bystander = new Device(ann.Options());
        await bystander.Knows(room);
        using var socket = await ConnectAsync(ann, protocol);

        await socket.SendAsync(frame, WebSocketMessageType.Binary, endOfMessage: true, TestContext.Current.CancellationToken);

        await UntilClosedAsync(socket);
        Assert.Equal("hello", CompanyHost.Value(await bystander.Client.PostAsync(room, "hello", TestContext.Current.CancellationToken)).Text);
        Assert.Single(bystander.Told.OfType<Messenger.Client.ConnectionChanged>());
    }

    [Fact]
    public async Task Who_comes_back_with_the_next_one_is_soon_made_to_wait()
    {
        var ann = await company.HireAsync("ann");

        for (var i = 0; i < 3; i++)
        {
            using var socket = await ConnectAsync(ann, "json");
            await socket.SendAsync(new[] { (byte)'{', End }, WebSocketMessageType.Binary, endOfMessage: true, TestContext.Current.CancellationToken);
            await UntilClosedAsync(socket);
        }

        await Eventually.TrueAsync(async () => await Record.ExceptionAsync(async () => (await ConnectAsync(ann, "json")).Dispose()) is WebSocketException);
    }

    static async Task<ClientWebSocket> ConnectAsync(Client.Employee employee, string protocol)
    {
        var socket = new ClientWebSocket();
        socket.Options.Cookies = employee.Cookies;
        socket.Options.SetRequestHeader("Origin", employee.Server.GetLeftPart(UriPartial.Authority));
        var address = new UriBuilder(new Uri(employee.Server, "/hubs/messenger")) { Scheme = "ws" };
        await socket.ConnectAsync(address.Uri, TestContext.Current.CancellationToken);
        byte[] handshake = [.. Encoding.UTF8.GetBytes($$"""{"protocol":"{{protocol}}","version":1}"""), End];
        await socket.SendAsync(handshake, WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
        return socket;
    }

    /// <summary>The handshake's answer and pings may come before the end.</summary>
    static async Task UntilClosedAsync(ClientWebSocket socket)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[4_096];
        try
        {
            while ((await socket.ReceiveAsync(buffer, late.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // Cut without a goodbye.
        }
    }
}

using System.Net.WebSockets;
using System.Text;
using Messenger.Faults.Workload;

namespace Messenger.Faults.Nemesis;

/// <summary>The hub over a bare WebSocket.</summary>
static class HubSocket
{
    public const string Handshake = """{"protocol":"json","version":1}""";
    const char RecordSeparator = '\u001e';

    public static Task ConnectAsync(ClientWebSocket socket, Uri node, DeviceSession session, HttpMessageInvoker? invoker, CancellationToken cancellationToken) =>
        ConnectAsync(socket, node, session.Plan.Cookie, invoker, cancellationToken);

    public static Task ConnectAsync(ClientWebSocket socket, Uri node, string cookie, HttpMessageInvoker? invoker, CancellationToken cancellationToken)
    {
        socket.Options.SetRequestHeader("Cookie", cookie);
        socket.Options.SetRequestHeader("Origin", node.GetLeftPart(UriPartial.Authority));
        return socket.ConnectAsync(new UriBuilder(node) { Scheme = "ws", Path = "/hubs/messenger" }.Uri, invoker, cancellationToken);
    }

    public static Task SendAsync(ClientWebSocket socket, string record, CancellationToken cancellationToken) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(record + RecordSeparator), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
}

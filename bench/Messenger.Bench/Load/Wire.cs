using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Hubs.Wire;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Bench.Load;

/// <summary>
/// Writes calls as SignalR's client does, and reads no more of what comes than is counted: a generator that made objects of everything would
/// cost more than the server that it measures.
/// </summary>
abstract class Wire
{
    /// <summary>In each text that is said; what is received is counted by it, whatever it travels in.</summary>
    public const string Mark = "#bench#";

    static readonly byte[] MarkBytes = Encoding.UTF8.GetBytes(Mark);

    /// <summary>The protocol's first words.</summary>
    public abstract ReadOnlyMemory<byte> Handshake { get; }

    /// <summary>Whether its WebSocket messages are text.</summary>
    public abstract bool IsText { get; }

    /// <summary>The wire of a kind.</summary>
    /// <param name="kind">Which protocol.</param>
    /// <param name="contracts">By the rules of Messenger's contracts; else as SignalR has it.</param>
    public static Wire Of(WireKind kind, bool contracts)
    {
        var signalR = new ServiceCollection().AddSignalRCore();
        if (contracts) signalR.AddContractsProtocols();
        else signalR.AddJsonProtocol().AddMessagePackProtocol();
        using var services = signalR.Services.BuildServiceProvider();
        var protocol = services.GetServices<IHubProtocol>().Last(p => p.Name == (kind == WireKind.Json ? "json" : "messagepack"));
        return kind == WireKind.Json ? new JsonWire(protocol) : new MessagePackWire(protocol);
    }

    /// <summary>A call.</summary>
    public abstract ReadOnlyMemory<byte> Call(int id, string target, object argument);

    /// <summary>Reads one WebSocket message; answers how many marked messages were pushed in it.</summary>
    public abstract int Read(ReadOnlySpan<byte> message, Action<int, bool> answered);

    /// <summary>The page of a <c>Sync</c>, if its answer is in this WebSocket message.</summary>
    public SyncResult? ReadSync(ReadOnlyMemory<byte> message)
    {
        var rest = new ReadOnlySequence<byte>(message);
        while (Protocol.TryParseMessage(ref rest, SyncBinder.Instance, out var parsed))
            if (parsed is CompletionMessage { Result: Reply<SyncResult> { Value: { } page } }) return page;
        return null;
    }

    protected abstract IHubProtocol Protocol { get; }

    /// <summary>How often the mark is in there.</summary>
    public static int Count(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        for (var at = bytes.IndexOf(MarkBytes); at >= 0; at = bytes.IndexOf(MarkBytes))
        {
            count++;
            bytes = bytes[(at + MarkBytes.Length)..];
        }
        return count;
    }

    /// <summary>All that is asked for besides sends is a <c>Sync</c>; pushes are passed over.</summary>
    sealed class SyncBinder : IInvocationBinder
    {
        public static readonly SyncBinder Instance = new();

        public Type GetReturnType(string invocationId) => typeof(Reply<SyncResult>);

        public IReadOnlyList<Type> GetParameterTypes(string methodName) => throw new InvalidOperationException("A push.");

        public Type GetStreamItemType(string streamId) => throw new InvalidOperationException("A stream.");
    }

    sealed class JsonWire(IHubProtocol protocol) : Wire
    {
        protected override IHubProtocol Protocol => protocol;

        static readonly byte[] Completion = "{\"type\":3,\"invocationId\":\""u8.ToArray();
        static readonly byte[] Invocation = "{\"type\":1,"u8.ToArray();

        public override ReadOnlyMemory<byte> Handshake { get; } = Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e");

        public override bool IsText => true;

        public override ReadOnlyMemory<byte> Call(int id, string target, object argument) =>
            protocol.GetMessageBytes(new InvocationMessage(id.ToString(System.Globalization.CultureInfo.InvariantCulture), target, [argument]));

        public override int Read(ReadOnlySpan<byte> message, Action<int, bool> answered)
        {
            var count = 0;
            while (message.IndexOf((byte)0x1e) is >= 0 and var end)
            {
                var record = message[..end];
                message = message[(end + 1)..];
                if (record.StartsWith(Completion))
                {
                    if (Utf8Parser.TryParse(record[Completion.Length..], out int id, out _)) answered(id, record.IndexOf("\"error\":"u8) < 0);
                }
                else if (record.StartsWith(Invocation))
                {
                    count += Count(record);
                }
            }
            return count;
        }
    }

    sealed class MessagePackWire(IHubProtocol protocol) : Wire
    {
        protected override IHubProtocol Protocol => protocol;

        public override ReadOnlyMemory<byte> Handshake { get; } = Encoding.UTF8.GetBytes("{\"protocol\":\"messagepack\",\"version\":1}\u001e");

        public override bool IsText => false;

        public override ReadOnlyMemory<byte> Call(int id, string target, object argument) =>
            protocol.GetMessageBytes(new InvocationMessage(id.ToString(System.Globalization.CultureInfo.InvariantCulture), target, [argument]));

        public override int Read(ReadOnlySpan<byte> message, Action<int, bool> answered)
        {
            var count = 0;
            if (message is [(byte)'{', ..]) return 0; // the answer to the handshake is JSON in every protocol
            while (message.Length > 0)
            {
                var (length, shift) = (0, 0);
                byte part;
                do
                {
                    part = message[0];
                    message = message[1..];
                    length |= (part & 0x7f) << shift;
                    shift += 7;
                }
                while ((part & 0x80) != 0);
                var frame = message[..length];
                message = message[length..];
                // [type, headers, invocationId, …]: an array of up to 15 with a small number first
                switch (frame[1])
                {
                    case 1:
                        count += Count(frame);
                        break;
                    case 3:
                        answered(IdOf(frame[3..]), IsGood(frame));
                        break;
                }
            }
            return count;
        }

        /// <summary>A short string of digits (fixstr).</summary>
        static int IdOf(ReadOnlySpan<byte> text)
        {
            var id = 0;
            foreach (var digit in text.Slice(1, text[0] & 0x1f)) id = (10 * id) + digit - '0';
            return id;
        }

        /// <summary>A reply of the contracts is a map whose first key says whether it is a value; a completion without a value is void.</summary>
        static bool IsGood(ReadOnlySpan<byte> frame)
        {
            var rest = frame[(4 + (frame[3] & 0x1f))..];
            return rest[0] == 2 || (rest[0] == 3 && rest.IndexOf("error"u8) is < 0 or > 4);
        }
    }
}

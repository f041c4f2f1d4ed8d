using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Messenger.Contracts;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Messenger.Hubs.Wire;

/// <summary>
/// Answers a call whose arguments do not bind (wrong type or number, missing field, unknown value, unknown method) with the code
/// <c>invalid_request</c> like any other refusal, where SignalR by itself answers with prose. It lets the failure of the inner protocol
/// pass through the dispatcher under a mark, and turns the completion with that mark into a reply. A frame that is no message at all
/// still ends its connection, which is SignalR's way.
/// </summary>
sealed class ContractsHubProtocol(IHubProtocol inner) : IHubProtocol
{
    /// <summary>The dispatcher hands on the text of a HubException, and of nothing else. Who forges it is told what he asked for.</summary>
    const string Mark = "HubException: messenger/invalid_request";

    static readonly Reply<Done> Refused = new() { Error = new Refusal { Code = ErrorCode.InvalidRequest } };

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public int Version => inner.Version;

    /// <inheritdoc/>
    public TransferFormat TransferFormat => inner.TransferFormat;

    /// <inheritdoc/>
    public bool IsVersionSupported(int version) => inner.IsVersionSupported(version);

    /// <inheritdoc/>
    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        if (!inner.TryParseMessage(ref input, binder, out message)) return false;
        message = message switch
        {
            InvocationBindingFailureMessage failure => Unbound(failure.InvocationId, failure.Target),
            InvocationMessage call when Array.IndexOf(call.Arguments, null) >= 0 => Unbound(call.InvocationId, call.Target),
            _ => message,
        };
        return true;
    }

    /// <inheritdoc/>
    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => inner.WriteMessage(Coded(message), output);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => inner.GetMessageBytes(Coded(message));

    static InvocationBindingFailureMessage Unbound(string? invocationId, string target) =>
        new(invocationId, target, ExceptionDispatchInfo.Capture(new HubException(Mark["HubException: ".Length..])));

    static HubMessage Coded(HubMessage message) =>
        message is CompletionMessage { Error: { } error, InvocationId: { } id } && error.EndsWith(Mark, StringComparison.Ordinal)
            ? CompletionMessage.WithResult(id, Refused)
            : message;
}

using MessagePack;

namespace Messenger.Hubs.Wire;

/// <summary>
/// How contracts travel as MessagePack: the shape of their JSON. Maps with camelCase keys, enums by name, UUIDs as text, times as the
/// timestamp extension; absent instead of null, unknown fields skipped, anything else that does not fit refused with
/// <c>MessagePackSerializationException</c>. No types by name, no compression.
/// </summary>
static class ContractsMessagePack
{
    /// <summary>Deepest nesting, the same as for JSON.</summary>
    public const int MaxDepth = 16;

    /// <summary>The options, for server and client alike.</summary>
    public static MessagePackSerializerOptions Options { get; } = MessagePackSerializerOptions.Standard
        .WithResolver(new ContractsResolver())
        .WithCompression(MessagePackCompression.None)
        .WithSecurity(MessagePackSecurity.UntrustedData.WithMaximumObjectGraphDepth(MaxDepth));
}

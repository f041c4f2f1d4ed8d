using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Recording;

/// <summary>Makes rows of a history from messages of the wire.</summary>
static class Rows
{
    public static IReadOnlyList<Row> From(IEnumerable<Message> messages) => [.. messages.Select(From)];

    public static Row From(Message message) =>
        new(message.Seq, message.Version, message.SenderId, message.ClientMessageId ?? Guid.Empty, HashOf(ContentOf(message)))
        {
            Joined = message.System is { Event: SystemEvent.MembersAdded } added ? added.UserIds : null,
            Left = message.System switch
            {
                { Event: SystemEvent.MemberRemoved } removed => removed.UserIds,
                { Event: SystemEvent.MemberLeft } => [message.SenderId],
                _ => null,
            },
        };

    /// <summary>The first 64 bits of the text's SHA-256.</summary>
    public static ulong HashOf(string text) => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    static string ContentOf(Message message) => message.Text ?? JsonSerializer.Serialize(message.System!, ContractsJson.Default.SystemEntry);
}

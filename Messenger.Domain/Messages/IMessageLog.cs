using Messenger.Contracts;
using Messenger.Contracts.Messages;

namespace Messenger.Domain.Messages;

/// <summary>
/// The log of all conversations. In one transaction a batch locks its conversations, answers what is stored already, checks membership,
/// numbers and inserts the rest, and advances the counters. Refusals: <see cref="ErrorCode.NotAMember"/>, <see cref="ErrorCode.UserDeactivated"/>.
/// </summary>
public interface IMessageLog : IBatchWriter<NewMessage, Message>;

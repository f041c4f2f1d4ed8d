namespace Messenger.Domain.Messages;

/// <summary>A message to be appended; its text has passed the rules.</summary>
public sealed record NewMessage(Guid ConversationId, Guid SenderId, Guid ClientMessageId, string Text);

using Messenger.Contracts;
using Messenger.Contracts.Presence;

namespace Messenger.Domain.Presence;

/// <summary>Who may see typing in a conversation.</summary>
public interface ITypingRights
{
    /// <summary>The conversation's delivery epoch, if the user is a member; it goes up when somebody is removed.</summary>
    Task<int?> GetEpochAsync(Guid user, Guid conversationId, CancellationToken cancellationToken);
}

/// <summary>Pushes that somebody types.</summary>
public interface ITypingDelivery
{
    /// <summary>To those who look at the conversation since this epoch; a hint, which neither waits nor throws.</summary>
    void Publish(TypingState state, int epoch);
}

/// <summary>Tells who types.</summary>
public sealed class Typist(ITypingRights rights, ITypingDelivery delivery)
{
    /// <summary>Members only, and only to members.</summary>
    public async Task<Result<Done>> SetTypingAsync(Guid caller, SetTyping request, CancellationToken cancellationToken)
    {
        if (await rights.GetEpochAsync(caller, request.ConversationId, cancellationToken) is not { } epoch) return ErrorCode.NotAMember;
        delivery.Publish(new() { ConversationId = request.ConversationId, UserId = caller, Active = request.Active }, epoch);
        return new Done();
    }
}

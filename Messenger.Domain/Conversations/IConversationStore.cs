using Messenger.Contracts;
using Messenger.Contracts.Conversations;

namespace Messenger.Domain.Conversations;

/// <summary>A group to be made.</summary>
public sealed record NewGroup(Guid Id, Guid OwnerId, string Title, string? Description, HistoryVisibility History, IReadOnlyList<Guid> MemberIds)
{
    /// <summary>Who can find it.</summary>
    public Visibility Visibility { get; init; } = Visibility.Private;

    /// <summary>How people come into it by themselves, when it is public.</summary>
    public Joining Joining { get; init; } = Joining.Invited;
}

/// <summary>A conversation that was asked for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Created">It did not exist before.</param>
/// <param name="UserIds">Its members.</param>
public sealed record StartedConversation(Guid Id, bool Created, IReadOnlyList<Guid> UserIds);

/// <summary>Writes conversations and memberships.</summary>
public interface IConversationStore
{
    /// <summary>
    /// Finds or makes the one conversation of two active users, who may be the same. Refusals: <see cref="ErrorCode.UserNotFound"/>,
    /// <see cref="ErrorCode.UserDeactivated"/>.
    /// </summary>
    Task<Result<StartedConversation>> StartDirectAsync(Guid id, Guid caller, Guid peer, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a group, or finds the one that the same owner made under the same id. Refusals: <see cref="ErrorCode.UserNotFound"/> when a member
    /// is unknown or deactivated, <see cref="ErrorCode.InvalidRequest"/> when the id is another conversation's.
    /// </summary>
    Task<Result<StartedConversation>> StartGroupAsync(NewGroup group, CancellationToken cancellationToken);

    /// <summary>
    /// The picture of a group that the reader is in or can find; <see cref="ErrorCode.NotAMember"/> otherwise, or <see cref="ErrorCode.NotFound"/> when it
    /// has none.
    /// </summary>
    Task<Result<AvatarImage>> GetAvatarAsync(Guid reader, Guid conversationId, CancellationToken cancellationToken);

    /// <summary>Moves the first message that a member sees past a seq, and his read cursor with it; never back. The refusal, or null.</summary>
    Task<ErrorCode?> ClearAsync(Guid userId, Guid conversationId, long upTo, CancellationToken cancellationToken);

    /// <summary>
    /// In one transaction: locks the conversation, asks what to do, and writes it. <see cref="ErrorCode.NotAMember"/> when it does not exist.
    /// </summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="caller">In whose name.</param>
    /// <param name="users">Whose roles and accounts <paramref name="decide"/> needs besides the caller's.</param>
    /// <param name="link">The link by which the caller comes, if <paramref name="decide"/> needs one.</param>
    /// <param name="decide">Decides by the locked state; an edit without entries changes nothing.</param>
    /// <param name="cancellationToken">Ends the wait for the lock; not the commit.</param>
    Task<Result<GroupChange>> ChangeAsync(
        Guid conversationId, Guid caller, IReadOnlyList<Guid> users, Guid? link, Func<GroupState, Result<GroupEdit>> decide, CancellationToken cancellationToken);
}

using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;

namespace Messenger.Domain.Conversations;

/// <summary>Reads heads and memberships as one user may see them.</summary>
public interface IConversationReader
{
    /// <summary>One head; <see cref="ErrorCode.NotAMember"/> otherwise.</summary>
    Task<Result<ConversationHead>> GetHeadAsync(Guid reader, Guid conversationId, CancellationToken cancellationToken);

    /// <summary>A page of the user's conversations, latest activity first; <see cref="ErrorCode.InvalidRequest"/> for a foreign cursor.</summary>
    Task<Result<ConversationPage>> GetHeadsAsync(Guid reader, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>A page of the members; <see cref="ErrorCode.NotAMember"/> otherwise.</summary>
    Task<Result<MemberPage>> GetMembersAsync(Guid reader, Guid conversationId, Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>All members, for whoever is one; nobody otherwise.</summary>
    Task<IReadOnlyList<Guid>> GetMemberIdsAsync(Guid reader, Guid conversationId, CancellationToken cancellationToken);

    /// <summary>What changed among the user's conversations since the token; <see cref="ErrorCode.InvalidRequest"/> for a token that is none of ours.</summary>
    Task<Result<SyncRead>> SyncAsync(Guid reader, string? token, CancellationToken cancellationToken);

    /// <summary>The groups that the user's connections belong into: those of all his large conversations.</summary>
    Task<IReadOnlyList<GroupAudience>> GetGroupsAsync(Guid reader, CancellationToken cancellationToken);
}

/// <summary>What a sync answers, and what live delivery needs to know of it.</summary>
/// <param name="Result">The answer.</param>
/// <param name="Groups">The groups of the large conversations among its heads, read in the same snapshot.</param>
public sealed record SyncRead(SyncResult Result, IReadOnlyList<GroupAudience> Groups);

/// <summary>Answers which conversations a user has, and with whom.</summary>
public sealed class ConversationLister(IConversationReader reader)
{
    const int MaxPage = 500;

    /// <summary>One conversation.</summary>
    public Task<Result<ConversationHead>> GetAsync(Guid caller, Guid conversationId, CancellationToken cancellationToken) =>
        reader.GetHeadAsync(caller, conversationId, cancellationToken);

    /// <summary>A page of them.</summary>
    public async Task<Result<ConversationPage>> ListAsync(Guid caller, string? after, int limit, CancellationToken cancellationToken) =>
        limit is < 1 or > MaxPage ? ErrorCode.InvalidRequest : await reader.GetHeadsAsync(caller, after, limit, cancellationToken);

    /// <summary>A page of one's members.</summary>
    public async Task<Result<MemberPage>> ListMembersAsync(Guid caller, Guid conversationId, string? after, int limit, CancellationToken cancellationToken)
    {
        if (!IdCursor.TryParse(after, out var from)) return ErrorCode.InvalidRequest;
        return limit is < 1 or > MaxPage ? ErrorCode.InvalidRequest : await reader.GetMembersAsync(caller, conversationId, from, limit, cancellationToken);
    }

    /// <summary>What changed since the last time.</summary>
    public Task<Result<SyncRead>> SyncAsync(Guid caller, Sync request, CancellationToken cancellationToken) =>
        reader.SyncAsync(caller, request.Token, cancellationToken);

    /// <summary>The groups that the caller's connections belong into.</summary>
    public Task<IReadOnlyList<GroupAudience>> GetGroupsAsync(Guid caller, CancellationToken cancellationToken) =>
        reader.GetGroupsAsync(caller, cancellationToken);
}

using Messenger.Contracts;
using Messenger.Contracts.Conversations;

namespace Messenger.Domain.Conversations;

/// <summary>Reads and writes what leads into groups. Joining itself is a change of the group: <see cref="IConversationStore.ChangeAsync"/>.</summary>
public interface IJoinStore
{
    /// <summary>A page of the public groups whose title or description contains the query; <see cref="ErrorCode.InvalidRequest"/> for a foreign cursor.</summary>
    Task<Result<ChannelPage>> FindChannelsAsync(Guid reader, string? query, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Those who ask to join; refused to all but administrators.</summary>
    Task<Result<JoinRequestList>> GetRequestsAsync(Guid reader, Guid conversationId, CancellationToken cancellationToken);

    /// <summary>Makes a link whose token has this hash, or gives it to the caller's link with that id; refused to all but administrators, and <see cref="ErrorCode.TooMany"/>.</summary>
    Task<Result<JoinLink>> CreateLinkAsync(Guid caller, Guid conversationId, NewJoinLink link, CancellationToken cancellationToken);

    /// <summary>The links that are good; refused to all but administrators.</summary>
    Task<Result<JoinLinkList>> GetLinksAsync(Guid reader, Guid conversationId, CancellationToken cancellationToken);

    /// <summary>Ends a link; refused to all but administrators, and <see cref="ErrorCode.NotFound"/>.</summary>
    Task<Result<Done>> EndLinkAsync(Guid caller, Guid conversationId, Guid linkId, CancellationToken cancellationToken);

    /// <summary>Removes links that nobody can follow any more.</summary>
    Task RemovePastLinksAsync(CancellationToken cancellationToken);

    /// <summary>Where a good link leads; <see cref="ErrorCode.LinkInvalid"/> otherwise.</summary>
    Task<Result<FoundJoinLink>> FindLinkAsync(Guid reader, byte[] tokenHash, CancellationToken cancellationToken);
}

/// <summary>A link to be made.</summary>
public sealed record NewJoinLink(Guid Id, byte[] TokenHash, DateTimeOffset ExpiresAt, int? Uses, bool NeedsApproval);

/// <summary>A link that was found.</summary>
public sealed record FoundJoinLink(Guid Id, JoinPreview Preview);

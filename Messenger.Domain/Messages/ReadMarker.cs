using Messenger.Contracts;
using Messenger.Contracts.Messages;

namespace Messenger.Domain.Messages;

/// <summary>A read cursor to be moved forward.</summary>
public sealed record ReadAdvance(Guid ConversationId, Guid UserId, long Seq);

/// <summary>
/// Read cursors, merged by maximum. Refusals: <see cref="ErrorCode.NotAMember"/>; <see cref="ErrorCode.InvalidRequest"/> for a seq beyond
/// the conversation's own.
/// </summary>
public interface IReadCursors : IBatchWriter<ReadAdvance, ReadState>;

/// <summary>Moves read cursors.</summary>
public sealed class ReadMarker(GroupCommit<ReadAdvance, ReadState> cursors)
{
    /// <summary>Answers the cursor as it is now, which may be further on.</summary>
    public async Task<Result<ReadState>> MarkReadAsync(Guid caller, MarkRead request, CancellationToken cancellationToken)
    {
        if (request.Seq < 0) return ErrorCode.InvalidRequest;
        return await cursors.WriteAsync(new(request.ConversationId, caller, request.Seq), cancellationToken);
    }
}

using Messenger.Contracts;
using Messenger.Contracts.Messages;

namespace Messenger.Domain.Messages;

/// <summary>Reads the log as one member may see it.</summary>
public interface IMessageReader
{
    /// <summary>A page; <see cref="ErrorCode.NotAMember"/> otherwise.</summary>
    Task<Result<MessagePage>> GetPageAsync(Guid reader, GetMessages request, CancellationToken cancellationToken);

    /// <summary>The changes after a version, up to a page; <see cref="ErrorCode.NotAMember"/> otherwise.</summary>
    Task<Result<ConversationChanges>> GetChangesAsync(Guid reader, GetChanges request, CancellationToken cancellationToken);
}

/// <summary>Answers requests for history and catch-up.</summary>
public sealed class MessageReader(IMessageReader reader)
{
    /// <summary>Rows of one page, at most.</summary>
    public const int MaxPage = 200;

    /// <summary>A page before, after or around a place.</summary>
    public async Task<Result<MessagePage>> GetMessagesAsync(Guid caller, GetMessages request, CancellationToken cancellationToken)
    {
        long?[] places = [request.Before, request.After, request.Around, request.AroundTime?.UtcTicks];
        if (places.Count(p => p is not null) > 1 || places.Any(p => p < 0) || request.Limit is < 1 or > MaxPage) return ErrorCode.InvalidRequest;
        return await reader.GetPageAsync(caller, request, cancellationToken);
    }

    /// <summary>What changed after the version that the client holds.</summary>
    public async Task<Result<ConversationChanges>> GetChangesAsync(Guid caller, GetChanges request, CancellationToken cancellationToken)
    {
        if (request.Since < 0) return ErrorCode.InvalidRequest;
        return await reader.GetChangesAsync(caller, request, cancellationToken);
    }
}

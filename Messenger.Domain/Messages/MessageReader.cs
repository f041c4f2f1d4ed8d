using Messenger.Contracts;
using Messenger.Contracts.Files;
using Messenger.Contracts.Messages;

namespace Messenger.Domain.Messages;

/// <summary>What is taken along when a message is forwarded.</summary>
/// <param name="Line">Its text, from whom, and when.</param>
/// <param name="Files">Its files; null when it has none.</param>
public sealed record TextToForward(CardLine Line, IReadOnlyList<Attachment>? Files);

/// <summary>Reads the log as one member may see it.</summary>
public interface IMessageReader
{
    /// <summary>A page; <see cref="ErrorCode.NotAMember"/> otherwise.</summary>
    Task<Result<MessagePage>> GetPageAsync(Guid reader, GetMessages request, CancellationToken cancellationToken);

    /// <summary>The changes after a version, up to a page; <see cref="ErrorCode.NotAMember"/> otherwise.</summary>
    Task<Result<ConversationChanges>> GetChangesAsync(Guid reader, GetChanges request, CancellationToken cancellationToken);

    /// <summary>A page of a thread; <see cref="ErrorCode.NotAMember"/> otherwise, or <see cref="ErrorCode.NotFound"/>.</summary>
    Task<Result<ThreadPage>> GetThreadAsync(Guid reader, GetThread request, CancellationToken cancellationToken);

    /// <summary>The threads that the reader follows; <see cref="ErrorCode.InvalidRequest"/> for a foreign cursor.</summary>
    Task<Result<ThreadList>> GetThreadsAsync(Guid reader, GetThreads request, CancellationToken cancellationToken);

    /// <summary>Who follows a thread; <see cref="ErrorCode.NotAMember"/> otherwise, or <see cref="ErrorCode.NotFound"/>.</summary>
    Task<Result<FollowerList>> GetFollowersAsync(Guid reader, Guid conversationId, long threadSeq, CancellationToken cancellationToken);

    /// <summary>The pinned messages; <see cref="ErrorCode.NotAMember"/> otherwise.</summary>
    Task<Result<PinList>> GetPinsAsync(Guid reader, Guid conversationId, CancellationToken cancellationToken);

    /// <summary>
    /// Who has reacted with one emoji, after the user <paramref name="after"/>; <see cref="ErrorCode.NotAMember"/> otherwise, or
    /// <see cref="ErrorCode.NotFound"/>.
    /// </summary>
    Task<Result<ReactionPage>> GetReactionsAsync(
        Guid reader, Guid conversationId, long seq, string emoji, Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Texts that may be forwarded, in the order asked for; those that are recalled, vanish, or are out of the reader's sight are left out.
    /// <see cref="ErrorCode.NotAMember"/> otherwise.
    /// </summary>
    Task<Result<IReadOnlyList<TextToForward>>> GetTextsAsync(Guid reader, Guid conversationId, IReadOnlyList<long> seqs, CancellationToken cancellationToken);

    /// <summary>The lines of a card after so many; <see cref="ErrorCode.NotAMember"/> otherwise, or <see cref="ErrorCode.NotFound"/>.</summary>
    Task<Result<CardPage>> GetCardAsync(Guid reader, GetCard request, CancellationToken cancellationToken);

    /// <summary>
    /// Who has chosen one answer of a poll, after a user, and what the reader has chosen; <see cref="ErrorCode.NotAMember"/> otherwise, or
    /// <see cref="ErrorCode.NotFound"/>.
    /// </summary>
    Task<Result<VoterPage>> GetVotersAsync(Guid reader, Guid conversationId, long seq, int answer, Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Who has read a message; <see cref="ErrorCode.NotAMember"/> otherwise, or <see cref="ErrorCode.NotFound"/>, or <see cref="ErrorCode.TooManyMembers"/> where receipts are
    /// off.
    /// </summary>
    Task<Result<ReaderList>> GetReadersAsync(Guid reader, Guid conversationId, long seq, CancellationToken cancellationToken);

    /// <summary>
    /// The texts that a message had, for its sender and the administrators of its group; <see cref="ErrorCode.NotAMember"/>,
    /// <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.Forbidden"/> or <see cref="ErrorCode.MessageGone"/> otherwise.
    /// </summary>
    Task<Result<EarlierTexts>> GetEarlierTextsAsync(Guid reader, Guid conversationId, long seq, CancellationToken cancellationToken);
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

    /// <summary>A page of a thread.</summary>
    public async Task<Result<ThreadPage>> GetThreadAsync(Guid caller, GetThread request, CancellationToken cancellationToken)
    {
        if (request.ThreadSeq < 1 || request.Before < 1 || request.Limit is < 1 or > MaxPage) return ErrorCode.InvalidRequest;
        return await reader.GetThreadAsync(caller, request, cancellationToken);
    }

    /// <summary>The threads that the caller follows.</summary>
    public async Task<Result<ThreadList>> GetThreadsAsync(Guid caller, GetThreads request, CancellationToken cancellationToken) =>
        request.Limit is < 1 or > 100 ? ErrorCode.InvalidRequest : await reader.GetThreadsAsync(caller, request, cancellationToken);

    /// <summary>Who follows a thread.</summary>
    public async Task<Result<FollowerList>> GetFollowersAsync(Guid caller, Guid conversationId, long threadSeq, CancellationToken cancellationToken) =>
        threadSeq < 1 ? ErrorCode.InvalidRequest : await reader.GetFollowersAsync(caller, conversationId, threadSeq, cancellationToken);

    /// <summary>The pinned messages.</summary>
    public Task<Result<PinList>> GetPinsAsync(Guid caller, Guid conversationId, CancellationToken cancellationToken) =>
        reader.GetPinsAsync(caller, conversationId, cancellationToken);

    /// <summary>Who has reacted with one emoji.</summary>
    public async Task<Result<ReactionPage>> GetReactionsAsync(
        Guid caller, Guid conversationId, long seq, string emoji, string? after, int limit, CancellationToken cancellationToken)
    {
        if (!IdCursor.TryParse(after, out var from)) return ErrorCode.InvalidRequest;
        if (seq < 1 || !Emoji.IsOne(emoji) || limit is < 1 or > MaxPage) return ErrorCode.InvalidRequest;
        return await reader.GetReactionsAsync(caller, conversationId, seq, emoji, from, limit, cancellationToken);
    }

    /// <summary>The messages of a card.</summary>
    public async Task<Result<CardPage>> GetCardAsync(Guid caller, GetCard request, CancellationToken cancellationToken) =>
        request.Seq < 1 || request.After < 0 ? ErrorCode.InvalidRequest : await reader.GetCardAsync(caller, request, cancellationToken);

    /// <summary>Who has chosen one answer of a poll.</summary>
    public async Task<Result<VoterPage>> GetVotersAsync(
        Guid caller, Guid conversationId, long seq, int option, string? after, int limit, CancellationToken cancellationToken)
    {
        if (!IdCursor.TryParse(after, out var from)) return ErrorCode.InvalidRequest;
        if (seq < 1 || option < 0 || limit is < 1 or > MaxPage) return ErrorCode.InvalidRequest;
        return await reader.GetVotersAsync(caller, conversationId, seq, option, from, limit, cancellationToken);
    }

    /// <summary>Who has read a message.</summary>
    public async Task<Result<ReaderList>> GetReadersAsync(Guid caller, Guid conversationId, long seq, CancellationToken cancellationToken) =>
        seq < 1 ? ErrorCode.InvalidRequest : await reader.GetReadersAsync(caller, conversationId, seq, cancellationToken);

    /// <summary>The texts that a message had.</summary>
    public async Task<Result<EarlierTexts>> GetEarlierTextsAsync(Guid caller, Guid conversationId, long seq, CancellationToken cancellationToken) =>
        seq < 1 ? ErrorCode.InvalidRequest : await reader.GetEarlierTextsAsync(caller, conversationId, seq, cancellationToken);
}

using Messenger.Contracts;
using Messenger.Contracts.Files;

namespace Messenger.Domain.Files;

/// <summary>Hands out files to those who may see the message that they came with.</summary>
public sealed class FileReader(IFileStore store, IFileStorage storage)
{
    const int MaxPage = 100;

    /// <summary>A file of a message.</summary>
    public async Task<Result<FileToServe>> FindAsync(Guid caller, Guid conversationId, long seq, Guid fileId, CancellationToken cancellationToken) =>
        await store.FindAsync(caller, conversationId, seq, fileId, cancellationToken) is { } file ? file : ErrorCode.NotFound;

    /// <summary>The content of a file, or of a smaller picture of it; it can be read from any place on.</summary>
    public async Task<Stream> OpenAsync(FileToServe file, ThumbnailSize? size, CancellationToken cancellationToken)
    {
        var key = size is { } smaller ? FileContent.Smaller(file.Content.Key, smaller) : file.Content.Key;
        return await storage.OpenAsync(key, cancellationToken) ?? throw new IOException($"The content {key} is missing.");
    }

    /// <summary>Files of a conversation, the latest first.</summary>
    public async Task<Result<ConversationFileList>> ListAsync(
        Guid caller, Guid conversationId, IReadOnlyList<FileKind>? kinds, DateTimeOffset? before, DateTimeOffset? after, string? cursor, int limit, CancellationToken cancellationToken)
    {
        (long, int)? behind = null;
        if (cursor is not null)
        {
            if (cursor.Split('.') is not [var seq, var place] || !long.TryParse(seq, out var atSeq) || !int.TryParse(place, out var atPlace)) return ErrorCode.InvalidRequest;
            behind = (atSeq, atPlace);
        }
        if (limit is < 1 or > MaxPage || before <= after) return ErrorCode.InvalidRequest;
        var listed = await store.ListAsync(caller, conversationId, new(kinds, before, after, behind, limit + 1), cancellationToken);
        return listed.Select(files => new ConversationFileList
        {
            Files = [.. files.Take(limit).Select(f => f.File)],
            Next = files.Count > limit ? $"{files[limit - 1].File.Seq}.{files[limit - 1].Place}" : null,
        });
    }
}

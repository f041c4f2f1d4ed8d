using Messenger.Contracts;
using Messenger.Contracts.Files;

namespace Messenger.Domain.Files;

/// <summary>The storage cannot be written to or read now: it is full, or away.</summary>
public sealed class StorageUnavailableException(string message, Exception cause) : IOException(message, cause);

/// <summary>Keeps contents by key. A content that is not written to its end is never there. Each member throws <see cref="StorageUnavailableException"/> when it cannot do it now.</summary>
public interface IFileStorage
{
    /// <summary>Writes a new content; when it returns, that is durable.</summary>
    Task WriteAsync(string key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken);

    /// <summary>A content, which can be read from any place on; null if there is none.</summary>
    Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken);

    /// <summary>Removes a content, if it is there.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>Removes what was begun to be written before a time, and is in no key.</summary>
    Task RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>All contents, each with its size and when it was written.</summary>
    IAsyncEnumerable<StoredContent> ListAsync(CancellationToken cancellationToken);
}

/// <summary>A content in the storage.</summary>
public sealed record StoredContent(string Key, long Size, DateTimeOffset WrittenAt);

/// <summary>A content that is complete: one, however often it was sent up.</summary>
/// <param name="Hash">SHA-256 of it.</param>
/// <param name="Key">Where it is.</param>
/// <param name="Size">Bytes.</param>
/// <param name="MediaType">Its type.</param>
/// <param name="Kind">What it is to people.</param>
public sealed record FileContent(byte[] Hash, string Key, long Size, string MediaType, FileKind Kind)
{
    /// <summary>Of a picture: pixels, upright.</summary>
    public int? Width { get; init; }

    /// <summary>Of a picture: pixels, upright.</summary>
    public int? Height { get; init; }

    /// <summary>Of a picture: a tiny one.</summary>
    public byte[]? Placeholder { get; init; }

    /// <summary>It has smaller pictures.</summary>
    public bool HasThumbnails { get; init; }

    /// <summary>Pages, where known.</summary>
    public int? Pages { get; init; }

    /// <summary>The content of a smaller picture of this one.</summary>
    public static string Smaller(string key, ThumbnailSize size) => $"{key}.{(size == ThumbnailSize.Small ? "small" : "large")}";

    /// <summary>All keys that belong to it.</summary>
    public static IEnumerable<string> KeysOf(string key) => [key, Smaller(key, ThumbnailSize.Small), Smaller(key, ThumbnailSize.Large)];
}

/// <summary>A smaller picture.</summary>
public enum ThumbnailSize
{
    /// <summary>At most 320 pixels wide and high.</summary>
    Small = 320,

    /// <summary>At most 1,280 pixels wide and high.</summary>
    Large = 1_280,
}

/// <summary>An upload all of which is here, to be made a file of.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Segments">The contents that it consists of, in order.</param>
/// <param name="Key">Where to put the whole.</param>
/// <param name="FormerKey">Where a try before this one may have put something.</param>
public sealed record UploadToFinish(Guid Id, string Name, long Size, IReadOnlyList<string> Segments, string Key, string? FormerKey);

/// <summary>What is sent to somebody who downloads.</summary>
public sealed record FileToServe(string Name, FileContent Content);

/// <summary>A page of files of a conversation, and which.</summary>
/// <param name="Kinds">Of these kinds; null for any.</param>
/// <param name="Before">Posted before.</param>
/// <param name="After">Posted at or after.</param>
/// <param name="Behind">Behind this place: the seq, and the place of the file in the message.</param>
/// <param name="Limit">So many.</param>
public sealed record FilesWanted(IReadOnlyList<FileKind>? Kinds, DateTimeOffset? Before, DateTimeOffset? After, (long Seq, int Place)? Behind, int Limit);

/// <summary>Keeps what is known about files.</summary>
public interface IFileStore
{
    /// <summary>Begins an upload, unless the user's files or those of all would have too many bytes: <see cref="ErrorCode.QuotaExceeded"/>.</summary>
    Task<Result<UploadedFile>> CreateAsync(Guid user, Guid id, string name, long size, CancellationToken cancellationToken);

    /// <summary>An upload of the user; null if there is none.</summary>
    Task<UploadedFile?> GetAsync(Guid user, Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// Takes segments that begin at an offset; false, and nothing is taken, if the upload is not at that offset (any more). The last one makes it <see cref="UploadState.Checking"/>.
    /// </summary>
    Task<bool> AdvanceAsync(Guid user, Guid id, long offset, IReadOnlyList<string> segments, long length, CancellationToken cancellationToken);

    /// <summary>Ends an upload, or removes a file that no message has; the keys of what it leaves. Null if there is none, or it is in use.</summary>
    Task<IReadOnlyList<string>?> RemoveAsync(Guid user, Guid id, CancellationToken cancellationToken);

    /// <summary>An upload to be finished, which nobody else takes for the time of a lease; null if there is none.</summary>
    Task<UploadToFinish?> TakeAsync(string newKey, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Prolongs the lease; false if it was lost.</summary>
    Task<bool> RenewAsync(UploadToFinish upload, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>What is known about a content; null if it is not there.</summary>
    Task<FileContent?> FindContentAsync(byte[] hash, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a file of an upload. Answers the key under which its content is kept: another than the given one if it was there already. Null if the lease was lost.
    /// </summary>
    Task<string?> FinishAsync(UploadToFinish upload, FileContent content, CancellationToken cancellationToken);

    /// <summary>Ends an upload that is harmful.</summary>
    Task RefuseAsync(UploadToFinish upload, CancellationToken cancellationToken);

    /// <summary>The user's files with these ids that are ready, which stay for the grace time at least from now on.</summary>
    Task<IReadOnlyDictionary<Guid, Attachment>> GetReadyAsync(Guid user, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>A file of a message that the reader may see; null otherwise.</summary>
    Task<FileToServe?> FindAsync(Guid reader, Guid conversationId, long seq, Guid fileId, CancellationToken cancellationToken);

    /// <summary>Files of a conversation, the latest first; <see cref="ErrorCode.NotAMember"/> otherwise.</summary>
    Task<Result<IReadOnlyList<(ConversationFile File, int Place)>>> ListAsync(Guid reader, Guid conversationId, FilesWanted wanted, CancellationToken cancellationToken);

    /// <summary>The user's files behind one of them, the latest first, and the bytes of all.</summary>
    Task<(IReadOnlyList<UploadedFile> Files, long Used)> ListOwnAsync(Guid user, Guid? behind, int limit, CancellationToken cancellationToken);

    /// <summary>Removes some uploads that have rested too long, files that no message has, and contents that no file has; the keys of what they leave.</summary>
    Task<IReadOnlyList<string>> SweepAsync(TimeSpan grace, CancellationToken cancellationToken);

    /// <summary>All contents that should be there.</summary>
    IAsyncEnumerable<FileContent> ListContentsAsync(CancellationToken cancellationToken);

    /// <summary>Of these keys those that belong to nothing.</summary>
    Task<IReadOnlyList<string>> FindExtraAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken);
}

/// <summary>Looks for harmful content.</summary>
public interface IVirusScanner
{
    /// <summary>True if it is clean. An <see cref="IOException"/> if that cannot be said now.</summary>
    Task<bool> IsCleanAsync(Stream content, CancellationToken cancellationToken);
}

/// <summary>What was made of a picture.</summary>
public sealed record MadePictures(int Width, int Height, byte[] Placeholder, byte[] Small, byte[] Large);

/// <summary>Makes smaller pictures.</summary>
public interface IPictureMaker
{
    /// <summary>Smaller ones of a picture; null if it is none, or too large, or takes too long.</summary>
    Task<MadePictures?> MakeAsync(Stream picture, CancellationToken cancellationToken);
}

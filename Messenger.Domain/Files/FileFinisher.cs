using System.Security.Cryptography;
using Messenger.Contracts.Files;

namespace Messenger.Domain.Files;

/// <summary>
/// Makes files of uploads that are complete: puts the segments together, without what pictures say about where and with what they were taken; names the
/// content by its hash; has it scanned; makes smaller pictures. A node that dies on the way leaves it to another when the lease ends.
/// </summary>
public sealed class FileFinisher(IFileStore store, IFileStorage storage, IPictureMaker pictures, IEnumerable<IVirusScanner> scanners, TimeProvider clock)
{
    static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Renewal = TimeSpan.FromSeconds(10);

    /// <summary>Finishes one upload; false if there is none.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var name = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        if (await store.TakeAsync($"contents/{name[^2..]}/{name}", Lease, cancellationToken) is not { } upload) return false;
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = new PeriodicTimer(Renewal, clock);
        var renewing = RenewAsync(upload, timer, lost);
        try
        {
            if (upload.FormerKey is { } former) await DeleteAsync(FileContent.KeysOf(former));
            await FinishAsync(upload, lost.Token);
        }
        finally
        {
            timer.Dispose();
            await renewing;
        }
        return true;
    }

    async Task RenewAsync(UploadToFinish upload, PeriodicTimer timer, CancellationTokenSource lost)
    {
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            if (lost.IsCancellationRequested || await store.RenewAsync(upload, Lease, CancellationToken.None)) continue;
            await lost.CancelAsync();
            return;
        }
    }

    async Task FinishAsync(UploadToFinish upload, CancellationToken cancellationToken)
    {
        var content = await PutTogetherAsync(upload, cancellationToken);
        if (await store.FindContentAsync(content.Hash, cancellationToken) is { } known)
        {
            content = known with { Key = content.Key };
        }
        else
        {
            if (!await IsCleanAsync(content.Key, cancellationToken))
            {
                await store.RefuseAsync(upload, cancellationToken);
                await DeleteAsync([content.Key, .. upload.Segments]);
                return;
            }
            if (content.Kind == FileKind.Image) content = await WithPicturesAsync(content, cancellationToken);
            else if (content.Kind == FileKind.Document) content = await WithPagesAsync(content, cancellationToken);
        }
        var kept = await store.FinishAsync(upload, content, cancellationToken);
        if (kept != content.Key) await DeleteAsync(FileContent.KeysOf(content.Key));
        if (kept is not null) await DeleteAsync(upload.Segments);
    }

    async Task<FileContent> PutTogetherAsync(UploadToFinish upload, CancellationToken cancellationToken)
    {
        var (type, kind) = (MediaTypes.Unknown, FileKind.Document);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = 0L;
        await storage.WriteAsync(upload.Key, async (target, stop) =>
        {
            await using var whole = new Segments(storage, upload.Segments);
            var beginning = new byte[MediaTypes.Looked];
            var looked = await whole.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, stop);
            (type, kind) = MediaTypes.Of(beginning.AsSpan(0, looked));
            await using var hashing = new HashingStream(target, hash);
            await PictureMetadata.CopyWithoutAsync(type, new PrefixedStream(beginning.AsMemory(0, looked), whole), hashing, stop);
            size = hashing.Written;
        }, cancellationToken);
        return new(hash.GetHashAndReset(), upload.Key, size, type, kind);
    }

    async Task<bool> IsCleanAsync(string key, CancellationToken cancellationToken)
    {
        foreach (var scanner in scanners)
        {
            await using var content = await OpenAsync(key, cancellationToken);
            if (!await scanner.IsCleanAsync(content, cancellationToken)) return false;
        }
        return true;
    }

    /// <summary>What cannot be made smaller is not shown by us either: it stays a document.</summary>
    async Task<FileContent> WithPicturesAsync(FileContent content, CancellationToken cancellationToken)
    {
        await using var picture = await OpenAsync(content.Key, cancellationToken);
        if (await pictures.MakeAsync(picture, cancellationToken) is not { } made) return content with { Kind = FileKind.Document, MediaType = MediaTypes.Unknown };
        await storage.WriteAsync(FileContent.Smaller(content.Key, ThumbnailSize.Small), async (target, stop) => await target.WriteAsync(made.Small, stop), cancellationToken);
        await storage.WriteAsync(FileContent.Smaller(content.Key, ThumbnailSize.Large), async (target, stop) => await target.WriteAsync(made.Large, stop), cancellationToken);
        return content with { Width = made.Width, Height = made.Height, Placeholder = made.Placeholder, HasThumbnails = true };
    }

    async Task<FileContent> WithPagesAsync(FileContent content, CancellationToken cancellationToken)
    {
        await using var document = await OpenAsync(content.Key, cancellationToken);
        return content with { Pages = await DocumentPages.CountAsync(content.MediaType, document, cancellationToken) };
    }

    async Task<Stream> OpenAsync(string key, CancellationToken cancellationToken) =>
        await storage.OpenAsync(key, cancellationToken) ?? throw new IOException($"The content {key} is missing.");

    async Task DeleteAsync(IEnumerable<string> keys)
    {
        foreach (var key in keys) await storage.DeleteAsync(key, CancellationToken.None);
    }
}

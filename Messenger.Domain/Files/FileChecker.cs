using System.Security.Cryptography;

namespace Messenger.Domain.Files;

/// <summary>What is wrong with a content.</summary>
public enum ContentFault
{
    /// <summary>It should be there, and is not.</summary>
    Missing,

    /// <summary>It is not what it was.</summary>
    Damaged,

    /// <summary>It is there, and nothing refers to it.</summary>
    Extra,
}

/// <summary>Compares the storage with what is known about files.</summary>
public sealed class FileChecker(IFileStore store, IFileStorage storage, FileSettings settings, TimeProvider clock)
{
    const int AtOnce = 500;

    /// <summary>All that is wrong. What is younger than the grace time is not called extra: it may be on its way.</summary>
    public async IAsyncEnumerable<(ContentFault Fault, string Key)> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var content in store.ListContentsAsync(cancellationToken))
        {
            if (await JudgeAsync(content, cancellationToken) is { } fault) yield return (fault, content.Key);
            if (!content.HasThumbnails) continue;
            foreach (var key in FileContent.KeysOf(content.Key).Skip(1))
            {
                await using var smaller = await storage.OpenAsync(key, cancellationToken);
                if (smaller is null) yield return (ContentFault.Missing, key);
            }
        }
        var young = clock.GetUtcNow() - settings.Grace;
        await foreach (var keys in storage.ListAsync(cancellationToken).Where(c => c.WrittenAt < young).Select(c => c.Key).Chunk(AtOnce).WithCancellation(cancellationToken))
            foreach (var key in await store.FindExtraAsync(keys, cancellationToken)) yield return (ContentFault.Extra, key);
    }

    async Task<ContentFault?> JudgeAsync(FileContent content, CancellationToken cancellationToken)
    {
        await using var stream = await storage.OpenAsync(content.Key, cancellationToken);
        if (stream is null) return ContentFault.Missing;
        return (await SHA256.HashDataAsync(stream, cancellationToken)).AsSpan().SequenceEqual(content.Hash) ? null : ContentFault.Damaged;
    }
}

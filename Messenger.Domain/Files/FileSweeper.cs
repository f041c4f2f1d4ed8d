namespace Messenger.Domain.Files;

/// <summary>Removes what nothing refers to, after a time.</summary>
public sealed class FileSweeper(IFileStore store, IFileStorage storage, FileSettings settings, TimeProvider clock)
{
    /// <summary>Removes all that is to be removed by now.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await store.SweepAsync(settings.Grace, cancellationToken) is { Count: > 0 } left)
            foreach (var key in left) await storage.DeleteAsync(key, cancellationToken);
        await storage.RemoveUnfinishedAsync(clock.GetUtcNow() - settings.Grace, cancellationToken);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Messenger.Contracts.Operations;
using Messenger.Domain.Files;
using Messenger.Domain.Operations;

namespace Messenger.Infrastructure.Files;

/// <summary>
/// Contents as files below one directory, which several nodes may share. A file is written under another name, forced to the disk, and then renamed; so is the
/// entry of its directory, on which a rename alone is lost with the power.
/// </summary>
sealed partial class DiskFileStorage(string root) : IFileStorage, IStorageReadings
{
    const string Unfinished = ".unfinished";

    public async Task WriteAsync(string key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        var temporary = Path.Combine(root, Unfinished, Path.GetRandomFileName());
        try
        {
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(temporary)!);
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))
            {
                await write(file, cancellationToken);
                file.Flush(flushToDisk: true);
            }
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path);
            for (var folder = Path.GetDirectoryName(path)!; folder.Length >= root.Length; folder = Path.GetDirectoryName(folder)!) Synchronize(folder);
        }
        catch (Exception e)
        {
            File.Delete(temporary);
            if (e is IOException or UnauthorizedAccessException) throw new StorageUnavailableException($"The file storage at {root} cannot be written: {e.Message}", e);
            throw;
        }
    }

    public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        try
        {
            File.Delete(path);
            // The folder of an upload is nobody else's. Others go with the next content that comes there, or stay.
            if (key.StartsWith("uploads/", StringComparison.Ordinal)) System.IO.Directory.Delete(Path.GetDirectoryName(path)!);
        }
        catch (IOException)
        {
            // Not there, or something else is in the folder.
        }
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<StoredContent> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (!System.IO.Directory.Exists(root)) yield break; // nothing was ever written
        foreach (var file in new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var key = Path.GetRelativePath(root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (!key.StartsWith(Unfinished, StringComparison.Ordinal)) yield return new(key, file.Length, file.LastWriteTimeUtc);
        }
    }

    public Task RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var folder = new DirectoryInfo(Path.Combine(root, Unfinished));
        if (folder.Exists)
            foreach (var file in folder.EnumerateFiles().Where(f => f.LastWriteTimeUtc < before.UtcDateTime)) file.Delete();
        return Task.CompletedTask;
    }

    public StorageKind Kind => StorageKind.Directory;

    /// <summary>Makes a file and removes it: a directory that can be seen may still take none.</summary>
    public async Task<StorageRoom> LookAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(root, Unfinished, Path.GetRandomFileName());
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.DeleteOnClose))
        {
            var drive = new DriveInfo(root);
            return new(drive.AvailableFreeSpace, drive.TotalSize);
        }
    }

    /// <summary>Keys are made by us, of letters, digits and hyphens between slashes.</summary>
    string PathOf(string key) => Path.Combine(root, key.Replace('/', Path.DirectorySeparatorChar));

    static void Synchronize(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(folder, 0);
        if (handle < 0) throw new IOException($"The directory {folder} cannot be opened: error {Marshal.GetLastPInvokeError()}.");
        var result = Fsync(handle);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(handle);
        if (result != 0) throw new IOException($"The directory {folder} cannot be forced to the disk: error {error}.");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}

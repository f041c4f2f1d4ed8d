namespace Messenger.Deployment;

/// <summary>A file system with a limit, in memory, so that it can be full. Only root can mount one.</summary>
sealed class SmallDisk : IAsyncDisposable
{
    SmallDisk(string folder) => Folder = folder;

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    string Filler => Path.Combine(Folder, "filler");

    public static async Task<SmallDisk> MountAsync(string folder, string size)
    {
        Directory.CreateDirectory(folder);
        await Child.RunAsync(["mount", "-t", "tmpfs", "-o", $"size={size},mode=0711", "tmpfs", folder]);
        var disk = new SmallDisk(folder);
        EndOfRunner.Do(disk, disk.UnmountAsync);
        return disk;
    }

    /// <summary>Takes all the room that is left.</summary>
    public void Fill()
    {
        try
        {
            using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1);
            var block = new byte[4_096];
            while (true) file.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Gives it back.</summary>
    public void Free() => File.Delete(Filler);

    /// <summary>What lies there is gone with it.</summary>
    public async ValueTask DisposeAsync()
    {
        await UnmountAsync();
        EndOfRunner.Forget(this);
    }

    Task UnmountAsync() => Child.RunAsync(["umount", "--lazy", Folder], mayFail: true);
}

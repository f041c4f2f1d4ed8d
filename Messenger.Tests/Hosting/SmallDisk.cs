using System.Diagnostics;
using Xunit;

namespace Messenger.Tests.Hosting;

/// <summary>A small file system in memory in the role of a disk. Only root can mount one.</summary>
sealed class SmallDisk : IAsyncDisposable
{
    readonly TestFolder _folder = TestFolder.Create();

    /// <summary>A folder that is not on the disk.</summary>
    public string Outside => _folder.In("outside");

    string MountPoint => _folder.In("disk");

    string Filler => In("filler");

    public static async Task<SmallDisk> MountAsync(string size)
    {
        var disk = new SmallDisk();
        Directory.CreateDirectory(disk.Outside);
        Directory.CreateDirectory(disk.MountPoint);
        await RunAsync("mount", "-t", "tmpfs", "-o", $"size={size},mode=0711", "tmpfs", disk.MountPoint);
        return disk;
    }

    public string In(string name) => Path.Combine(MountPoint, name);

    /// <summary>Takes all the room that is left.</summary>
    public void Fill()
    {
        try
        {
            using var file = File.Create(Filler, bufferSize: 1);
            var block = new byte[4096];
            while (true) file.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Gives it back.</summary>
    public void Free() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", MountPoint);
        await _folder.DisposeAsync();
    }

    static async Task RunAsync(string program, params string[] words)
    {
        using var process = Process.Start(program, words);
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.Equal(0, process.ExitCode);
    }
}

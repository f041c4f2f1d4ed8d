using System.Diagnostics;
using Messenger.Tests.Hosting;

namespace Messenger.Tests.Files;

/// <summary>Programs that others wrote, run by Node.js: an S3-compatible server and the client of tus. test.sh installs them.</summary>
static class PublicParts
{
    public static Process Start(string script, params string[] words)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Folder(), script));
        foreach (var word in words) start.ArgumentList.Add(word);
        return Process.Start(start)!;
    }

    static string Folder()
    {
        for (var here = new DirectoryInfo(AppContext.BaseDirectory); here is not null; here = here.Parent)
        {
            var folder = Path.Combine(here.FullName, "Messenger.Tests", "Files", "PublicParts");
            if (Directory.Exists(folder)) return folder;
        }
        throw new DirectoryNotFoundException("PublicParts");
    }
}

/// <summary>An object storage (npm s3rver) with one bucket. It knows keys and checks no signatures of version 4: <see cref="SignatureGate"/> does.</summary>
sealed class ObjectStorage : IAsyncDisposable
{
    public const string Bucket = "messenger";

    readonly TestFolder _folder = TestFolder.Create();
    Process? _process;

    public string Address { get; private set; } = "";

    /// <summary>The key that the server takes.</summary>
    public const string Key = "S3RVER";

    public const string Secret = "S3RVER";

    public async Task StartAsync()
    {
        _process = PublicParts.Start("s3.mjs", _folder.Path, Bucket);
        Address = await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) ?? throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync());
        _ = _process.StandardError.ReadToEndAsync();
    }

    public async Task StopAsync()
    {
        _process!.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await StopAsync();
        await _folder.DisposeAsync();
    }
}

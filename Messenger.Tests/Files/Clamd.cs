using System.Diagnostics;
using System.Text;
using Messenger.Tests.Hosting;

namespace Messenger.Tests.Files;

/// <summary>ClamAV's daemon with a database of one signature, which no real virus has.</summary>
sealed class Clamd : IAsyncDisposable
{
    /// <summary>What it takes for a virus.</summary>
    public const string Virus = "MESSENGER-TEST-VIRUS-7f1c";

    /// <summary>Bytes that it looks at.</summary>
    public const int MostScanned = 1_000_000;

    readonly TestFolder _folder = TestFolder.Create();
    Process? _process;

    public string Socket => _folder.In("clamd.ctl");

    public async Task StartAsync()
    {
        Directory.CreateDirectory(_folder.In("database"));
        await File.WriteAllTextAsync(_folder.In("database/test.ndb"), $"Messenger.Test.Virus:0:*:{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Virus))}\n");
        await File.WriteAllTextAsync(_folder.In("clamd.conf"), $"""
            Foreground yes
            DatabaseDirectory {_folder.In("database")}
            LocalSocket {Socket}
            FixStaleSocket yes
            StreamMaxLength {MostScanned}
            LogTime no

            """);
        File.Delete(Socket);
        _process = Process.Start(new ProcessStartInfo("clamd", ["--config-file", _folder.In("clamd.conf")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _ = _process.StandardOutput.ReadToEndAsync();
        _ = _process.StandardError.ReadToEndAsync();
        await Eventually.TrueAsync(() => File.Exists(Socket));
    }

    public async Task StopAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) await StopAsync();
        await _folder.DisposeAsync();
    }
}

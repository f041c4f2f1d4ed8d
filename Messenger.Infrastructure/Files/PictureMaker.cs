using System.Diagnostics;
using System.Globalization;
using Messenger.Domain.Files;
using Microsoft.Extensions.Logging;

namespace Messenger.Infrastructure.Files;

/// <summary>Has smaller pictures made by a <see cref="PictureWorker"/>, one at a time, and ends it when one takes too long or too much memory.</summary>
sealed partial class PictureMaker(TimeProvider clock, ILogger<PictureMaker> logger) : IPictureMaker, IAsyncDisposable
{
    const long MostMemory = 768L * 1024 * 1024;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    readonly SemaphoreSlim _one = new(1);
    Process? _worker;

    public async Task<MadePictures?> MakeAsync(Stream picture, CancellationToken cancellationToken)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("messenger-picture").FullName;
        try
        {
            var path = Path.Combine(directory, "picture");
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 0, FileOptions.Asynchronous)) await picture.CopyToAsync(file, cancellationToken);
            await _one.WaitAsync(cancellationToken);
            string? answer;
            try
            {
                answer = await AskAsync($"{path}\t{directory}", cancellationToken);
            }
            finally
            {
                _one.Release();
            }
            if (answer?.Split('\t') is not [var width, var height]) return null;
            return new(
                int.Parse(width, CultureInfo.InvariantCulture), int.Parse(height, CultureInfo.InvariantCulture), await ReadAsync(PictureWorker.Placeholder),
                await ReadAsync(nameof(ThumbnailSize.Small)), await ReadAsync(nameof(ThumbnailSize.Large)));
        }
        finally
        {
            System.IO.Directory.Delete(directory, recursive: true);
        }

        Task<byte[]> ReadAsync(string name) => File.ReadAllBytesAsync(Path.Combine(directory, name), cancellationToken);
    }

    async Task<string?> AskAsync(string question, CancellationToken cancellationToken)
    {
        var worker = _worker is { HasExited: false } running ? running : _worker = Start();
        var begun = clock.GetTimestamp();
        try
        {
            await worker.StandardInput.WriteLineAsync(question.AsMemory(), cancellationToken);
            await worker.StandardInput.FlushAsync(cancellationToken);
            var answering = worker.StandardOutput.ReadLineAsync(cancellationToken).AsTask();
            while (await Task.WhenAny(answering, Task.Delay(Look, clock, cancellationToken)) != answering)
            {
                worker.Refresh();
                if (!worker.HasExited && clock.GetElapsedTime(begun) <= Patience && worker.WorkingSet64 <= MostMemory) continue;
                LogTooMuch();
                break;
            }
            if (answering.IsCompletedSuccessfully && await answering is { } answer) return answer == PictureWorker.Refusal ? null : answer;
        }
        catch (IOException e)
        {
            LogFailed(e);
        }
        catch (OperationCanceledException)
        {
            End(worker);
            throw;
        }
        End(worker);
        return null;
    }

    static Process Start()
    {
        var host = Path.Combine(AppContext.BaseDirectory, "Messenger.Api");
        // Beside the host stands its own launcher, except where the runtime was told to run the assembly.
        var runtime = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : null;
        var start = new ProcessStartInfo(runtime ?? host)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (runtime is not null) start.ArgumentList.Add(host + ".dll");
        start.ArgumentList.Add(PictureWorker.Command);
        // A decoder that is made to do what it should not has no secrets at hand.
        foreach (var name in start.Environment.Keys.Where(n => n.Contains("__", StringComparison.Ordinal) || n.StartsWith("MESSENGER_", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredCompilation"] = "1";
        var worker = Process.Start(start)!;
        worker.ErrorDataReceived += (_, _) => { }; // warnings of the decoders: they are about what somebody sent
        worker.BeginErrorReadLine();
        return worker;
    }

    void End(Process worker)
    {
        _worker = null;
        try
        {
            worker.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
        worker.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        if (_worker is { } worker) End(worker);
        _one.Dispose();
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(3500, LogLevel.Warning, "A picture took too long or too much memory, or ended its decoder: it stays a document")]
    partial void LogTooMuch();

    [LoggerMessage(3501, LogLevel.Warning, "A picture could not be decoded")]
    partial void LogFailed(Exception exception);
}

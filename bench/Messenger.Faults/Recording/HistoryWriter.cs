using System.Text.Json;
using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Recording;

/// <summary>
/// Writes a process's part of the history. Each line is with the kernel before the call returns, so that not even a crash of the process
/// hides what it has begun.
/// </summary>
sealed class HistoryWriter(string process, string file) : IDisposable
{
    readonly Lock _gate = new();
    readonly FileStream _file = new(file, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
    long _lines;

    /// <summary>Stamps an event with the time and writes it; answers the time.</summary>
    public long Write(HistoryEvent e)
    {
        lock (_gate)
        {
            (e.Process, e.Number, e.At) = (process, ++_lines, RunClock.Now);
            if (e is Healed or FaultDone) e.Wall = TimeProvider.System.GetUtcNow();
            var line = JsonSerializer.SerializeToUtf8Bytes(e, HistoryJson.Options);
            _file.Write([.. line, (byte)'\n']);
            return e.At;
        }
    }

    public void Dispose() => _file.Dispose();
}

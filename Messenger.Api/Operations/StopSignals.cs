using System.Runtime.InteropServices;

namespace Messenger.Api.Operations;

/// <summary>
/// Ctrl-C, SIGTERM and a closed terminal end the host in order, from its first moment on: by default they would end the process at once
/// while it starts, and leave the built-in PostgreSQL behind.
/// </summary>
sealed class StopSignals : IDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly CancellationTokenSource _hurry = new();
    readonly List<PosixSignalRegistration> _registrations = [];

    public StopSignals()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            _registrations.Add(PosixSignalRegistration.Create(signal, Stop));
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Cancelled at the second: whoever stops the host does not want to wait for its clients.</summary>
    public CancellationToken Hurry => _hurry.Token;

    /// <summary>Waits for the first signal, or until the host stops for another reason.</summary>
    public async Task WaitAsync(CancellationToken stopping)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var signal = Token.Register(() => stop.TrySetResult());
        await using var end = stopping.Register(() => stop.TrySetResult());
        await stop.Task;
    }

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
        _hurry.Dispose();
    }

    void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_stop.IsCancellationRequested) _hurry.Cancel();
        _stop.Cancel();
    }
}

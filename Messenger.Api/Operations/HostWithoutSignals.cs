namespace Messenger.Api.Operations;

/// <summary>
/// Leaves the signals of the system to <see cref="StopSignals"/>. The lifetime that .NET gives a host stops it with the first SIGTERM, and would close
/// all connections before they are told to move.
/// </summary>
sealed class HostWithoutSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using Messenger.Contracts;
using Messenger.Domain.Limits;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace Messenger.Hubs.Connections;

/// <summary>
/// Holds a connection's next call until its client has read what it was sent, and refuses calls beyond the rate. Only the caller pays for either.
/// </summary>
sealed class CallPace(ConnectionSettings settings, TimeProvider clock)
{
    /// <summary>A client that does not listen to so many refusals in a row is cut off.</summary>
    const int MostRefusals = 5_000;

    readonly Pace _pace = new(new() { PerSecond = settings.CallsPerSecond, AtOnce = settings.CallsAtOnce }, clock);
    int _refusals;

    /// <summary>Gives a connection its pace.</summary>
    public static void Begin(HubCallerContext connection, ConnectionSettings settings, TimeProvider clock) =>
        connection.Features.Set(new CallPace(settings, clock));

    /// <summary>Waits for the client; the refusal if it calls too often. One call of a connection runs at a time.</summary>
    public static async Task<Refusal?> TakeAsync(HubCallerContext connection)
    {
        if (connection.Features.Get<NonWaitingWriter>() is { } writer) await writer.DrainedAsync().WaitAsync(connection.ConnectionAborted);
        var calls = connection.Features.GetRequiredFeature<CallPace>();
        if (calls._pace.TryTake(out var wait))
        {
            calls._refusals = 0;
            return null;
        }
        if (++calls._refusals > MostRefusals) connection.Abort();
        return VerbPace.TooOften(wait);
    }
}

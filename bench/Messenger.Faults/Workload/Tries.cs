using System.Net.Sockets;
using System.Text.Json;
using Messenger.Client;
using Messenger.Contracts;
using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Workload;

/// <summary>One try of something, and what can be said of its outcome.</summary>
static class Tries
{
    /// <summary>Tries once. A time-out, a lost connection, or an answer that says nothing leave the outcome unknown.</summary>
    public static async Task<(Phase Phase, T? Value, string? Code)> OnceAsync<T>(Func<CancellationToken, Task<Reply<T>>> ask, TimeSpan limit)
        where T : class
    {
        using var late = new CancellationTokenSource(limit);
        try
        {
            var reply = await ask(late.Token);
            if (reply.Value is { } value) return (Phase.Ok, value, null);
            var code = reply.Error?.Code;
            return (code is null or ErrorCode.UnavailableRetry or ErrorCode.Internal ? Phase.Unknown : Phase.Refused, null, code?.ToString());
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException or OperationCanceledException or OutcomeUnknownException or JsonException or InvalidOperationException)
        {
            return (Phase.Unknown, null, e.GetType().Name);
        }
    }

    /// <summary>Tries until the outcome is known.</summary>
    public static async Task<(Phase Phase, T? Value, string? Code)> UntilKnownAsync<T>(Func<CancellationToken, Task<Reply<T>>> ask, TimeSpan limit, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var outcome = await OnceAsync(ask, limit);
            if (outcome.Phase != Phase.Unknown && outcome.Code != nameof(ErrorCode.RateLimited)) return outcome;
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }
    }
}

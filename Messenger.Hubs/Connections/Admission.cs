using System.Globalization;
using Messenger.Contracts;
using Messenger.Domain.Limits;
using Messenger.Hubs.Identity;
using Microsoft.AspNetCore.Http;

namespace Messenger.Hubs.Connections;

/// <summary>
/// Who may open a connection now. A node that stops takes none; after an outage they are taken at the rate that the node can serve; and one user
/// or one address cannot take all of them. Whoever is refused is told when to come back.
/// </summary>
sealed class Admission(LiveConnections connections, NodeDrain drain, ConnectionSettings settings, VerbPace verbs, TimeProvider clock)
{
    static readonly TimeSpan FullWait = TimeSpan.FromSeconds(30);

    readonly Pace _arrivals = new(new() { PerSecond = settings.NewPerSecond, AtOnce = settings.NewAtOnce }, clock);
    readonly Lock _lock = new();
    readonly long _start = clock.GetTimestamp();
    TimeSpan _nextPlace;

    /// <summary>The refusal of a new connection; null if it may come.</summary>
    public Refusal? Check(Guid? user, string? address)
    {
        if (drain.IsDraining) return new() { Code = ErrorCode.UnavailableRetry, RetryAfterMilliseconds = 1_000 };
        if (user is { } known && connections.CountOf(known) >= settings.PerUser || address is not null && connections.CountFrom(address) >= settings.PerAddress)
            return new() { Code = ErrorCode.RateLimited, RetryAfterMilliseconds = (int)FullWait.TotalMilliseconds };
        if (user is { } restless && verbs.Take(restless, Verb.Connect) is { } tooOften) return tooOften;
        return _arrivals.TryTake(out _) ? null : new() { Code = ErrorCode.UnavailableRetry, RetryAfterMilliseconds = (int)NextPlace().TotalMilliseconds };
    }

    /// <summary>
    /// Gives those who wait their places one after the other at the rate, so that they come back spread. Nobody waits longer than the client's
    /// own longest pause.
    /// </summary>
    TimeSpan NextPlace()
    {
        lock (_lock)
        {
            var now = clock.GetElapsedTime(_start);
            _nextPlace = (_nextPlace > now ? _nextPlace : now) + TimeSpan.FromSeconds(1.0 / settings.NewPerSecond);
            var wait = _nextPlace - now;
            if (wait <= FullWait) return wait;
            _nextPlace = now;
            return FullWait;
        }
    }
}

/// <summary>Asks <see cref="Admission"/> on every request that opens a connection to the hub; it stands behind authentication.</summary>
sealed class AdmissionMiddleware(RequestDelegate next, Admission admission, RefusalHold hold)
{
    const string NegotiatePath = Setup.Path + "/negotiate";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!Opens(context.Request) || admission.Check(context.User.FindCaller()?.UserId, context.Connection.RemoteIpAddress?.ToString()) is not { } refusal)
        {
            await next(context);
            return;
        }
        if (refusal.Code == ErrorCode.RateLimited) await hold.WaitAsync(context.RequestAborted);
        var milliseconds = refusal.RetryAfterMilliseconds ?? 1_000;
        context.Response.Headers.RetryAfter = Math.Max(1, (milliseconds + 999) / 1_000).ToString(CultureInfo.InvariantCulture);
        context.Response.StatusCode = refusal.Code == ErrorCode.RateLimited ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable;
        // The host's status pages give it its body.
    }

    /// <summary>The negotiation; or the connection itself, from a client that skips it. With an id it has been let in already.</summary>
    static bool Opens(HttpRequest request) =>
        request.Path.Equals(NegotiatePath, StringComparison.Ordinal)
        || request.Path.Equals(Setup.Path, StringComparison.Ordinal) && !request.Query.ContainsKey("id");
}

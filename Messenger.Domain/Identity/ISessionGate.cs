using Messenger.Contracts.Identity;

namespace Messenger.Domain.Identity;

/// <summary>
/// Whether a session may still be used: not ended, not expired, not idle for too long, its user active. Asked on each request and hub
/// call, so the answer may be up to five seconds old; a session that this process ended is known at once.
/// </summary>
public interface ISessionGate
{
    /// <summary>The session is open. If the database cannot be asked, this throws: nobody gets in on a guess.</summary>
    ValueTask<bool> IsOpenAsync(Guid sessionId, CancellationToken cancellationToken);

    /// <summary>Another process has ended these: whatever is remembered of them is forgotten.</summary>
    void Forget(IReadOnlyCollection<Guid> sessionIds);

    /// <summary>Those of the sessions that are no longer open, straight from the database; unknown ones count as expired.</summary>
    Task<IReadOnlyList<EndedSession>> FindEndedAsync(IReadOnlyCollection<Guid> sessionIds, CancellationToken cancellationToken);
}

/// <summary>A session that is no longer open, and why.</summary>
public sealed record EndedSession(Guid Id, SessionEndReason Reason);

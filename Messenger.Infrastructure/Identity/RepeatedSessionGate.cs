using Messenger.Domain.Identity;
using Messenger.Infrastructure.Postgres;

namespace Messenger.Infrastructure.Identity;

/// <summary>Asks once more when the connection was lost: every request begins with this question.</summary>
sealed class RepeatedSessionGate(SessionStore sessions) : ISessionGate
{
    public async ValueTask<bool> IsOpenAsync(Guid sessionId, CancellationToken cancellationToken) =>
        await Repeating.OnceAsync(async () => await sessions.IsOpenAsync(sessionId, cancellationToken));

    public void Forget(IReadOnlyCollection<Guid> sessionIds) => sessions.Forget(sessionIds);

    public Task<IReadOnlyList<EndedSession>> FindEndedAsync(IReadOnlyCollection<Guid> sessionIds, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => sessions.FindEndedAsync(sessionIds, cancellationToken));
}

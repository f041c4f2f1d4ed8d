using Messenger.Contracts;
using Messenger.Contracts.Identity;

namespace Messenger.Domain.Identity;

/// <summary>Ends sessions: in the database first, then their live connections.</summary>
public sealed class SessionEnder(ISessions sessions, ILiveSessions live)
{
    /// <summary>Ends one of a user; <see cref="ErrorCode.NotFound"/> if there is none.</summary>
    public async Task<Result<Done>> EndAsync(Guid userId, Guid sessionId, SessionEndReason reason, CancellationToken cancellationToken)
    {
        if (!await sessions.EndAsync(userId, sessionId, reason, cancellationToken)) return ErrorCode.NotFound;
        live.Close([sessionId], reason);
        return new Done();
    }

    /// <summary>Ends all of a user but one.</summary>
    public async Task EndAllAsync(Guid userId, Guid? except, SessionEndReason reason, CancellationToken cancellationToken) =>
        live.Close(await sessions.EndAllAsync(userId, except, reason, cancellationToken), reason);

    /// <summary>Ends the one of an OpenID authorization.</summary>
    public async Task EndByAuthorizationAsync(Guid authorizationId, SessionEndReason reason, CancellationToken cancellationToken) =>
        live.Close(await sessions.EndByAuthorizationAsync(authorizationId, reason, cancellationToken), reason);
}

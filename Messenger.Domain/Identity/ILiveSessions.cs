using Messenger.Contracts.Identity;

namespace Messenger.Domain.Identity;

/// <summary>The live connections of sessions, on every node.</summary>
public interface ILiveSessions
{
    /// <summary>
    /// Tells the connections of these sessions why they end, and closes them. Called after the commit that ended the sessions; it neither
    /// waits nor throws.
    /// </summary>
    void Close(IReadOnlyCollection<Guid> sessionIds, SessionEndReason reason);
}

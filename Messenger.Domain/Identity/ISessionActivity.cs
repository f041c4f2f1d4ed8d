namespace Messenger.Domain.Identity;

/// <summary>Remembers when and from where sessions were last used, to the minute.</summary>
public interface ISessionActivity
{
    /// <summary>The session is in use now. Costs a look into memory; at most once a minute it is written, which nobody waits for.</summary>
    void Seen(Guid sessionId, string? address);
}

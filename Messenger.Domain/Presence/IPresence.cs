using Messenger.Contracts.Presence;

namespace Messenger.Domain.Presence;

/// <summary>Who can be reached now, over all nodes.</summary>
public interface IPresence
{
    /// <summary>One state for each of these users, whether they exist or not.</summary>
    Task<IReadOnlyList<UserPresence>> GetAsync(IReadOnlyCollection<Guid> users, CancellationToken cancellationToken);

    /// <summary>What a user says of himself has changed: those who look at him will be told.</summary>
    void SayAgain(Guid user);
}

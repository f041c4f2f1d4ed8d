using Messenger.Contracts.Presence;
using Messenger.Domain.Presence;

namespace Messenger.Infrastructure.Presence;

/// <summary>The board of a node that is alone: there are no others.</summary>
sealed class LonePresenceBoard : IPresenceBoard
{
    static readonly Dictionary<Guid, PresenceState> Nobody = [];

    public Task WriteAsync(IReadOnlyDictionary<Guid, PresenceState> states, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyDictionary<Guid, PresenceState>> ReadOthersAsync(IReadOnlyCollection<Guid> users, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<Guid, PresenceState>>(Nobody);

    public Task<PresenceBeat> BeatAsync(CancellationToken cancellationToken) => Task.FromResult(new PresenceBeat(false, false));

    public Task LeaveAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

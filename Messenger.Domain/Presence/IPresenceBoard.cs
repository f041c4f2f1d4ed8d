using Messenger.Contracts.Presence;

namespace Messenger.Domain.Presence;

/// <summary>
/// Where nodes tell each other who is connected to them. Soft: it may be late or unreachable, and a dead node's users fade within
/// <see cref="Lifetime"/>. Absent users are offline.
/// </summary>
public interface IPresenceBoard
{
    /// <summary>How long a node's entries outlive its last beat.</summary>
    static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>Writes what this node knows of some users.</summary>
    Task WriteAsync(IReadOnlyDictionary<Guid, PresenceState> states, CancellationToken cancellationToken);

    /// <summary>The highest state that the other nodes have for each of these users.</summary>
    Task<IReadOnlyDictionary<Guid, PresenceState>> ReadOthersAsync(IReadOnlyCollection<Guid> users, CancellationToken cancellationToken);

    /// <summary>Keeps this node's entries alive, and looks who else is there.</summary>
    Task<PresenceBeat> BeatAsync(CancellationToken cancellationToken);

    /// <summary>This node stops: takes its entries away.</summary>
    Task LeaveAsync(CancellationToken cancellationToken);
}

/// <summary>What a beat found.</summary>
/// <param name="WasLost">This node's entries were gone: they have to be written again.</param>
/// <param name="NodesChanged">Another node came or went since the last beat: what those who look at its users see may be wrong.</param>
public sealed record PresenceBeat(bool WasLost, bool NodesChanged);

using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;

namespace Messenger.Domain;

/// <summary>Whom a push goes to, as the transaction that made it read them.</summary>
public abstract record Audience;

/// <summary>All devices of these users.</summary>
public sealed record UserAudience(IReadOnlyList<Guid> UserIds) : Audience;

/// <summary>
/// The members of a large conversation at this delivery epoch. The epoch goes up with each removal, so whoever was removed is in none
/// that anything is sent to any more.
/// </summary>
public sealed record GroupAudience(Guid ConversationId, int Epoch) : Audience;

/// <summary>Something to be pushed.</summary>
public abstract record Delivery;

/// <summary>A conversation changed.</summary>
public sealed record ChangesDelivery(Audience Audience, ConversationChanges Changes) : Delivery;

/// <summary>A member has read on. The reader's own devices get <paramref name="State"/> whole, others without the unread count.</summary>
public sealed record ReadDelivery(IReadOnlyList<Guid> UserIds, ReadState State) : Delivery;

/// <summary>The receivers' sets of conversations changed, or something was written of which they were not told: they are told to sync.</summary>
public sealed record ConversationsChangedDelivery(Audience Audience) : Delivery;

/// <summary>Something that a user keeps for himself changed; all his devices are told.</summary>
public sealed record PersonalDelivery(Guid UserId, PersonalChanges Changes) : Delivery;

/// <summary>
/// Somebody was removed from a large conversation: the others move on to a new epoch, on every node, and get there what changed.
/// </summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="FromEpoch">The delivery epoch before.</param>
/// <param name="Epoch">The delivery epoch now.</param>
/// <param name="SinceVersion">The version before the removal.</param>
/// <param name="Left">Who does not move.</param>
public sealed record MoveDelivery(Guid ConversationId, int FromEpoch, int Epoch, long SinceVersion, IReadOnlyList<Guid> Left) : Delivery;

using Messenger.Contracts.Messages;

namespace Messenger.Domain;

/// <summary>Something to be pushed, and to whom: always to users as the transaction that made it read them.</summary>
/// <param name="UserIds">The users; all of their devices get it.</param>
public abstract record Delivery(IReadOnlyList<Guid> UserIds);

/// <summary>A conversation changed.</summary>
public sealed record ChangesDelivery(IReadOnlyList<Guid> UserIds, ConversationChanges Changes) : Delivery(UserIds);

/// <summary>A member has read on. The reader's own devices get <paramref name="State"/> whole, others without the unread count.</summary>
public sealed record ReadDelivery(IReadOnlyList<Guid> UserIds, ReadState State) : Delivery(UserIds);

/// <summary>The users' sets of conversations changed: they are told to sync.</summary>
public sealed record ConversationsChangedDelivery(IReadOnlyList<Guid> UserIds) : Delivery(UserIds);

namespace Messenger.Domain.Identity;

/// <summary>Who calls: the user, and the session it happens in.</summary>
public sealed record Caller(Guid UserId, Guid SessionId);

using Messenger.Contracts;
using Messenger.Contracts.Personal;

namespace Messenger.Domain.Personal;

/// <summary>A thing to be written; it has passed the rules.</summary>
public sealed record PersonalWrite(PersonalItem Item)
{
    /// <summary>The conversation that its user must be a member of; null if it needs none.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>The message there that its user must see.</summary>
    public long? Seq { get; init; }

    /// <summary>The user that must exist.</summary>
    public Guid? UserId { get; init; }

    /// <summary>When the server has something to do with it.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Only if it is at this version.</summary>
    public long? IfVersion { get; init; }
}

/// <summary>A thing whose time has come.</summary>
public sealed record DueItem(Guid UserId, PersonalItem Item);

/// <summary>What users keep for themselves. Each user has a version of his own that every write moves on by one.</summary>
public interface IPersonalStore
{
    /// <summary>
    /// Writes one thing, and answers it as it is now; no changes when it was not there and is to be removed. Refusals: <see cref="ErrorCode.NotAMember"/>, <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.UserNotFound"/>,
    /// <see cref="ErrorCode.TooMany"/>, <see cref="ErrorCode.Conflict"/>, <see cref="ErrorCode.UnavailableRetry"/>.
    /// </summary>
    /// <param name="userId">Whose.</param>
    /// <param name="write">What.</param>
    /// <param name="max">How many of its kind the user may have.</param>
    /// <param name="cancellationToken">Ends the wait for the lock; not the commit.</param>
    Task<Result<PersonalChanges>> SetAsync(Guid userId, PersonalWrite write, int max, CancellationToken cancellationToken);

    /// <summary>A page of what changed after a version.</summary>
    Task<PersonalChanges> GetAsync(Guid userId, long since, CancellationToken cancellationToken);

    /// <summary>
    /// Takes things whose time has come. Whoever takes them has them alone for the lease; what is not written by then comes again, also after a crash.
    /// </summary>
    Task<IReadOnlyList<DueItem>> TakeDueAsync(int limit, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Forgets the marks of what was removed before a time. Clients that have not asked since then load everything anew.</summary>
    Task ForgetRemovedAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

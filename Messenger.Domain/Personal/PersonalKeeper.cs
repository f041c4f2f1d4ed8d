using Messenger.Contracts;
using Messenger.Contracts.Personal;
using Messenger.Domain.Messages;

namespace Messenger.Domain.Personal;

/// <summary>What a user keeps for himself: written here, and told to all his devices.</summary>
public sealed class PersonalKeeper(IPersonalStore store, ILiveDelivery live, MessageLimits messages, PersonalLimits limits, TimeProvider clock)
{
    /// <summary>Writes or removes one thing; answers it as it is now.</summary>
    public async Task<Result<PersonalItem>> SetAsync(Guid caller, SetPersonal wish, CancellationToken cancellationToken)
    {
        if (!PersonalRules.Check(wish, messages, clock.GetUtcNow()).IsOk(out var write, out var refusal)) return refusal;
        return (await WriteAsync(caller, write, cancellationToken)).Select(changes => changes.Items is [var item] ? item : write.Item with { Version = changes.Version });
    }

    /// <summary>What changed after a version.</summary>
    public async Task<Result<PersonalChanges>> GetAsync(Guid caller, GetPersonal request, CancellationToken cancellationToken) =>
        request.Since < 0 ? ErrorCode.InvalidRequest : await store.GetAsync(caller, request.Since, cancellationToken);

    /// <summary>Writes what has passed the rules.</summary>
    internal async Task<Result<PersonalChanges>> WriteAsync(Guid userId, PersonalWrite write, CancellationToken cancellationToken)
    {
        var written = await store.SetAsync(userId, write, limits.Of(write.Item.Kind), cancellationToken);
        if (written.IsOk(out var changes, out _) && changes.Items.Count > 0) live.Publish(new PersonalDelivery(userId, changes));
        return written;
    }
}

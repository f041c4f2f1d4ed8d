using System.Globalization;
using Messenger.Contracts.Conversations;
using Messenger.Domain;
using Messenger.Domain.Conversations;

namespace Messenger.Faults.Planting;

/// <summary>Syncs by time, on a node whose clock is ahead of the database's.</summary>
sealed class TokenFromClock(IConversationReader reader, TimeProvider clock) : IConversationReader
{
    static readonly TimeSpan Ahead = TimeSpan.FromSeconds(5);

    public Task<Result<ConversationHead>> GetHeadAsync(Guid caller, Guid conversationId, CancellationToken cancellationToken) => reader.GetHeadAsync(caller, conversationId, cancellationToken);

    public Task<Result<ConversationPage>> GetHeadsAsync(Guid caller, string? after, int limit, CancellationToken cancellationToken) => reader.GetHeadsAsync(caller, after, limit, cancellationToken);

    public Task<Result<MemberPage>> GetMembersAsync(Guid caller, Guid conversationId, Guid? after, int limit, CancellationToken cancellationToken) => reader.GetMembersAsync(caller, conversationId, after, limit, cancellationToken);

    public Task<IReadOnlyList<GroupAudience>> GetGroupsAsync(Guid caller, CancellationToken cancellationToken) => reader.GetGroupsAsync(caller, cancellationToken);

    public Task<IReadOnlyList<Guid>> GetMemberIdsAsync(Guid caller, Guid conversationId, CancellationToken cancellationToken) => reader.GetMemberIdsAsync(caller, conversationId, cancellationToken);

    public async Task<Result<SyncRead>> SyncAsync(Guid caller, string? token, CancellationToken cancellationToken)
    {
        var all = await reader.SyncAsync(caller, null, cancellationToken);
        if (!all.IsOk(out var read, out _)) return all;
        var since = token is null ? DateTimeOffset.MinValue : new DateTimeOffset(long.Parse(token, CultureInfo.InvariantCulture), TimeSpan.Zero);
        return read with
        {
            Result = read.Result with
            {
                Token = (clock.GetUtcNow() + Ahead).Ticks.ToString(CultureInfo.InvariantCulture),
                Full = token is null,
                Heads = [.. read.Result.Heads.Where(h => h.ActiveAt > since)],
            },
        };
    }
}

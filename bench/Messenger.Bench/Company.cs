using Messenger.Contracts.Conversations;
using Messenger.Domain;
using Messenger.Infrastructure.Conversations;
using Messenger.Infrastructure.Identity;
using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Bench;

/// <summary>Senders, and the conversation that each of them writes to.</summary>
sealed record Company(IReadOnlyList<(Guid Sender, Guid Conversation)> Senders)
{
    public const int SenderCount = 200;
    public const int ConversationCount = 20;

    /// <summary>Makes 200 users in 20 groups.</summary>
    public static async Task<Company> FoundAsync(IServiceProvider services)
    {
        var now = TimeProvider.System.GetUtcNow();
        var users = Enumerable.Range(0, SenderCount).Select(_ => Guid.CreateVersion7(now)).ToList();
        var groups = Enumerable.Range(0, ConversationCount).Select(_ => Guid.CreateVersion7(now)).ToList();
        await using var database = await services.GetRequiredService<IDbContextFactory<MessengerDbContext>>().CreateDbContextAsync();
        database.AddRange(users.Select(id => new UserRow { Id = id, UserName = $"u{id:N}", NormalizedUserName = $"U{id:N}", DisplayName = "Sender", CreatedAt = now, SecurityStamp = $"{id}" }));
        database.AddRange(groups.Select(id => new ConversationRow
        {
            Id = id,
            Kind = ConversationKind.Group,
            Title = "Bench",
            History = HistoryVisibility.All,
            MemberCount = SenderCount / ConversationCount,
            CreatedAt = now,
            ActiveAt = now,
        }));
        await database.SaveChangesAsync();
        var senders = users.Select((user, i) => (user, groups[i % groups.Count])).ToList();
        database.AddRange(senders.Select(s => new MemberRow { ConversationId = s.Item2, UserId = s.user, Role = MemberRole.Member, JoinedAt = now, FirstSeq = 1, Version = 0 }));
        await database.SaveChangesAsync();
        return new Company(senders);
    }
}

/// <summary>Nobody is connected: the log alone is measured.</summary>
sealed class Nobody : ILiveDelivery
{
    public void Publish(Delivery delivery)
    {
    }
}

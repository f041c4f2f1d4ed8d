using System.Security.Cryptography;
using System.Text;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Identity;
using Messenger.Infrastructure.Conversations;
using Messenger.Infrastructure.Identity;
using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Faults.Measures.Groups;

/// <summary>A large group, a small one of its first members, and a personal access token for each who is to connect.</summary>
sealed record Population(Guid Large, Guid Small, IReadOnlyList<Guid> Users, IReadOnlyList<string> Tokens)
{
    const int Batch = 2_000;

    /// <summary>Writes them into the database.</summary>
    public static async Task<Population> FoundAsync(PostgresServer postgres, int members, int small, int connected)
    {
        var now = TimeProvider.System.GetUtcNow();
        var users = Enumerable.Range(0, members).Select(_ => Guid.CreateVersion7(now)).ToList();
        var tokens = Enumerable.Range(0, connected).Select(_ => "mpat_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))).ToList();
        var population = new Population(Guid.CreateVersion7(now), Guid.CreateVersion7(now), users, tokens);
        var options = new DbContextOptionsBuilder<MessengerDbContext>();
        options.UseNpgsql(postgres.ConnectionString).UseSnakeCaseNamingConvention().UseOpenIddict<Guid>();
        await SaveAsync(options, users.Select((id, i) => new UserRow { Id = id, UserName = $"user{i}", NormalizedUserName = $"USER{i}", DisplayName = $"user{i}", CreatedAt = now, SecurityStamp = $"{id}" }));
        await SaveAsync(options, tokens.Select((token, i) => new SessionRow
        {
            Id = Guid.CreateVersion7(now),
            UserId = users[i],
            Device = "measure",
            TokenHash = SHA256.HashData(Encoding.UTF8.GetBytes(token)),
            Scopes = [AccessScope.Read, AccessScope.Write],
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now.AddDays(1),
        }));
        foreach (var (id, count) in ((Guid, int)[])[(population.Large, members), (population.Small, small)])
        {
            await SaveAsync(options, [new ConversationRow { Id = id, Kind = ConversationKind.Group, Title = $"{count}", History = HistoryVisibility.All, MemberCount = count, CreatedAt = now, ActiveAt = now }]);
            await SaveAsync(options, users.Take(count).Select((user, i) => new MemberRow { ConversationId = id, UserId = user, Role = i == 0 ? MemberRole.Owner : MemberRole.Member, JoinedAt = now, FirstSeq = 1, Version = 0 }));
        }
        await using var database = new MessengerDbContext(options.Options);
        await database.Database.ExecuteSqlAsync($"update conversations set changed_xid = pg_current_xact_id()");
        await database.Database.ExecuteSqlAsync($"update members set changed_xid = pg_current_xact_id()");
        await database.Database.ExecuteSqlAsync($"vacuum analyze"); // as autovacuum has done for tables that were not filled a moment ago
        return population;
    }

    static async Task SaveAsync<TRow>(DbContextOptionsBuilder<MessengerDbContext> options, IEnumerable<TRow> rows)
        where TRow : class
    {
        foreach (var some in rows.Chunk(Batch))
        {
            await using var database = new MessengerDbContext(options.Options);
            database.AddRange(some);
            await database.SaveChangesAsync();
        }
    }
}

using System.Net;
using Messenger.Client;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Identity;
using Messenger.Infrastructure.Conversations;
using Messenger.Infrastructure.Identity;
using Messenger.Infrastructure.Postgres;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Messenger.Faults.Workload;

/// <summary>The people of a run: groups of ten, and one of everybody.</summary>
sealed record Company(IReadOnlyList<Guid> Users, IReadOnlyList<Group> Groups, Group Everybody, int Crowd)
{
    public const int GroupSize = 10;
    const int Rounds = 210_000; // as the service hashes, or it would renew each hash at the first sign-in
    const string Password = "correct horse 电池";

    /// <summary>Writes them into the database; nothing is posted yet.</summary>
    /// <param name="postgres">Where.</param>
    /// <param name="size">How many.</param>
    /// <param name="crowd">How many more, in a group of their own where nothing is said.</param>
    public static async Task<Company> FoundAsync(PostgresServer postgres, int size, int crowd = 0)
    {
        var clock = TimeProvider.System;
        var now = clock.GetUtcNow();
        var users = Enumerable.Range(0, size).Select(_ => Guid.CreateVersion7(now)).ToList();
        var groups = users.Chunk(GroupSize).Select(some => new Group(Guid.CreateVersion7(now), some)).ToList();
        var everybody = new Group(Guid.CreateVersion7(now), users);
        var hasher = new PasswordHasher<UserRow>(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));
        var hash = hasher.HashPassword(null!, Password);

        var options = new DbContextOptionsBuilder<MessengerDbContext>();
        options.UseNpgsql(postgres.ConnectionString).UseSnakeCaseNamingConvention().UseOpenIddict<Guid>();
        await using var database = new MessengerDbContext(options.Options);
        await using var transaction = await database.Database.BeginTransactionAsync();
        var idle = new Group(Guid.CreateVersion7(now), [.. Enumerable.Range(0, crowd).Select(_ => Guid.CreateVersion7(now))]);
        database.AddRange(users.Concat(idle.Members).Select((id, i) => new UserRow { Id = id, UserName = NameOf(i), NormalizedUserName = NameOf(i).ToUpperInvariant(), DisplayName = NameOf(i), CreatedAt = now, SecurityStamp = $"{id}", PasswordHash = hash }));
        foreach (var group in groups.Append(everybody).Append(idle).Where(g => g.Members.Count > 0))
        {
            database.Add(new ConversationRow { Id = group.Id, Kind = ConversationKind.Group, Title = "Faults", History = HistoryVisibility.All, MemberCount = group.Members.Count, CreatedAt = now, ActiveAt = now });
            database.AddRange(group.Members.Select((user, i) => new MemberRow { ConversationId = group.Id, UserId = user, Role = i == 0 ? MemberRole.Owner : MemberRole.Member, JoinedAt = now, FirstSeq = 1, Version = 0 }));
        }
        await database.SaveChangesAsync();
        await database.Database.ExecuteSqlAsync($"update conversations set changed_xid = pg_current_xact_id()");
        await database.Database.ExecuteSqlAsync($"update members set changed_xid = pg_current_xact_id()");
        await transaction.CommitAsync();
        return new(users, groups, everybody, crowd);
    }

    /// <summary>The conversations of a user: the group of ten, then the one of everybody.</summary>
    public IReadOnlyList<Guid> ConversationsOf(int user) => [Groups[user / GroupSize].Id, Everybody.Id];

    /// <summary>Signs a user in.</summary>
    public async Task<DevicePlan> SignInAsync(int user, string device, DeviceKind kind, Uri node)
    {
        var (session, cookie) = await SignInAsync(user, device, node);
        return new(device, kind, Users[user], session, cookie, ConversationsOf(user));
    }

    /// <summary>Signs the crowd in; answers a cookie of each.</summary>
    public async Task<IReadOnlyList<string>> SignInCrowdAsync(Uri node)
    {
        var cookies = new List<string>();
        foreach (var user in Enumerable.Range(Users.Count, Crowd)) cookies.Add((await SignInAsync(user, "crowd", node)).Cookie);
        return cookies;
    }

    static async Task<(Guid Session, string Cookie)> SignInAsync(int user, string device, Uri node)
    {
        var cookies = new CookieContainer();
        using var api = new MessengerApi(new MessengerClientOptions { Server = node, Cookies = cookies });
        var reply = await api.SignInAsync(new SignIn { UserName = NameOf(user), Password = Password, Device = device }, CancellationToken.None);
        var signedIn = reply.Value ?? throw new InvalidOperationException($"{NameOf(user)} could not sign in: {reply.Error?.Code}.");
        var cookie = cookies.GetCookies(node).Single(c => c.Name == "messenger");
        return (signedIn.SessionId, $"{cookie.Name}={cookie.Value}");
    }

    static string NameOf(int user) => $"user{user}";
}

/// <summary>A group; its first member owns it.</summary>
sealed record Group(Guid Id, IReadOnlyList<Guid> Members);

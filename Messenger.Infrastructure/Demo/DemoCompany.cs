using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Domain.Identity;
using Messenger.Infrastructure.Conversations;
using Messenger.Infrastructure.Directory;
using Messenger.Infrastructure.Identity;
using Messenger.Infrastructure.Messages;
using Messenger.Infrastructure.Postgres;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace Messenger.Infrastructure.Demo;

/// <summary>
/// A small company to try Messenger with: 60 people, 40 conversations, 30,000 messages over two years. Written in bulk, with every
/// counter as the log itself would have it: seqs without holes, one version for each row, heads at the newest.
/// </summary>
public static class DemoCompany
{
    /// <summary>Everybody's password.</summary>
    public const string Password = "demo-Passw0rd";

    const int Messages = 30_000;
    const int Groups = 26;
    const int Directs = 14;
    const int Seed = 20_26;

    static readonly TimeSpan History = TimeSpan.FromDays(730);

    static readonly Guid Alice = new("00000000-0000-7000-8000-000000000001");

    static readonly string[] Titles =
    [
        "全员群 All hands", "研发周会", "产品设计", "发布群", "前端小组", "后端小组", "移动端", "测试与质量", "运维值班", "市场活动", "销售战报", "华星科技项目", "蓝海物流项目",
        "金桥银行项目", "新人入职", "下午茶 ☕", "羽毛球俱乐部", "读书会", "Release 4.0", "Incident room", "Customer feedback", "Design review", "Northwind project",
        "Marketing ideas", "Lunch", "Book club",
    ];

    /// <summary>The id of a colleague.</summary>
    public static Guid Person(string userName) => Id(DemoPeople.All.Select(person => person.UserName).ToList().IndexOf(userName) + 1);

    /// <summary>The id of a group.</summary>
    public static Guid Group(string title) => Id(1_000 + Array.IndexOf(Titles, title));

    /// <summary>The id of the direct conversation that alice has with bob or carol.</summary>
    public static Guid DirectOfAlice(string with) => Id(1_000 + Groups + (with == "bob" ? 0 : 1));

    /// <summary>Fills an empty database. One that holds the demo company already is left as it is, and the answer is false.</summary>
    /// <exception cref="StartRefusedException">The database holds other people.</exception>
    public static async Task<bool> FillAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<MessengerDbContext>();
        if (await database.Users.AnyAsync(u => u.Id == Alice, cancellationToken)) return false;
        if (await database.Users.AnyAsync(cancellationToken))
            throw new StartRefusedException("--demo needs an empty database, and this one has users: start without --demo, or with another --data folder.");

        var chance = new Random(Seed);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var hash = services.GetRequiredService<IPasswordHasher<UserRow>>().HashPassword(null!, Password);
        var departments = DemoPeople.Departments.Select((name, i) => new DepartmentRow { Id = Id(1_000 + i), Name = name, Position = i }).ToDictionary(d => d.Name);
        var teams = DemoPeople.Teams.Select((name, i) => new DepartmentRow { Id = Id(1_100 + i), ParentId = departments[DemoPeople.Engineering].Id, Name = name, Position = i }).ToList();
        var users = DemoPeople.All.Select((person, i) => NewUser(person, i + 1, hash, now - History)).ToList();
        foreach (var (user, i) in users.Select((user, i) => (user, i)))
        {
            // Most engineers are in a team, whose first is its head.
            var department = user.Department == DemoPeople.Engineering && i % 4 != 0 ? teams[i % teams.Count] : departments[user.Department!];
            (user.DepartmentId, user.Department) = (department.Id, department.Name);
        }
        var conversations = Groupings(users, chance).Select((people, i) => Conversation(i, people, now, chance)).ToList();

        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        database.Departments.AddRange(departments.Values.Concat(teams));
        database.Users.AddRange(users);
        database.DepartmentHeads.AddRange(users.GroupBy(user => user.DepartmentId!.Value)
            .Select(people => new DepartmentHeadRow { DepartmentId = people.Key, UserId = people.First().Id, Position = 0 }));
        await database.SaveChangesAsync(cancellationToken);
        database.Conversations.AddRange(conversations.Select(c => c.Row));
        database.Members.AddRange(conversations.SelectMany(c => c.Members));
        await database.SaveChangesAsync(cancellationToken);
        await CopyAsync((NpgsqlConnection)database.Database.GetDbConnection(), conversations.SelectMany(c => c.Messages), cancellationToken);
        await database.Database.ExecuteSqlAsync($"update conversations set changed_xid = pg_current_xact_id()", cancellationToken);
        await database.Database.ExecuteSqlAsync($"update members set changed_xid = pg_current_xact_id()", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Moves what was posted since a time back, so that it reads as if people had written it one after the other.</summary>
    public static async Task SpreadAsync(IServiceProvider services, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MessengerDbContext>().Database.ExecuteSqlAsync($"""
            update messages m set posted_at = m.posted_at - (c.seq - m.seq) * interval '75 seconds'
            from conversations c where c.id = m.conversation_id and m.posted_at >= {since}
            """, cancellationToken);
    }

    static UserRow NewUser(DemoPerson person, int number, string hash, DateTimeOffset since) => new()
    {
        Id = number == 1 ? Alice : Id(number),
        UserName = person.UserName,
        NormalizedUserName = UserNames.Normalize(person.UserName),
        DisplayName = person.DisplayName,
        Department = person.Department,
        Title = DemoPeople.Titles[number % DemoPeople.Titles.Count],
        Phone = $"+86 10 5555 {number:0000}",
        TimeZone = number % 3 == 0 ? "Europe/Berlin" : "Asia/Shanghai",
        Email = $"{person.UserName}@demo.example",
        NormalizedEmail = $"{person.UserName}@demo.example".ToUpperInvariant(),
        IsAdministrator = number == 1,
        PasswordHash = hash,
        SecurityStamp = Id(number).ToString("N"),
        CreatedAt = since,
    };

    /// <summary>Who talks: everybody in the first group, some in the others, pairs in the rest; alice, bob and carol in many of them.</summary>
    static IEnumerable<IReadOnlyList<UserRow>> Groupings(List<UserRow> users, Random chance)
    {
        yield return users;
        for (var i = 1; i < Groups; i++)
        {
            var people = users.Skip(3).OrderBy(_ => chance.Next()).Take(3 + chance.Next(14)).ToList();
            people.InsertRange(0, users.Take(3).Where((_, person) => (i + person) % 3 != 0));
            yield return people;
        }
        yield return [users[0], users[1]];
        yield return [users[0], users[2]];
        yield return [users[1], users[2]];
        yield return [users[0]];
        for (var i = 4; i < Directs; i++) yield return [users[i % 3], users[3 + i * 3]];
    }

    static DemoConversation Conversation(int number, IReadOnlyList<UserRow> people, DateTimeOffset now, Random chance)
    {
        var isGroup = number < Groups;
        var share = number == 0 ? 6 : isGroup ? 3 : 1;
        var count = Messages * share / (6 + 3 * (Groups - 1) + Directs) + 1;
        // The first group is as old as the company.
        var begin = now - History * (number == 0 ? 1 : 0.3 + 0.7 * chance.NextDouble());
        var id = Id(1_000 + number);
        var messages = Talk(id, people, count, begin, now, isGroup, chance);
        var (low, high) = people[0].Id.CompareTo(people[^1].Id) <= 0 ? (people[0].Id, people[^1].Id) : (people[^1].Id, people[0].Id);
        var row = new ConversationRow
        {
            Id = id,
            Kind = isGroup ? ConversationKind.Group : ConversationKind.Direct,
            Title = isGroup ? Titles[number] : null,
            Description = number == 0 ? "公司公告与闲聊 · Announcements and small talk" : null,
            History = HistoryVisibility.All,
            DirectLow = isGroup ? null : low,
            DirectHigh = isGroup ? null : high,
            Seq = messages.Count,
            Version = messages.Count,
            DetailsVersion = 1,
            MemberCount = people.Count,
            CreatedAt = begin,
            ActiveAt = messages[^1].PostedAt,
        };
        var members = people.Select((person, i) => new MemberRow
        {
            ConversationId = id,
            UserId = person.Id,
            Role = !isGroup || i > 1 ? MemberRole.Member : i == 0 ? MemberRole.Owner : MemberRole.Administrator,
            JoinedAt = begin,
            FirstSeq = 1,
            ReadSeq = chance.Next(4) == 0 ? Math.Max(0, messages.Count - chance.Next(12)) : messages.Count,
            Version = 1,
        }).ToList();
        return new(row, members, messages);
    }

    /// <summary>Exchanges at working hours, one line a minute or so, the days between them as they fall.</summary>
    static List<MessageRow> Talk(Guid id, IReadOnlyList<UserRow> people, int count, DateTimeOffset begin, DateTimeOffset now, bool isGroup, Random chance)
    {
        var messages = new List<MessageRow>(count);
        if (isGroup)
            messages.Add(Row(id, messages, begin, people[0], null, MessageRows.ToJson(new()
            {
                Event = SystemEvent.GroupCreated,
                UserIds = [.. people.Skip(1).Select(p => p.Id)],
            })));
        var starts = Enumerable.Range(0, (int)(count / DemoTalk.AverageLength)).Select(_ => AtWork(begin + (now - begin) * chance.NextDouble(), chance)).Where(t => t > begin && t < now.AddMinutes(-30)).Order().ToList();
        var time = begin;
        foreach (var start in starts)
        {
            time = start > time ? start : time;
            var speaker = chance.Next(people.Count);
            foreach (var line in DemoTalk.Next(chance))
            {
                time += TimeSpan.FromSeconds(8 + chance.Next(70));
                if (time >= now) return messages;
                messages.Add(Row(id, messages, time, people[speaker], line, null));
                speaker = people.Count == 1 ? 0 : (speaker + 1 + chance.Next(Math.Min(people.Count - 1, 4))) % people.Count;
            }
        }
        return messages;
    }

    /// <summary>The same day, moved to Monday to Friday, 8:30 to 18:30 in Shanghai.</summary>
    static DateTimeOffset AtWork(DateTimeOffset time, Random chance)
    {
        var day = new DateTimeOffset(time.Date, TimeSpan.FromHours(8));
        day = day.DayOfWeek switch { DayOfWeek.Saturday => day.AddDays(-1), DayOfWeek.Sunday => day.AddDays(1), _ => day };
        return (day + TimeSpan.FromMinutes(510 + chance.Next(600))).ToUniversalTime();
    }

    static MessageRow Row(Guid conversation, List<MessageRow> before, DateTimeOffset time, UserRow sender, string? text, string? system) => new()
    {
        ConversationId = conversation,
        Seq = before.Count + 1,
        Version = before.Count + 1,
        Kind = system is null ? MessageKind.Text : MessageKind.System,
        SenderId = sender.Id,
        ClientMessageId = system is null ? Guid.CreateVersion7(time) : null,
        PostedAt = time,
        Text = text,
        System = system,
    };

    static async Task CopyAsync(NpgsqlConnection connection, IEnumerable<MessageRow> rows, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync("""
            copy messages (conversation_id, seq, version, kind, sender_id, client_message_id, posted_at, text, system) from stdin (format binary)
            """, cancellationToken);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(row.ConversationId, cancellationToken);
            await copy.WriteAsync(row.Seq, cancellationToken);
            await copy.WriteAsync(row.Version, cancellationToken);
            await copy.WriteAsync((int)row.Kind, cancellationToken);
            await copy.WriteAsync(row.SenderId, cancellationToken);
            await (row.ClientMessageId is { } id ? copy.WriteAsync(id, cancellationToken) : copy.WriteNullAsync(cancellationToken));
            await copy.WriteAsync(row.PostedAt, NpgsqlDbType.TimestampTz, cancellationToken);
            await (row.Text is { } text ? copy.WriteAsync(text, cancellationToken) : copy.WriteNullAsync(cancellationToken));
            await (row.System is { } system ? copy.WriteAsync(system, NpgsqlDbType.Jsonb, cancellationToken) : copy.WriteNullAsync(cancellationToken));
        }
        await copy.CompleteAsync(cancellationToken);
    }

    static Guid Id(int number) => new($"00000000-0000-7000-8000-{number:d12}");

    sealed record DemoConversation(ConversationRow Row, IReadOnlyList<MemberRow> Members, IReadOnlyList<MessageRow> Messages);
}

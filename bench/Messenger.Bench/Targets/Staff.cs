using System.Security.Cryptography;
using System.Text;
using Messenger.Bench.Load;
using Npgsql;

namespace Messenger.Bench.Targets;

/// <summary>Users with a personal access token each, and the groups that they are in, written straight into a new database.</summary>
sealed record Staff(IReadOnlyList<Guid> Users, IReadOnlyList<string> Tokens)
{
    /// <summary>Hires users; the schema must be there.</summary>
    public static async Task<Staff> HireAsync(PostgresServer postgres, int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        var users = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7(now)).ToArray();
        var tokens = users.Select(_ => "mpat_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))).ToArray();
        await ExecuteAsync(postgres, """
            insert into users (id, user_name, normalized_user_name, display_name, created_at, security_stamp, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count, is_administrator, hides_last_seen)
            select id, 'user' || ord, 'USER' || ord, 'User ' || ord, now(), id::text, false, false, false, false, 0, false, false from unnest($1::uuid[]) with ordinality u (id, ord)
            """, users);
        await ExecuteAsync(postgres, """
            insert into sessions (id, user_id, device, token_hash, scopes, created_at, last_seen_at, expires_at)
            select gen_random_uuid(), user_id, 'bench', hash, array[1, 2], now(), now(), now() + interval '1 day' from unnest($1::uuid[], $2::bytea[]) s (user_id, hash)
            """, users, tokens.Select(t => SHA256.HashData(Encoding.UTF8.GetBytes(t))).ToArray());
        return new(users, tokens);
    }

    /// <summary>Puts users into groups: group i has the members that the function names, by their places among the users.</summary>
    public async Task<IReadOnlyList<Guid>> GroupAsync(PostgresServer postgres, int count, Func<int, IEnumerable<int>> membersOf)
    {
        var now = TimeProvider.System.GetUtcNow();
        var groups = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7(now)).ToArray();
        var members = groups.SelectMany((group, i) => membersOf(i).Select(user => (group, Users[user]))).ToArray();
        await ExecuteAsync(postgres, """
            insert into conversations (id, kind, title, history, seq, version, details_version, member_count, delivery_epoch, created_at, active_at, changed_xid)
            select g.id, 2, 'Group ' || ord, 1, 0, 0, 0, coalesce(m.members, 0), 0, now(), now(), pg_current_xact_id()
            from unnest($1::uuid[]) with ordinality g (id, ord) left join (select id, count(*) as members from unnest($2::uuid[]) m (id) group by id) m using (id)
            """, groups, members.Select(m => m.group).ToArray());
        await ExecuteAsync(postgres, """
            insert into members (conversation_id, user_id, role, joined_at, first_seq, read_seq, version, changed_xid)
            select conversation_id, user_id, 1, now(), 1, 0, 0, pg_current_xact_id() from unnest($1::uuid[], $2::uuid[]) m (conversation_id, user_id)
            """, members.Select(m => m.group).ToArray(), members.Select(m => m.Item2).ToArray());
        await ExecuteAsync(postgres, "vacuum analyze"); // as autovacuum has done for tables that were not filled a moment ago
        return groups;
    }

    /// <summary>A connection of a user, who speaks in a room.</summary>
    public Seat Seat(int user, Guid room) => new(Users[user], Tokens[user], room);

    static async Task ExecuteAsync(PostgresServer postgres, string sql, params object[] parameters)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString + ";Command Timeout=0");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        await command.ExecuteNonQueryAsync();
    }
}

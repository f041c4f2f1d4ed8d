using System.Collections.Concurrent;
using System.Globalization;
using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Domain;
using Messenger.Domain.Identity;
using Messenger.Infrastructure.Directory;
using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Infrastructure.Identity;

/// <summary>The sessions on PostgreSQL, with a short memory of those that were open.</summary>
sealed class SessionStore : ISessions, ISessionGate, ISessionActivity
{
    static readonly TimeSpan GateMemory = TimeSpan.FromSeconds(5);
    static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(1);
    const int LongestDevice = 100;
    const int MostRemembered = 100_000;

    /// <summary>Connections that the gate takes of the pool: after an outage everybody comes at once, and reading what was missed needs connections too.</summary>
    const int GateConnections = 2;

    readonly IDbContextFactory<MessengerDbContext> _databases;
    readonly Sessions _settings;
    readonly TimeProvider _clock;
    readonly SharedQuestions _whichAreOpen;
    readonly ConcurrentDictionary<Guid, long> _open = new();
    readonly SharedQuestions _seenIsWritten;
    readonly ConcurrentDictionary<Guid, Visit> _seen = new();
    int _endings;

    public SessionStore(IDbContextFactory<MessengerDbContext> databases, Sessions settings, TimeProvider clock)
    {
        (_databases, _settings, _clock) = (databases, settings, clock);
        _whichAreOpen = new(GateConnections, FindOpenAsync);
        _seenIsWritten = new(1, WriteSeenAsync);
    }

    public async Task<OpenedSession> OpenAsync(Guid userId, string device, string? address, Guid? authorizationId, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var session = new SessionRow
        {
            Id = Guid.CreateVersion7(now),
            UserId = userId,
            Device = device.Length > LongestDevice ? device[..LongestDevice] : device,
            Address = address,
            AuthorizationId = authorizationId,
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now + _settings.Lifetime,
        };
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        database.Sessions.Add(session);
        await database.SaveChangesAsync(cancellationToken);
        return new(session.Id, userId, session.ExpiresAt);
    }

    public async Task<IReadOnlyList<Session>> ListAsync(Guid userId, Guid? current, CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        return await Open(database.Sessions).Where(s => s.UserId == userId && s.TokenHash == null).OrderByDescending(s => s.LastSeenAt).Take(200)
            .Select(s => new Session { Id = s.Id, Device = s.Device, Address = s.Address, CreatedAt = s.CreatedAt, LastSeenAt = s.LastSeenAt, Current = s.Id == current })
            .ToListAsync(cancellationToken);
    }

    public async Task<Result<OpenSessionPage>> ListAllAsync(Guid current, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        var open = Open(database.Sessions).Where(s => s.TokenHash == null);
        if (after is not null)
        {
            if (ReadCursor(after) is not var (seen, id)) return ErrorCode.InvalidRequest;
            open = open.Where(s => EF.Functions.LessThan(ValueTuple.Create(s.LastSeenAt, s.Id), ValueTuple.Create(seen, id)));
        }
        var found = await (
            from session in open
            join user in database.Users on session.UserId equals user.Id
            where user.DeactivatedAt == null
            orderby session.LastSeenAt descending, session.Id descending
            select new { Session = session, User = user }).AsNoTracking().Take(limit + 1).ToListAsync(cancellationToken);
        return new OpenSessionPage
        {
            Sessions = [.. found.Take(limit).Select(f => new OpenSession { User = UserQueries.ToContract(f.User), Session = ToContract(f.Session, current) })],
            Next = found.Count > limit ? CursorOf(found[limit - 1].Session) : null,
        };
    }

    static Session ToContract(SessionRow row, Guid current) => new()
    {
        Id = row.Id,
        Device = row.Device,
        Address = row.Address,
        CreatedAt = row.CreatedAt,
        LastSeenAt = row.LastSeenAt,
        Current = row.Id == current,
    };

    static string CursorOf(SessionRow row) => $"{row.LastSeenAt.UtcTicks.ToString(CultureInfo.InvariantCulture)} {row.Id}";

    static (DateTimeOffset Seen, Guid Id)? ReadCursor(string text) =>
        text.Split(' ') is [var ticks, var id] && Guid.TryParse(id, out var parsed)
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) && seen <= DateTime.MaxValue.Ticks
            ? (new(seen, TimeSpan.Zero), parsed)
            : null;

    public async Task<SessionSpan?> FindSpanAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        return await Open(database.Sessions).Where(s => s.Id == sessionId).Select(s => new SessionSpan(s.CreatedAt, s.ExpiresAt)).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<bool> EndAsync(Guid userId, Guid sessionId, SessionEndReason reason, CancellationToken cancellationToken) =>
        (await EndAsync(database => database.Sessions.Where(s => s.Id == sessionId && s.UserId == userId), reason, cancellationToken)).Count == 1;

    public Task<IReadOnlyList<Guid>> EndAllAsync(Guid userId, Guid? except, SessionEndReason reason, CancellationToken cancellationToken) =>
        EndAsync(database => database.Sessions.Where(s => s.UserId == userId && s.Id != except), reason, cancellationToken);

    public Task<IReadOnlyList<Guid>> EndByAuthorizationAsync(Guid authorizationId, SessionEndReason reason, CancellationToken cancellationToken) =>
        EndAsync(database => database.Sessions.Where(s => s.AuthorizationId == authorizationId), reason, cancellationToken);

    /// <summary>Ends sessions and, in the same transaction, revokes the authorizations and tokens that belong to them.</summary>
    async Task<IReadOnlyList<Guid>> EndAsync(
        Func<MessengerDbContext, IQueryable<SessionRow>> which, SessionEndReason reason, CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var now = _clock.GetUtcNow();
        var sessions = await which(database).Where(s => s.EndedAt == null).ToListAsync(cancellationToken);
        foreach (var session in sessions) (session.EndedAt, session.EndReason) = (now, reason);
        await database.SaveChangesAsync(cancellationToken);
        Guid[] authorizations = [.. sessions.Select(s => s.AuthorizationId).OfType<Guid>()];
        await database.Database.ExecuteSqlAsync($"update openid_authorizations set status = 'revoked' where id = any({authorizations})", cancellationToken);
        await database.Database.ExecuteSqlAsync($"update openid_tokens set status = 'revoked' where authorization_id = any({authorizations})", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Guid[] ended = [.. sessions.Select(s => s.Id)];
        Forget(ended);
        return ended;
    }

    public void Forget(IReadOnlyCollection<Guid> sessionIds)
    {
        Interlocked.Increment(ref _endings); // before the removal: see IsOpenAsync
        foreach (var id in sessionIds) _open.TryRemove(id, out _);
    }

    public async ValueTask<bool> IsOpenAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        if (_open.TryGetValue(sessionId, out var since) && _clock.GetElapsedTime(since) < GateMemory) return true;
        var (asked, endings) = (_clock.GetTimestamp(), Volatile.Read(ref _endings));
        if (!await _whichAreOpen.AskAsync(sessionId, cancellationToken))
        {
            _open.TryRemove(sessionId, out _);
            return false;
        }
        if (_open.Count >= MostRemembered) _open.Clear();
        _open[sessionId] = asked;
        // If this process ended a session meanwhile, the answer may be from before that: then it is not remembered.
        if (Volatile.Read(ref _endings) != endings) _open.TryRemove(sessionId, out _);
        return true;
    }

    public async Task<IReadOnlyList<EndedSession>> FindEndedAsync(IReadOnlyCollection<Guid> sessionIds, CancellationToken cancellationToken)
    {
        if (sessionIds.Count == 0) return [];
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        var open = await OpenAmong(database, sessionIds).ToListAsync(cancellationToken);
        var closed = sessionIds.Except(open).ToList();
        if (closed.Count == 0) return [];
        var reasons = await database.Sessions.Where(s => closed.Contains(s.Id))
            .ToDictionaryAsync(s => s.Id, s => s.EndReason ?? SessionEndReason.Expired, cancellationToken);
        foreach (var id in closed) _open.TryRemove(id, out _);
        return [.. closed.Select(id => new EndedSession(id, reasons.GetValueOrDefault(id, SessionEndReason.Expired)))];
    }

    async Task<IReadOnlySet<Guid>> FindOpenAsync(IReadOnlyCollection<Guid> sessionIds)
    {
        await using var database = await _databases.CreateDbContextAsync();
        return (await OpenAmong(database, sessionIds).ToListAsync()).ToHashSet();
    }

    IQueryable<Guid> OpenAmong(MessengerDbContext database, IReadOnlyCollection<Guid> sessionIds) =>
        Open(database.Sessions).Where(s => sessionIds.Contains(s.Id) && database.Users.Any(u => u.Id == s.UserId && u.DeactivatedAt == null)).Select(s => s.Id);

    public void Seen(Guid sessionId, string? address)
    {
        var visit = new Visit(_clock.GetTimestamp(), _clock.GetUtcNow(), address);
        if (_seen.TryGetValue(sessionId, out var last) && _clock.GetElapsedTime(last.Stamp, visit.Stamp) < SeenStep) return;
        if (_seen.Count >= MostRemembered) _seen.Clear();
        _seen[sessionId] = visit;
        _ = WrittenAsync(sessionId);
    }

    async Task WrittenAsync(Guid sessionId)
    {
        try
        {
            await _seenIsWritten.AskAsync(sessionId, CancellationToken.None);
        }
        catch (Exception e) when (e is Npgsql.NpgsqlException or InvalidOperationException)
        {
            // The time is for people to look at; the next use writes it again.
            _seen.TryRemove(sessionId, out _);
        }
    }

    /// <summary>Writes of a crowd at once what would be a transaction for each. The rows are locked in order: a session may be used at two nodes.</summary>
    async Task<IReadOnlySet<Guid>> WriteSeenAsync(IReadOnlyCollection<Guid> sessionIds)
    {
        var visits = sessionIds.Select(id => (Id: id, Visit: _seen.GetValueOrDefault(id))).Where(v => v.Visit is not null).ToList();
        await using var database = await _databases.CreateDbContextAsync();
        await database.Database.ExecuteSqlAsync($"""
            with visited as (
                select s.id, v.at, v.address from sessions s
                join unnest({visits.Select(v => v.Id).ToArray()}, {visits.Select(v => v.Visit!.At).ToArray()}, {visits.Select(v => v.Visit!.Address).ToArray()}) v (id, at, address) on s.id = v.id
                where s.last_seen_at < v.at order by s.id for no key update of s)
            update sessions s set last_seen_at = v.at, address = v.address from visited v where s.id = v.id
            """);
        return sessionIds.ToHashSet();
    }

    IQueryable<SessionRow> Open(IQueryable<SessionRow> sessions)
    {
        var now = _clock.GetUtcNow();
        var idle = now - _settings.IdleLimit;
        return sessions.Where(s => s.EndedAt == null && s.ExpiresAt > now && (s.LastSeenAt > idle || s.TokenHash != null));
    }

    sealed record Visit(long Stamp, DateTimeOffset At, string? Address);
}

using Messenger.Contracts.Directory;
using Messenger.Domain.Directory;
using Messenger.Domain.Identity;
using Messenger.Infrastructure.Identity;
using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Infrastructure.Directory;

/// <summary>Imports people in one transaction; a dry run does the same, and writes nothing.</summary>
sealed class PeopleImportStore(IDbContextFactory<MessengerDbContext> databases, TimeProvider clock) : IPeopleImport
{
    const int MostReported = 1_000;

    public async Task<ImportOutcome> ApplyAsync(IReadOnlyList<PersonRecord> people, bool dryRun, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await Accounts.LockAdministratorsAsync(database, cancellationToken);
        await DepartmentPaths.LockAsync(database, cancellationToken);
        var import = await Import.BeginAsync(database, people, clock.GetUtcNow(), cancellationToken);
        foreach (var person in people) import.Apply(person);

        ImportError[] errors = await import.KeepsAdministratorAsync(cancellationToken)
            ? []
            : [new() { Line = 1, Column = "administrator", Fault = ImportFault.AdministratorRequired }];
        var applied = !dryRun && errors.Length == 0;
        if (applied)
        {
            await database.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        var report = new ImportReport
        {
            Applied = applied,
            Rows = people.Count,
            Created = import.Changed.Count(p => p.IsNew),
            Updated = import.Changed.Count(p => !p.IsNew),
            Unchanged = people.Count - import.Changed.Count,
            NewDepartments = import.NewDepartments,
            Errors = errors,
            People = [.. import.Changed.Take(MostReported)],
        };
        return new(report, applied ? import.DeactivatedIds : []);
    }

    /// <summary>The rows as they are, and as the records make them.</summary>
    sealed class Import
    {
        readonly MessengerDbContext _database;
        readonly DateTimeOffset _now;
        readonly Dictionary<string, UserRow> _users;
        readonly Dictionary<Guid, DepartmentRow> _departments;
        readonly Dictionary<string, DepartmentRow> _byPath = new(StringComparer.Ordinal);
        readonly Dictionary<Guid, List<DepartmentHeadRow>> _heads;

        Import(MessengerDbContext database, DateTimeOffset now, List<UserRow> users, List<DepartmentRow> departments, List<DepartmentHeadRow> heads)
        {
            (_database, _now) = (database, now);
            _users = users.ToDictionary(u => u.NormalizedUserName!, StringComparer.Ordinal);
            _departments = departments.ToDictionary(d => d.Id);
            foreach (var department in departments) _byPath[PathOf(department.Id)] = department;
            _heads = heads.GroupBy(h => h.DepartmentId).ToDictionary(g => g.Key, g => g.OrderBy(h => h.Position).ToList());
        }

        public List<ImportedPerson> Changed { get; } = [];

        public List<string> NewDepartments { get; } = [];

        public List<Guid> DeactivatedIds { get; } = [];

        public static async Task<Import> BeginAsync(MessengerDbContext database, IReadOnlyList<PersonRecord> people, DateTimeOffset now, CancellationToken cancellationToken)
        {
            var users = new List<UserRow>();
            foreach (var names in people.Select(p => UserNames.Normalize(p.UserName)).Chunk(2_000))
                users.AddRange(await database.Users.Where(u => names.Contains(u.NormalizedUserName!)).ToListAsync(cancellationToken));
            return new(database, now, users, await database.Departments.ToListAsync(cancellationToken), await database.DepartmentHeads.ToListAsync(cancellationToken));
        }

        public void Apply(PersonRecord person)
        {
            var name = UserNames.Normalize(person.UserName);
            var isNew = !_users.TryGetValue(name, out var user);
            if (user is null) _database.Users.Add(_users[name] = user = Accounts.NewUser(Guid.CreateVersion7(_now), person.UserName, person.DisplayName ?? person.UserName, email: null, isAdministrator: false, _now));
            var changes = new List<ImportedChange>();
            if (isNew) changes.Add(new() { Column = "display_name", After = user.DisplayName });
            else Set("display_name", user.DisplayName, person.DisplayName, value => user.DisplayName = value!);
            Set("email", user.Email, person.Email, value => (user.Email, user.NormalizedEmail) = (value, value?.ToUpperInvariant()));
            Set("title", user.Title, person.Title, value => user.Title = value);
            Set("phone", user.Phone, person.Phone, value => user.Phone = value);
            Set("pinyin", user.Pinyin, person.Pinyin, value => user.Pinyin = value);
            Set("language", user.Language, person.Language, value => user.Language = value);
            Set("time_zone", user.TimeZone, person.TimeZone, value => user.TimeZone = value);
            Set("department", user.DepartmentId is { } id ? PathOf(id) : null, person.Department, path => Put(user, path));
            SetFlag("administrator", user.IsAdministrator, person.IsAdministrator, value => user.IsAdministrator = value);
            SetFlag("active", user.DeactivatedAt is null, person.IsActive, value => Activate(user, value));
            if (user.DepartmentId is { } department) SetFlag("head", HeadsOf(department).Any(h => h.UserId == user.Id), person.IsHead, value => Lead(department, user.Id, value));
            if (isNew || changes.Count > 0) Changed.Add(new() { Line = person.Line, UserName = user.UserName!, IsNew = isNew, Changes = changes });

            void Set(string column, string? before, string? wish, Action<string?> set)
            {
                var after = UserQueries.Keep(wish, before);
                if (after == before) return;
                set(after);
                changes.Add(new() { Column = column, Before = before, After = after });
            }

            void SetFlag(string column, bool before, bool? wish, Action<bool> set)
            {
                if (wish is not { } after || after == before) return;
                set(after);
                changes.Add(new() { Column = column, Before = isNew ? null : Word(before), After = Word(after) });
            }
        }

        /// <summary>Whether somebody could still administrate the accounts.</summary>
        public async Task<bool> KeepsAdministratorAsync(CancellationToken cancellationToken)
        {
            if (_users.Values.Any(IsAdministrator)) return true;
            var named = _users.Values.Select(u => u.Id).ToList();
            var others = await _database.Users.Where(u => u.IsAdministrator && u.DeactivatedAt == null).Select(u => u.Id).ToListAsync(cancellationToken);
            // Where there is none, none is lost.
            return others.Count == 0 || others.Except(named).Any();
        }

        static bool IsAdministrator(UserRow user) => user is { IsAdministrator: true, DeactivatedAt: null };

        static string Word(bool value) => value ? "yes" : "no";

        void Activate(UserRow user, bool active)
        {
            user.DeactivatedAt = active ? null : _now;
            user.SecurityStamp = Accounts.NewStamp();
            if (!active) DeactivatedIds.Add(user.Id);
        }

        void Put(UserRow user, string? path)
        {
            var department = path is null ? null : FindOrMake(path);
            (user.DepartmentId, user.Department) = (department?.Id, department?.Name);
        }

        DepartmentRow FindOrMake(string path)
        {
            if (_byPath.TryGetValue(path, out var found)) return found;
            var cut = path.LastIndexOf(DepartmentRules.Separator);
            var parent = cut < 0 ? null : FindOrMake(path[..cut]);
            var made = new DepartmentRow { Id = Guid.CreateVersion7(_now), ParentId = parent?.Id, Name = path[(cut + 1)..] };
            _database.Departments.Add(made);
            _departments[made.Id] = made;
            NewDepartments.Add(path);
            return _byPath[path] = made;
        }

        List<DepartmentHeadRow> HeadsOf(Guid department) => _heads.TryGetValue(department, out var heads) ? heads : _heads[department] = [];

        void Lead(Guid department, Guid user, bool leads)
        {
            var heads = HeadsOf(department);
            if (leads)
            {
                var head = new DepartmentHeadRow { DepartmentId = department, UserId = user, Position = heads.Count == 0 ? 0 : heads[^1].Position + 1 };
                heads.Add(head);
                _database.DepartmentHeads.Add(head);
            }
            else
            {
                var head = heads.Single(h => h.UserId == user);
                heads.Remove(head);
                _database.DepartmentHeads.Remove(head);
            }
        }

        string PathOf(Guid department) => DepartmentPaths.Of(_departments, department);
    }
}

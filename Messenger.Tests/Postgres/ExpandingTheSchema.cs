using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Xunit;

namespace Messenger.Tests.Postgres;

/// <summary>
/// While nodes are upgraded one by one, those of the previous version go on with the schema of the new one. So a release only adds; what the
/// previous version uses is taken away by a later one.
/// </summary>
public sealed class ExpandingTheSchema
{
    /// <summary>What a migration does in spite of the rule, each with the reason why nodes of the previous version do not suffer: "migration: finding".</summary>
    static readonly Dictionary<string, string> Reviewed = new()
    {
        ["20261124135204_Joining: adds the rule ix_sessions_token_hash to sessions"] = "the previous version leaves the column empty, and the index has only rows where it is not",
        ["20261126203032_MessageWords: runs SQL: create function forget_words() returns trigger language plpgsql as 'begin new.words := null; return new; end'"] = "it is new",
        ["20261126203032_MessageWords: runs SQL: create trigger forget_words before update of text on messages for each row\nwhen (new.text is distinct from old.text and new.words is not distinct from old.words)\nexecute function forget_words()"] =
            "it is there for the previous version: it waits for the transactions that write messages, as adding a column does, and costs an edit a call",
        ["20261127063531_People: runs SQL: create function mark_changed_user() returns trigger language plpgsql as 'begin new.changed_xid := pg_current_xact_id(); return new; end'"] = "it is new",
        ["20261127063531_People: runs SQL: create trigger mark_changed_user before insert or update of user_name, display_name, title, department, department_id, avatar_version, email, pinyin, deactivated_at\non users for each row execute function mark_changed_user()"] =
            "it waits for the transactions that write accounts, as adding a column does, and sets only the new column",
        ["20261127063531_People: runs SQL: insert into departments (id, name, position)\nselect gen_random_uuid(), name, 0 from (select distinct replace(department, '/', '-') as name from users where department <> '') words"] = "the table is new",
        ["20261127063531_People: runs SQL: update users u set department = d.name, department_id = d.id from departments d where d.name = replace(u.department, '/', '-')"] =
            "the previous version reads the same word, with a hyphen where there was a slash; what it changes in these minutes keeps the department as it was until it is set again",
    };

    [Fact]
    public void No_migration_after_the_first_takes_anything_away_from_nodes_of_the_previous_version()
    {
        var options = new DbContextOptionsBuilder<MessengerDbContext>();
        options.UseNpgsql().UseMessengerModel();
        using var context = new MessengerDbContext(options.Options);
        var all = context.GetService<IMigrationsAssembly>();

        var findings = all.Migrations.OrderBy(m => m.Key, StringComparer.Ordinal).Skip(1)
            .SelectMany(m => Findings(all.CreateMigration(m.Value, context.Database.ProviderName!).UpOperations).Select(finding => $"{m.Key}: {finding}"));

        Assert.Equal(Reviewed.Keys.Order(StringComparer.Ordinal), findings.Order(StringComparer.Ordinal));
    }

    public static TheoryData<MigrationOperation, string?> Operations() => new()
    {
        { new DropTableOperation { Name = "messages" }, "drops table messages" },
        { new RenameTableOperation { Name = "messages", NewName = "posts" }, "renames table messages" },
        { new DropColumnOperation { Table = "messages", Name = "text" }, "drops messages.text" },
        { new RenameColumnOperation { Table = "messages", Name = "text", NewName = "body" }, "renames messages.text" },
        { Alter("bigint", nullable: true), "alters messages.edits" },
        { Alter("integer", nullable: false), "alters messages.edits" },
        { Add(nullable: false, defaultSql: null), "adds messages.edits, which must be given" },
        { Add(nullable: true, defaultSql: null), null },
        { Add(nullable: false, defaultSql: "0"), null },
        { new AddForeignKeyOperation { Table = "messages", Name = "fk" }, "adds the rule fk to messages" },
        { new AddCheckConstraintOperation { Table = "messages", Name = "ck" }, "adds the rule ck to messages" },
        { new AddUniqueConstraintOperation { Table = "messages", Name = "uq" }, "adds the rule uq to messages" },
        { new CreateIndexOperation { Table = "messages", Name = "ix", IsUnique = true }, "adds the rule ix to messages" },
        { new CreateIndexOperation { Table = "messages", Name = "ix" }, "locks messages while it makes ix" },
        { Concurrently(new() { Table = "messages", Name = "ix" }), null },
        { new SqlOperation { Sql = "update messages set text = ''" }, "runs SQL: update messages set text = ''" },
        { new CreateTableOperation { Name = "reactions" }, null },
    };

    [Theory]
    [MemberData(nameof(Operations), DisableDiscoveryEnumeration = true)]
    public void What_the_previous_version_would_notice_is_found(MigrationOperation operation, string? finding) =>
        Assert.Equal(finding is null ? [] : [finding], Findings([operation]));

    [Fact]
    public void A_table_of_the_same_migration_is_nobodys_yet() =>
        Assert.Empty(Findings([new CreateTableOperation { Name = "reactions" }, new CreateIndexOperation { Table = "reactions", Name = "ix", IsUnique = true }]));

    static IReadOnlyList<string> Findings(IReadOnlyList<MigrationOperation> operations)
    {
        var made = operations.OfType<CreateTableOperation>().Select(t => t.Name).ToHashSet();
        return [.. operations.Select(o => Finding(o, made)).OfType<string>()];
    }

    static string? Finding(MigrationOperation operation, HashSet<string> made) => operation switch
    {
        CreateTableOperation or DropIndexOperation or EnsureSchemaOperation => null,
        AddColumnOperation column when made.Contains(column.Table) || column.IsNullable || column.DefaultValue is not null || column.DefaultValueSql is not null
            || column.ComputedColumnSql is not null => null,
        AddColumnOperation column => $"adds {column.Table}.{column.Name}, which must be given",
        CreateIndexOperation index when made.Contains(index.Table) => null,
        CreateIndexOperation { IsUnique: true } index => $"adds the rule {index.Name} to {index.Table}",
        CreateIndexOperation index when index["Npgsql:CreatedConcurrently"] is true => null,
        CreateIndexOperation index => $"locks {index.Table} while it makes {index.Name}",
        AddForeignKeyOperation key => made.Contains(key.Table) ? null : $"adds the rule {key.Name} to {key.Table}",
        AddCheckConstraintOperation check => made.Contains(check.Table) ? null : $"adds the rule {check.Name} to {check.Table}",
        AddUniqueConstraintOperation unique => made.Contains(unique.Table) ? null : $"adds the rule {unique.Name} to {unique.Table}",
        DropTableOperation table => $"drops table {table.Name}",
        RenameTableOperation table => $"renames table {table.Name}",
        DropColumnOperation column => $"drops {column.Table}.{column.Name}",
        RenameColumnOperation column => $"renames {column.Table}.{column.Name}",
        AlterColumnOperation column => $"alters {column.Table}.{column.Name}",
        SqlOperation sql => $"runs SQL: {sql.Sql}",
        _ => $"does something that nobody has judged: {operation.GetType().Name}",
    };

    static AddColumnOperation Add(bool nullable, string? defaultSql) =>
        new() { Table = "messages", Name = "edits", ClrType = typeof(int), IsNullable = nullable, DefaultValueSql = defaultSql };

    static AlterColumnOperation Alter(string type, bool nullable) =>
        new() { Table = "messages", Name = "edits", ClrType = typeof(int), ColumnType = type, IsNullable = nullable };

    static CreateIndexOperation Concurrently(CreateIndexOperation index)
    {
        index["Npgsql:CreatedConcurrently"] = true;
        return index;
    }
}

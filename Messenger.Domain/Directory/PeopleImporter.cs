using Messenger.Contracts;
using Messenger.Contracts.Directory;
using Messenger.Contracts.Identity;
using Messenger.Domain.Identity;

namespace Messenger.Domain.Directory;

/// <summary>What came, or would come, of people's records.</summary>
/// <param name="Report">For whoever brought them.</param>
/// <param name="DeactivatedIds">Whose accounts were deactivated.</param>
public sealed record ImportOutcome(ImportReport Report, IReadOnlyList<Guid> DeactivatedIds);

/// <summary>Makes the accounts as another system says.</summary>
public interface IPeopleImport
{
    /// <summary>Writes all or nothing; for a dry run, nothing. Who is not named stays as he is.</summary>
    Task<ImportOutcome> ApplyAsync(IReadOnlyList<PersonRecord> people, bool dryRun, CancellationToken cancellationToken);
}

/// <summary>Brings the accounts and departments in line with what the company's system of people says. CSV is one way to say it.</summary>
public sealed class PeopleImporter(IPeopleImport store, SessionEnder ender)
{
    /// <summary>Rows of one import.</summary>
    public const int MostRows = 20_000;

    const int MostErrors = 200;

    /// <summary>Imports a table, or says what that would do.</summary>
    public async Task<Result<ImportReport>> ImportAsync(PeopleTable table, bool dryRun, CancellationToken cancellationToken)
    {
        if (table.Rows.Count > MostRows) return ErrorCode.TooMany;
        var (people, errors) = PeopleColumns.Read(table);
        // What the rows without faults would do is worth knowing too, before the others are mended.
        var outcome = await ApplyAsync(people, dryRun || errors.Count > 0, cancellationToken);
        return outcome.Report with { Errors = [.. errors.Concat(outcome.Report.Errors).OrderBy(e => e.Line).Take(MostErrors)] };
    }

    /// <summary>Makes the accounts as these records say.</summary>
    public async Task<ImportOutcome> ApplyAsync(IReadOnlyList<PersonRecord> people, bool dryRun, CancellationToken cancellationToken)
    {
        var outcome = await store.ApplyAsync(people, dryRun, cancellationToken);
        foreach (var user in outcome.DeactivatedIds) await ender.EndAllAsync(user, except: null, SessionEndReason.Deactivated, cancellationToken);
        return outcome;
    }
}

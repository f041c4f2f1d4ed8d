using Messenger.Contracts;
using Messenger.Contracts.Directory;
using Messenger.Contracts.Search;
using Messenger.Domain.Conversations;
using Messenger.Domain.Search;

namespace Messenger.Domain.Directory;

/// <summary>The active people and the departments, as a search sees them. It does not change.</summary>
/// <param name="People">The people, in the order of their names.</param>
/// <param name="Departments">The departments by id.</param>
public sealed record PeopleSnapshot(IReadOnlyList<IndexedPerson> People, IReadOnlyDictionary<Guid, IndexedDepartment> Departments);

/// <summary>A department, as a search sees it.</summary>
/// <param name="Path">The folded names from the top, apart by <c>/</c>.</param>
/// <param name="Line">Itself and those above it, from itself to the top.</param>
public sealed record IndexedDepartment(string Path, IReadOnlyList<Guid> Line);

/// <summary>Has everybody at hand.</summary>
public interface IPeopleIndex
{
    /// <summary>All that was committed before the call.</summary>
    Task<PeopleSnapshot> GetAsync(CancellationToken cancellationToken);
}

/// <summary>Whom a user has to do with.</summary>
public interface IAcquaintances
{
    /// <summary>Colleagues with whom the user has a direct conversation or whom he has starred, with how near they are: the larger the nearer, 1 to 100.</summary>
    Task<IReadOnlyDictionary<Guid, int>> GetAsync(Guid user, CancellationToken cancellationToken);
}

/// <summary>Finds people by name, reading, initials, addresses, department and title.</summary>
public sealed class PeopleSearcher(IPeopleIndex index, IAcquaintances acquaintances, IConversationReader conversations)
{
    const int LongestText = 100;
    const int MostHits = 100;
    const int SameDepartment = 40;
    const int SameBranch = 20;

    /// <summary>
    /// Those who fit: the better the match the earlier, then the nearer to the caller, then by name. <see cref="ErrorCode.NotAMember"/> of the conversation that is asked about.
    /// </summary>
    public async Task<Result<PeopleHits>> SearchAsync(Guid caller, SearchPeople wish, CancellationToken cancellationToken)
    {
        if (wish.Text.Length > LongestText || wish.Limit is < 1 or > MostHits || !TextRules.IsClean(wish.Text)) return ErrorCode.InvalidRequest;
        var text = new FoldedText(wish.Text).Text.Trim();
        if (text.Length == 0) return ErrorCode.TextEmpty;
        HashSet<Guid>? members = wish.ConversationId is { } conversation ? [.. await conversations.GetMemberIdsAsync(caller, conversation, cancellationToken)] : null;
        if (members?.Count == 0) return ErrorCode.NotAMember;
        var snapshot = await index.GetAsync(cancellationToken);
        var near = await acquaintances.GetAsync(caller, cancellationToken);
        var own = snapshot.People.FirstOrDefault(p => p.User.Id == caller)?.User.DepartmentId;
        var found = Fitting(snapshot, text, wish.DepartmentId)
            .Where(hit => members?.Contains(hit.Person.User.Id) != false)
            .OrderBy(hit => hit.Fit.Grade)
            .ThenByDescending(hit => near.GetValueOrDefault(hit.Person.User.Id) + Nearness(snapshot, own, hit.Person.User.DepartmentId))
            .ThenBy(hit => hit.Place)
            .Take(wish.Limit + 1)
            .ToList();
        return new PeopleHits { Hits = [.. found.Take(wish.Limit).Select(hit => ToHit(hit.Person, hit.Fit))], More = found.Count > wish.Limit };
    }

    static IEnumerable<(IndexedPerson Person, PersonFit Fit, int Place)> Fitting(PeopleSnapshot snapshot, string text, Guid? within)
    {
        var terms = text.Split(' ');
        for (var i = 0; i < snapshot.People.Count; i++)
        {
            var person = snapshot.People[i];
            var department = person.User.DepartmentId is { } id ? snapshot.Departments.GetValueOrDefault(id) : null;
            if (within is { } wanted && department?.Line.Contains(wanted) != true) continue;
            if (Fit(person, text, terms, department?.Path) is { } fit) yield return (person, fit, i);
        }
    }

    /// <summary>The whole text, or each of its terms: then the worst of them counts, and the first is shown.</summary>
    static PersonFit? Fit(IndexedPerson person, string text, string[] terms, string? department)
    {
        if (person.Fit(text, department) is { } whole) return whole;
        if (terms.Length == 1) return null;
        PersonFit? first = null;
        var grade = FitGrade.Beginning;
        foreach (var term in terms)
        {
            if (person.Fit(term, department) is not { } fit) return null;
            first ??= fit;
            if (fit.Grade > grade) grade = fit.Grade;
        }
        return first! with { Grade = grade };
    }

    static int Nearness(PeopleSnapshot snapshot, Guid? own, Guid? other)
    {
        if (own is not { } here || other is not { } there) return 0;
        if (here == there) return SameDepartment;
        var (mine, theirs) = (snapshot.Departments.GetValueOrDefault(here), snapshot.Departments.GetValueOrDefault(there));
        return mine is not null && theirs is not null && (mine.Line.Contains(there) || theirs.Line.Contains(here) || mine.Line.Skip(1).Intersect(theirs.Line.Skip(1)).Any()) ? SameBranch : 0;
    }

    static PersonHit ToHit(IndexedPerson person, PersonFit fit) => new() { User = person.User, Name = Pieces(person.Name.Text, fit.Name), By = fit.By };

    static List<Fragment> Pieces(string name, NameFit? fit)
    {
        if (fit is not { } part) return [new() { Text = name }];
        var pieces = new List<Fragment>();
        if (part.Start > 0) pieces.Add(new() { Text = name[..part.Start] });
        pieces.Add(new() { Text = name[part.Start..part.End], IsMatch = true });
        if (part.End < name.Length) pieces.Add(new() { Text = name[part.End..] });
        return pieces;
    }
}

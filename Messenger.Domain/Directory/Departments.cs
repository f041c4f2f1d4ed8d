using Messenger.Contracts;
using Messenger.Contracts.Directory;

namespace Messenger.Domain.Directory;

/// <summary>The tree of departments and who is in them.</summary>
public interface IDepartments
{
    /// <summary>All of them, parents before children, siblings in their order.</summary>
    Task<IReadOnlyList<Department>> GetAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes one, or finds that it was made by the same request before. <see cref="ErrorCode.NotFound"/> for the parent, <see cref="ErrorCode.UserNotFound"/> for a
    /// head, <see cref="ErrorCode.NameTaken"/>, <see cref="ErrorCode.TooMany"/> below too many others.
    /// </summary>
    Task<Result<Department>> CreateAsync(Guid id, CreateDepartment wish, CancellationToken cancellationToken);

    /// <summary>Changes one; as <see cref="CreateAsync"/>, and <see cref="ErrorCode.Conflict"/> if it would be below itself.</summary>
    Task<Result<Department>> UpdateAsync(Guid id, UpdateDepartment wish, CancellationToken cancellationToken);

    /// <summary>Removes one; <see cref="ErrorCode.NotFound"/>, and <see cref="ErrorCode.NotEmpty"/> while people or other departments belong to it.</summary>
    Task<Result<Done>> RemoveAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// A page of its active people by display name; <see cref="ErrorCode.NotFound"/>, and <see cref="ErrorCode.InvalidRequest"/> for a foreign cursor.
    /// </summary>
    Task<Result<UserPage>> ListPeopleAsync(Guid id, bool below, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>The active people of these and of all below; <see cref="ErrorCode.NotFound"/>, and <see cref="ErrorCode.TooManyMembers"/> if there are more than so many.</summary>
    Task<Result<IReadOnlyList<Guid>>> GetPeopleAsync(IReadOnlyCollection<Guid> ids, int most, CancellationToken cancellationToken);
}

/// <summary>Shows the departments, and changes them for administrators.</summary>
public sealed class DepartmentKeeper(IDepartments departments, TimeProvider clock)
{
    const int MaxPage = 500;

    /// <summary>The whole tree.</summary>
    public async Task<DepartmentTree> GetAsync(CancellationToken cancellationToken) => new() { Departments = await departments.GetAsync(cancellationToken) };

    /// <summary>A page of the people of one.</summary>
    public async Task<Result<UserPage>> ListPeopleAsync(Guid id, bool below, string? after, int limit, CancellationToken cancellationToken) =>
        limit is < 1 or > MaxPage || !TextRules.IsClean(after) ? ErrorCode.InvalidRequest : await departments.ListPeopleAsync(id, below, after, limit, cancellationToken);

    /// <summary>Makes one.</summary>
    public async Task<Result<Department>> CreateAsync(CreateDepartment wish, CancellationToken cancellationToken) =>
        Check(wish.Name, wish.HeadIds) is { } reason ? reason : await departments.CreateAsync(wish.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), wish, cancellationToken);

    /// <summary>Changes one.</summary>
    public async Task<Result<Department>> UpdateAsync(Guid id, UpdateDepartment wish, CancellationToken cancellationToken) =>
        Check(wish.Name, wish.HeadIds) is { } reason ? reason : await departments.UpdateAsync(id, wish, cancellationToken);

    /// <summary>Removes an empty one.</summary>
    public Task<Result<Done>> RemoveAsync(Guid id, CancellationToken cancellationToken) => departments.RemoveAsync(id, cancellationToken);

    static ErrorCode? Check(string? name, IReadOnlyList<Guid>? heads) =>
        heads?.Count > DepartmentRules.MostHeads || heads?.Distinct().Count() < heads?.Count ? ErrorCode.InvalidRequest
        : name is null ? null
        : DepartmentRules.CheckName(name);
}

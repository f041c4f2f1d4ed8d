using Messenger.Contracts;
using Messenger.Domain.Directory;

namespace Messenger.Domain.Conversations;

/// <summary>Whole departments as members of a group: those who are in them at that moment.</summary>
public sealed class DepartmentMembers(IDepartments departments, ConversationLimits limits)
{
    /// <summary>The people of these and of all below.</summary>
    public async Task<Result<IReadOnlyList<Guid>>> GetAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? Array.Empty<Guid>()
        : ids.Count > DepartmentRules.MostAtOnce ? ErrorCode.InvalidRequest
        : await departments.GetPeopleAsync(ids, limits.MaxMembers, cancellationToken);
}

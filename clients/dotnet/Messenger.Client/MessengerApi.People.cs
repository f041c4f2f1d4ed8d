using Messenger.Contracts;
using Messenger.Contracts.Directory;
using Messenger.Contracts.Presence;

namespace Messenger.Client;

/// <summary>People and departments.</summary>
public sealed partial class MessengerApi
{
    /// <summary>People by name, reading, initials, addresses, department and title, the nearest first.</summary>
    public Task<Reply<PeopleHits>> SearchPeopleAsync(SearchPeople request, CancellationToken cancellationToken) =>
        SendAsync<PeopleHits>(HttpMethod.Post, "search/people", request, cancellationToken);

    /// <summary>A colleague's profile.</summary>
    public Task<Reply<Profile>> GetProfileAsync(Guid user, CancellationToken cancellationToken) => SendAsync<Profile>(HttpMethod.Get, $"users/{user}/profile", null, cancellationToken);

    /// <summary>One's own profile.</summary>
    public Task<Reply<OwnProfile>> GetProfileAsync(CancellationToken cancellationToken) => SendAsync<OwnProfile>(HttpMethod.Get, "profile", null, cancellationToken);

    /// <summary>Changes one's own profile.</summary>
    public Task<Reply<OwnProfile>> UpdateProfileAsync(UpdateProfile request, CancellationToken cancellationToken) => SendAsync<OwnProfile>(Patch, "profile", request, cancellationToken);

    /// <summary>Says something of oneself for a while; an empty status takes it away.</summary>
    public Task<Reply<PersonStatus>> SetStatusAsync(PersonStatus request, CancellationToken cancellationToken) => SendAsync<PersonStatus>(HttpMethod.Put, "profile/status", request, cancellationToken);

    /// <summary>Sets one's picture: PNG, JPEG or WebP of at most 256 KiB.</summary>
    public Task<Reply<User>> SetAvatarAsync(byte[] image, string contentType, CancellationToken cancellationToken) =>
        SendRawAsync<User>(HttpMethod.Put, "profile/avatar", new Body(image, contentType), cancellationToken);

    /// <summary>Takes one's picture away.</summary>
    public Task<Reply<User>> RemoveAvatarAsync(CancellationToken cancellationToken) => SendAsync<User>(HttpMethod.Delete, "profile/avatar", null, cancellationToken);

    /// <summary>The tree of departments.</summary>
    public Task<Reply<DepartmentTree>> GetDepartmentsAsync(CancellationToken cancellationToken) => SendAsync<DepartmentTree>(HttpMethod.Get, "departments", null, cancellationToken);

    /// <summary>The people of a department, with those of all below if asked.</summary>
    public Task<Reply<UserPage>> GetDepartmentPeopleAsync(Guid department, bool below, string? after, CancellationToken cancellationToken) =>
        SendAsync<UserPage>(HttpMethod.Get, Address($"departments/{department}/people", ("below", below ? "true" : null), ("after", after)), null, cancellationToken);

    /// <summary>Makes a department; administrators only.</summary>
    public Task<Reply<Department>> CreateDepartmentAsync(CreateDepartment request, CancellationToken cancellationToken) =>
        SendAsync<Department>(HttpMethod.Post, "admin/departments", request, cancellationToken);

    /// <summary>Renames, moves or orders a department, or says who leads it; administrators only.</summary>
    public Task<Reply<Department>> UpdateDepartmentAsync(Guid department, UpdateDepartment request, CancellationToken cancellationToken) =>
        SendAsync<Department>(Patch, $"admin/departments/{department}", request, cancellationToken);

    /// <summary>Removes an empty department; administrators only.</summary>
    public Task<Reply<Done>> RemoveDepartmentAsync(Guid department, CancellationToken cancellationToken) =>
        SendAsync<Done>(HttpMethod.Delete, $"admin/departments/{department}", null, cancellationToken);

    /// <summary>Makes and changes accounts as a CSV file says, or says what that would change; administrators only.</summary>
    public Task<Reply<ImportReport>> ImportPeopleAsync(byte[] csv, bool dryRun, CancellationToken cancellationToken) =>
        SendRawAsync<ImportReport>(HttpMethod.Post, Address("admin/people/import", ("dryRun", dryRun ? "true" : null)), new Body(csv, "text/csv"), cancellationToken);
}

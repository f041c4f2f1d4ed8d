using Messenger.Api.Identity;
using Messenger.Contracts;
using Messenger.Contracts.Directory;
using Messenger.Contracts.Identity;
using Messenger.Domain.Directory;
using Messenger.Domain.Limits;
using Messenger.Infrastructure.Directory;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Messenger.Api.Directory;

/// <summary>Departments over REST, and bringing in people from a file.</summary>
static class DepartmentEndpoints
{
    /// <summary>Bytes of a file of people.</summary>
    const int MaxFile = 10_000_000;

    public static void MapDepartments(this IEndpointRouteBuilder api)
    {
        var departments = api.MapGroup("/departments").WithTags("Directory");
        departments.MapGet("", GetTree).WithSummary("The tree of departments, with heads and numbers of people.");
        departments.MapGet("/{departmentId:guid}/people", ListPeople).WithSummary("The people of a department, by name; with those of all below if asked.");

        var administration = api.MapGroup("/admin").RequireAuthorization(AccountEndpoints.Policy).NeedsScope(AccessScope.Administrate).WithTags("Administration");
        administration.MapPost("/departments", Create).WithSummary("Makes a department.");
        administration.MapPatch("/departments/{departmentId:guid}", Update).WithSummary("Renames, moves or orders a department, or says who leads it.");
        administration.MapDelete("/departments/{departmentId:guid}", Remove).WithSummary("Removes a department to which nobody and nothing belongs.");
        administration.MapPost("/people/import", Import).Accepts<byte[]>("text/csv").CountedAs(Verb.Create).WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithSummary("Makes and changes accounts as a CSV file says, all or nothing; with dryRun it only says what would change.");
    }

    static async Task<Ok<DepartmentTree>> GetTree(DepartmentKeeper keeper, CancellationToken cancellationToken) =>
        TypedResults.Ok(await keeper.GetAsync(cancellationToken));

    static async Task<Results<Ok<UserPage>, ProblemHttpResult>> ListPeople(
        Guid departmentId, string? after, DepartmentKeeper keeper, CancellationToken cancellationToken, bool below = false, int limit = 100) =>
        (await keeper.ListPeopleAsync(departmentId, below, after, limit, cancellationToken)).ToHttp();

    static async Task<Results<Ok<Department>, ProblemHttpResult>> Create(CreateDepartment wish, DepartmentKeeper keeper, CancellationToken cancellationToken) =>
        (await keeper.CreateAsync(wish, cancellationToken)).ToHttp();

    static async Task<Results<Ok<Department>, ProblemHttpResult>> Update(
        Guid departmentId, UpdateDepartment wish, DepartmentKeeper keeper, CancellationToken cancellationToken) =>
        (await keeper.UpdateAsync(departmentId, wish, cancellationToken)).ToHttp();

    static async Task<Results<NoContent, ProblemHttpResult>> Remove(Guid departmentId, DepartmentKeeper keeper, CancellationToken cancellationToken) =>
        (await keeper.RemoveAsync(departmentId, cancellationToken)).ToHttp();

    static async Task<Results<Ok<ImportReport>, ProblemHttpResult>> Import(
        HttpContext context, PeopleImporter importer, CancellationToken cancellationToken, bool dryRun = false)
    {
        var file = await RequestBodies.ReadAsync(context.Request, MaxFile, cancellationToken);
        if (file.Length > MaxFile) return ErrorCode.FileTooLarge.ToProblem();
        return (await importer.ImportAsync(CsvFile.Read(file), dryRun, cancellationToken)).ToHttp();
    }
}

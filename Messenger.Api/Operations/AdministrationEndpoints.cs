using Messenger.Api.Identity;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Operations;
using Messenger.Domain.Operations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Api.Operations;

/// <summary>What administrators see of the installation: its rules and its health.</summary>
static class AdministrationEndpoints
{
    public static void MapAdministration(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin").RequireAuthorization(AccountEndpoints.Policy).NeedsScope(AccessScope.Administrate).WithTags("Administration");
        admin.MapGet("/policies", GetPolicies).WithSummary("The rules that hold on this server, with the setting that changes each.");
        admin.MapGet("/system", GetSystem).WithSummary("How the parts of the installation are; answers within a second, whatever is away.");
    }

    static Ok<PolicyList> GetPolicies(EffectivePolicies policies) => TypedResults.Ok(policies.List());

    static async Task<Ok<SystemReport>> GetSystem(SystemExaminer examiner) => TypedResults.Ok(await examiner.ExamineAsync());
}

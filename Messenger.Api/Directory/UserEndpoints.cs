using Messenger.Contracts;
using Messenger.Contracts.Directory;
using Messenger.Domain.Directory;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Api.Directory;

/// <summary>Colleagues over REST.</summary>
static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("Directory");
        users.MapGet("", Find).WithSummary("Users by name, or by ids (comma-separated).");
        users.MapGet("/{userId:guid}", Get).WithSummary("One user.");
    }

    static async Task<Results<Ok<UserPage>, ProblemHttpResult>> Find(
        string? query, string? ids, string? after, UserFinder finder, CancellationToken cancellationToken, int limit = 100)
    {
        if (ids is null) return (await finder.FindAsync(query, after, limit, cancellationToken)).ToHttp();
        return GuidList.TryParse(ids, UserFinder.MaxIds, out var wanted)
            ? (await finder.GetAsync(wanted, cancellationToken)).ToHttp()
            : ErrorCode.InvalidRequest.ToProblem();
    }

    static async Task<Results<Ok<User>, ProblemHttpResult>> Get(Guid userId, UserFinder finder, CancellationToken cancellationToken) =>
        (await finder.GetAsync(userId, cancellationToken)).ToHttp();
}

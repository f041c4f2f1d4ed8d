using Messenger.Contracts;
using Messenger.Contracts.Presence;
using Messenger.Domain.Directory;
using Messenger.Domain.Presence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Api.Presence;

/// <summary>Presence over REST, for those without a connection.</summary>
static class PresenceEndpoints
{
    public static void MapPresence(this IEndpointRouteBuilder api) =>
        api.MapGet("/presence", Get).WithTags("Presence").WithSummary("Who can be reached now (ids comma-separated).");

    static async Task<Results<Ok<PresenceList>, ProblemHttpResult>> Get(string userIds, IPresence presence, CancellationToken cancellationToken) =>
        GuidList.TryParse(userIds, UserFinder.MaxIds, out var users)
            ? TypedResults.Ok(new PresenceList { Users = await presence.GetAsync(users, cancellationToken) })
            : ErrorCode.InvalidRequest.ToProblem();
}

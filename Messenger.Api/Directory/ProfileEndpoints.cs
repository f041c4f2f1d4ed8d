using Messenger.Api.Identity;
using Messenger.Contracts.Directory;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Presence;
using Messenger.Domain.Conversations;
using Messenger.Domain.Directory;
using Messenger.Domain.Limits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Api.Directory;

/// <summary>Profiles over REST.</summary>
static class ProfileEndpoints
{
    public static void MapProfiles(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users/{userId:guid}").WithTags("Directory");
        users.MapGet("/profile", Get).WithSummary("What a colleague says of himself, and the company of him.");
        users.MapGet("/avatar", GetAvatar).WithSummary("The picture of a user; ask with its version, and keep the answer.");

        var own = api.MapGroup("/profile").WithTags("Directory");
        own.MapGet("", GetOwn).WithSummary("The caller's own profile.");
        own.MapPatch("", Update).WithSummary("Changes the caller's own profile.");
        own.MapPut("/status", SetStatus).WithSummary("Says something of oneself for a while; an empty status takes it away.");
        own.MapPut("/avatar", SetAvatar).Accepts<byte[]>("image/png", "image/jpeg", "image/webp").CountedAs(Verb.Create)
            .WithSummary("Sets the caller's picture: PNG, JPEG or WebP of at most 256 KiB.");
        own.MapDelete("/avatar", RemoveAvatar).WithSummary("Takes the caller's picture away.");

        api.MapPost("/search/people", Search).CountedAs(Verb.Search).NeedsScope(AccessScope.Read).WithTags("Search")
            .WithSummary("People by name, reading, initials, addresses, department and title, the nearest first.");
    }

    static async Task<Results<Ok<PeopleHits>, ProblemHttpResult>> Search(SearchPeople body, HttpContext context, PeopleSearcher searcher, CancellationToken cancellationToken) =>
        (await searcher.SearchAsync(context.Caller().UserId, body, cancellationToken)).ToHttp();

    static async Task<Results<Ok<Profile>, ProblemHttpResult>> Get(Guid userId, ProfileKeeper keeper, CancellationToken cancellationToken) =>
        (await keeper.GetAsync(userId, cancellationToken)).ToHttp();

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetAvatar(
        Guid userId, long? version, HttpContext context, ProfileKeeper keeper, CancellationToken cancellationToken) =>
        (await keeper.GetAvatarAsync(userId, cancellationToken)).IsOk(out var image, out var refusal) ? image.Show(context.Response, version) : refusal.ToProblem();

    static async Task<Results<Ok<OwnProfile>, ProblemHttpResult>> GetOwn(HttpContext context, ProfileKeeper keeper, CancellationToken cancellationToken) =>
        (await keeper.GetOwnAsync(context.Caller().UserId, cancellationToken)).ToHttp();

    static async Task<Results<Ok<OwnProfile>, ProblemHttpResult>> Update(UpdateProfile change, HttpContext context, ProfileKeeper keeper, CancellationToken cancellationToken) =>
        (await keeper.UpdateAsync(context.Caller().UserId, change, cancellationToken)).ToHttp();

    static async Task<Results<Ok<PersonStatus>, ProblemHttpResult>> SetStatus(PersonStatus status, HttpContext context, ProfileKeeper keeper, CancellationToken cancellationToken) =>
        (await keeper.SetStatusAsync(context.Caller().UserId, status, cancellationToken)).ToHttp();

    static async Task<Results<Ok<User>, ProblemHttpResult>> SetAvatar(HttpContext context, ProfileKeeper keeper, CancellationToken cancellationToken) =>
        (await keeper.SetAvatarAsync(context.Caller().UserId, await RequestBodies.ReadAsync(context.Request, AvatarImage.MaxBytes, cancellationToken), cancellationToken)).ToHttp();

    static async Task<Results<Ok<User>, ProblemHttpResult>> RemoveAvatar(HttpContext context, ProfileKeeper keeper, CancellationToken cancellationToken) =>
        (await keeper.SetAvatarAsync(context.Caller().UserId, null, cancellationToken)).ToHttp();
}

using Messenger.Api.Identity;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Search;
using Messenger.Domain.Limits;
using Messenger.Domain.Search;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Api.Search;

/// <summary>Searching over REST.</summary>
static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder api)
    {
        var search = api.MapGroup("/search").WithTags("Search");
        // A request with a body, so that what people look for is in no log of addresses.
        search.MapPost("/messages", SearchMessages).CountedAs(Verb.Search).NeedsScope(AccessScope.Read)
            .WithSummary("Messages that the caller may read, by their text.");
        search.MapPost("/files", SearchFiles).CountedAs(Verb.Search).NeedsScope(AccessScope.Read)
            .WithSummary("Files of messages that the caller may read, by their names.");
    }

    static async Task<Results<Ok<FileHits>, ProblemHttpResult>> SearchFiles(
        SearchFiles body, HttpContext context, FileSearcher searcher, CancellationToken cancellationToken) =>
        (await searcher.SearchAsync(context.Caller().UserId, body, cancellationToken)).ToHttp();

    static async Task<Results<Ok<MessageHits>, ProblemHttpResult>> SearchMessages(
        SearchMessages body, HttpContext context, MessageSearcher searcher, CancellationToken cancellationToken) =>
        (await searcher.SearchAsync(context.Caller().UserId, body, cancellationToken)).ToHttp();
}

using Messenger.Api.Identity;
using Messenger.Contracts;
using Messenger.Contracts.Files;
using Messenger.Domain.Files;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Messenger.Api.Files;

/// <summary>Files over REST: what the caller has sent up, what a conversation has, and their contents.</summary>
static class FileEndpoints
{
    /// <summary>Types that browsers show by themselves and that cannot run anything: these may be shown in a page, others are saved.</summary>
    static readonly HashSet<string> Shown =
    [
        "image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4", "video/webm", "video/ogg", "video/quicktime",
        "audio/mpeg", "audio/mp4", "audio/aac", "audio/ogg", "audio/wav", "audio/flac",
    ];

    public static void MapFiles(this IEndpointRouteBuilder api)
    {
        api.MapGet("/files", ListOwn).WithTags("Files").WithSummary("What the caller has uploaded, the latest first.");
        api.MapGet("/conversations/{conversationId:guid}/files", List).WithTags("Files").WithSummary("Files of a conversation by kind (comma-separated) and time, the latest first.");
    }

    /// <summary>Contents have a path of their own: no answer of the API is as large, and a proxy may treat them differently.</summary>
    public static void MapContents(this IEndpointRouteBuilder routes)
    {
        var contents = routes.MapGroup("/files").RequireAuthorization().WithTokenScopes().WithVerbRates().WithTags("Files");
        contents.MapMethods("/{conversationId:guid}/{seq:long}/{fileId:guid}", [HttpMethods.Get, HttpMethods.Head], Serve)
            .WithSummary("The content of a file, whole or in ranges; of a picture a smaller one with size=small or size=large.");
    }

    static async Task<Results<Ok<UploadList>, ProblemHttpResult>> ListOwn(
        string? after, HttpContext context, FileUploader uploader, CancellationToken cancellationToken, int limit = 50) =>
        (await uploader.ListAsync(context.Caller().UserId, after, limit, cancellationToken)).ToHttp();

    static async Task<Results<Ok<ConversationFileList>, ProblemHttpResult>> List(
        Guid conversationId, string? kinds, DateTimeOffset? before, DateTimeOffset? after, string? cursor, HttpContext context, FileReader reader, CancellationToken cancellationToken, int limit = 50)
    {
        List<FileKind>? wanted = null;
        foreach (var kind in kinds?.Split(',') ?? [])
        {
            if (!Enum.TryParse<FileKind>(kind, ignoreCase: true, out var parsed) || char.IsAsciiDigit(kind[0])) return ErrorCode.InvalidRequest.ToProblem();
            (wanted ??= []).Add(parsed);
        }
        return (await reader.ListAsync(context.Caller().UserId, conversationId, wanted, before, after, cursor, limit, cancellationToken)).ToHttp();
    }

    static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Serve(
        Guid conversationId, long seq, Guid fileId, string? size, HttpContext context, FileReader reader, CancellationToken cancellationToken)
    {
        ThumbnailSize? smaller = size switch { null => null, "small" => ThumbnailSize.Small, "large" => ThumbnailSize.Large, _ => (ThumbnailSize)0 };
        if (smaller == 0) return ErrorCode.InvalidRequest.ToProblem();
        if (!(await reader.FindAsync(context.Caller().UserId, conversationId, seq, fileId, cancellationToken)).IsOk(out var file, out var refusal)) return refusal.ToProblem();
        if (smaller is not null && !file.Content.HasThumbnails) return ErrorCode.NotFound.ToProblem();

        var (type, isShown) = smaller is null ? (file.Content.MediaType, Shown.Contains(file.Content.MediaType)) : ("image/webp", true);
        var headers = context.Response.Headers;
        // Kept by the browser, and asked about each time: whoever has left, or whose message was recalled, is refused also what he has.
        headers.CacheControl = "private, no-cache";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        var disposition = new ContentDispositionHeaderValue(isShown ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        headers.ContentDisposition = disposition.ToString();
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(file.Content.Hash.AsSpan(0, 16))}{size}\"");
        return TypedResults.Stream(await reader.OpenAsync(file, smaller, cancellationToken), type, entityTag: tag, enableRangeProcessing: true);
    }
}

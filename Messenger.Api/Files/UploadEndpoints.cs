using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Messenger.Contracts;
using Messenger.Contracts.Files;
using Messenger.Domain.Files;
using Messenger.Domain.Limits;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Api.Files;

/// <summary>
/// Uploads that can be resumed: the tus protocol 1.0.0 (tus.io/protocols/resumable-upload), core and the extensions creation, creation-with-upload, termination, checksum and expiration.
/// </summary>
static class UploadEndpoints
{
    const string Version = "1.0.0";
    const string Extensions = "creation,creation-with-upload,termination,checksum,expiration";
    const string OffsetStream = "application/offset+octet-stream";

    static readonly Dictionary<string, HashAlgorithmName> Algorithms = new(StringComparer.Ordinal)
    {
        ["sha1"] = HashAlgorithmName.SHA1, // which the specification demands; it guards against mishaps only
        ["sha256"] = HashAlgorithmName.SHA256,
    };

    public static void MapUploads(this IEndpointRouteBuilder api)
    {
        var uploads = api.MapGroup("/uploads").WithTags("Files");
        uploads.AddEndpointFilter(async (invocation, next) =>
        {
            var (request, response) = (invocation.HttpContext.Request, invocation.HttpContext.Response);
            response.Headers["Tus-Resumable"] = Version;
            if (HttpMethods.IsOptions(request.Method) || HttpMethods.IsGet(request.Method) || request.Headers["Tus-Resumable"] == Version) return await next(invocation);
            response.Headers["Tus-Version"] = Version;
            return new Refusal { Code = ErrorCode.InvalidRequest }.ToProblem(StatusCodes.Status412PreconditionFailed);
        });
        uploads.MapMethods("", [HttpMethods.Options], (Delegate)Offer).WithSummary("What of the tus protocol is spoken.");
        uploads.MapPost("", Create).Accepts<byte[]>(OffsetStream).CountedAs(Verb.Change).WithSummary("Begins an upload (tus).");
        var upload = uploads.MapGroup("/{id:guid}");
        upload.MapMethods("", [HttpMethods.Head], (Delegate)Head).WithSummary("How far an upload is (tus).");
        upload.MapGet("", Get).WithSummary("An upload, and what became of it.");
        upload.MapPatch("", Append).Accepts<byte[]>(OffsetStream).WithSummary("Goes on with an upload (tus).");
        upload.MapDelete("", Remove).WithSummary("Ends an upload, or removes a file that was not sent (tus).");
        upload.MapPost("", Override).Accepts<byte[]>(OffsetStream).CountedAs(Verb.Change).WithSummary("PATCH or DELETE, as X-HTTP-Method-Override says (tus).");
    }

    static NoContent Offer(HttpContext context, FileSettings settings)
    {
        var headers = context.Response.Headers;
        headers["Tus-Version"] = Version;
        headers["Tus-Extension"] = Extensions;
        headers["Tus-Max-Size"] = settings.MaxSize.ToString(CultureInfo.InvariantCulture);
        headers["Tus-Checksum-Algorithm"] = string.Join(',', Algorithms.Keys);
        return TypedResults.NoContent();
    }

    static async Task<IResult> Create(HttpContext context, FileUploader uploader, CancellationToken cancellationToken)
    {
        var headers = context.Request.Headers;
        if (!TryReadNumber(headers["Upload-Length"], out var length) || !TryReadMetadata(headers["Upload-Metadata"], out var metadata)) return ErrorCode.InvalidRequest.ToProblem();
        var created = await uploader.CreateAsync(context.Caller().UserId, metadata.GetValueOrDefault("filename") ?? metadata.GetValueOrDefault("name"), length, cancellationToken);
        if (!created.IsOk(out var upload, out var refusal)) return refusal.ToProblem();
        var offset = 0L;
        if (context.Request.ContentType == OffsetStream)
        {
            // What is not taken is sent again; the upload is there all the same.
            var appended = await AppendAsync(upload.Id, 0, context, uploader, cancellationToken);
            if (appended.IsOk(out var reached, out _)) offset = reached;
        }
        Describe(context, upload, offset);
        return TypedResults.Created($"/api/v1/uploads/{upload.Id}");
    }

    static async Task<IResult> Head(Guid id, HttpContext context, FileUploader uploader, CancellationToken cancellationToken)
    {
        if (!(await uploader.GetAsync(context.Caller().UserId, id, cancellationToken)).IsOk(out var upload, out var refusal)) return refusal.ToProblem();
        Describe(context, upload, upload.Received);
        context.Response.Headers["Upload-Length"] = upload.Size.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Ok();
    }

    static async Task<IResult> Get(Guid id, HttpContext context, FileUploader uploader, CancellationToken cancellationToken) =>
        (await uploader.GetAsync(context.Caller().UserId, id, cancellationToken)).ToHttp().Result;

    static async Task<IResult> Append(Guid id, HttpContext context, FileUploader uploader, CancellationToken cancellationToken)
    {
        if (!TryReadNumber(context.Request.Headers["Upload-Offset"], out var offset)) return ErrorCode.InvalidRequest.ToProblem();
        var appended = await AppendAsync(id, offset, context, uploader, cancellationToken);
        if (!appended.IsOk(out var reached, out var refusal)) return refusal.ToProblem();
        if ((await uploader.GetAsync(context.Caller().UserId, id, cancellationToken)).IsOk(out var upload, out _)) Describe(context, upload, reached);
        return TypedResults.NoContent();
    }

    static async Task<IResult> Remove(Guid id, HttpContext context, FileUploader uploader, CancellationToken cancellationToken) =>
        (await uploader.RemoveAsync(context.Caller().UserId, id, cancellationToken)).ToHttp().Result;

    static Task<IResult> Override(Guid id, HttpContext context, FileUploader uploader, CancellationToken cancellationToken) =>
        context.Request.Headers["X-HTTP-Method-Override"].ToString() switch
        {
            "PATCH" => Append(id, context, uploader, cancellationToken),
            "DELETE" => Remove(id, context, uploader, cancellationToken),
            _ => Task.FromResult<IResult>(ErrorCode.InvalidRequest.ToProblem()),
        };

    static async Task<Domain.Result<long>> AppendAsync(Guid id, long offset, HttpContext context, FileUploader uploader, CancellationToken cancellationToken)
    {
        Checksum? checksum = null;
        if (context.Request.Headers["Upload-Checksum"].ToString() is { Length: > 0 } header && (checksum = ReadChecksum(header)) is null) return ErrorCode.InvalidRequest;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        return await uploader.AppendAsync(context.Caller().UserId, id, offset, context.Request.Body, checksum, cancellationToken);
    }

    static void Describe(HttpContext context, UploadedFile upload, long offset)
    {
        context.Response.Headers["Upload-Offset"] = offset.ToString(CultureInfo.InvariantCulture);
        if (upload.ExpiresAt is { } expires && offset < upload.Size) context.Response.Headers["Upload-Expires"] = expires.ToString("R", CultureInfo.InvariantCulture);
    }

    static bool TryReadNumber(string? text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>Pairs of a key and a value in base64, apart by commas; a key may have no value.</summary>
    static bool TryReadMetadata(string? header, out Dictionary<string, string> metadata)
    {
        metadata = [];
        foreach (var pair in header?.Split(',') ?? [])
        {
            if (pair.Trim().Split(' ') is not [{ Length: > 0 } key, .. var rest] || rest.Length > 1) return false;
            var value = new byte[rest.Length == 0 ? 0 : rest[0].Length];
            if (rest.Length == 1 && !Convert.TryFromBase64String(rest[0], value, out _)) return false;
            if (!metadata.TryAdd(key, rest.Length == 0 ? "" : Encoding.UTF8.GetString(Convert.FromBase64String(rest[0])))) return false;
        }
        return true;
    }

    static Checksum? ReadChecksum(string header)
    {
        if (header.Split(' ') is not [var name, var value] || !Algorithms.TryGetValue(name, out var algorithm)) return null;
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var length) ? new(algorithm, bytes[..length]) : null;
    }
}

using Messenger.Contracts;
using Messenger.Hubs;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Messenger.Api;

/// <summary>
/// Keeps other sites' pages from acting with a user's cookie: no browser sends one with a foreign <c>Origin</c> past here, neither to
/// REST (CSRF) nor to the hub by any transport (cross-site WebSocket hijacking, which CORS does not stop).
/// </summary>
sealed class Origins(RequestDelegate next, PublicAddress address)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isHub = request.Path.StartsWithSegments(Setup.Path, StringComparison.Ordinal);
        var changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
        if (!isHub && !changes) return next(context);
        // Nobody but the client itself can add an Authorization header, so a bearer needs no origin.
        if (request.Headers.Authorization.Count > 0) return next(context);

        var refused = request.Headers.Origin is [{ Length: > 0 } origin, ..]
            ? !address.IsOurs(origin, request.Host)
            : request.Cookies.Count > 0 && request.Headers["Sec-Fetch-Site"] != "same-origin";
        if (refused) return ErrorCode.OriginRefused.ToProblem().ExecuteAsync(context);
        if (changes && request.Path.StartsWithSegments("/api") && HasForeignBody(context))
            return new Refusal { Code = ErrorCode.InvalidRequest }.ToProblem(StatusCodes.Status415UnsupportedMediaType).ExecuteAsync(context);
        return next(context);
    }

    /// <summary>A form of another site can send text and form fields without asking first, but no JSON, and none of what an endpoint of ours takes besides.</summary>
    static bool HasForeignBody(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength is null or 0 && request.Headers.TransferEncoding.Count == 0) return false;
        IReadOnlyList<string> taken = context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes ?? ["application/json"];
        return !MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !taken.Contains(type.MediaType.ToString(), StringComparer.OrdinalIgnoreCase);
    }
}

using Messenger.Contracts;
using Messenger.Hubs;
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
        if (changes && request.Path.StartsWithSegments("/api") && HasForeignBody(request)) return ErrorCode.InvalidRequest.ToProblem().ExecuteAsync(context);
        return next(context);
    }

    /// <summary>A form of another site can send text and form fields without asking first, but no JSON.</summary>
    static bool HasForeignBody(HttpRequest request) =>
        (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0)
        && !(MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase));
}

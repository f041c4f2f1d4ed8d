using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Messenger.Api;

/// <summary>
/// Gives each answer to a GET of the API the hash of its body as <c>ETag</c>, and answers 304 to whoever names it in <c>If-None-Match</c> (RFC 9110,
/// section 13.1.2). It saves the way, not the work.
/// </summary>
sealed class EntityTags(RequestDelegate next)
{
    /// <summary>A hub's connection is a request that lasts for hours: it is passed on, and leaves nothing here.</summary>
    public Task InvokeAsync(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) ? TagAsync(context) : next(context);

    async Task TagAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var body = response.Body;
        using var buffer = new MemoryStream();
        response.Body = buffer;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = body;
        }
        var bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        if (response.StatusCode == StatusCodes.Status200OK)
        {
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes.Span).AsSpan(0, 16))}\"");
            response.GetTypedHeaders().ETag = tag;
            if (request.GetTypedHeaders().IfNoneMatch.Any(held => held.Compare(tag, useStrongComparison: false) || held.Equals(EntityTagHeaderValue.Any)))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                response.ContentLength = null;
                response.Headers.ContentType = default;
                return;
            }
        }
        await body.WriteAsync(bytes, context.RequestAborted);
    }
}

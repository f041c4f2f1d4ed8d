using System.Security.Cryptography;

namespace Messenger.Api;

/// <summary>The headers that every answer carries (OWASP ASVS 5.0, 3.4).</summary>
sealed class SecurityHeaders(RequestDelegate next, PublicAddress address)
{
    const string Nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = Nothing;
        if (address.IsHttps) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        if (context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/connect"))
            headers.CacheControl = "no-store";
        return next(context);
    }

    /// <summary>
    /// Lets the answer be the page of the web client. Nothing that it does may turn a string into script, but for the addresses of its own
    /// scripts, which its one policy checks (W3C Trusted Types).
    /// </summary>
    public static string AllowClient(HttpContext context)
    {
        var nonce = AllowPage(context);
        context.Response.Headers.ContentSecurityPolicy =
            $"{context.Response.Headers.ContentSecurityPolicy}; worker-src 'self'; manifest-src 'self'; require-trusted-types-for 'script'; trusted-types default";
        return nonce;
    }

    /// <summary>Lets a script of ours run as a worker, which goes by the policy of its own answer and not by that of the page.</summary>
    public static void AllowWorker(HttpContext context) =>
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'";

    /// <summary>Lets the answer be a page of ours, whose inline elements carry the nonce that is returned.</summary>
    public static string AllowPage(HttpContext context, bool styleInline = false)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var style = styleInline ? "'unsafe-inline'" : $"'nonce-{nonce}'";
        // http becomes ws, and https wss; behind a proxy the public address knows which.
        var socket = string.Concat("ws", context.RequestServices.GetRequiredService<PublicAddress>().BaseOf(context.Request).AsSpan("http".Length));
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' {style}; connect-src 'self' {socket}; "
            + "img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
        return nonce;
    }
}

using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Messenger.Api.Web;

/// <summary>
/// Serves the built web client: hashed assets precompressed and immutable, and its page at every address that is not the server's own, with
/// a fresh nonce in the place of its mark.
/// </summary>
static class WebClient
{
    const string NonceMark = "__CSP_NONCE__";

    static readonly string[] Own = ["/api", "/hubs", "/connect", "/health", "/metrics", "/docs", "/openapi", "/.well-known"];

    /// <summary>From <c>Messenger:WebRoot</c>, or <c>clients/web/dist</c> in a folder above; nothing is served where it was not built.</summary>
    public static void UseWebClient(this WebApplication app)
    {
        if (FindRoot(app.Configuration["Messenger:WebRoot"], app.Environment.ContentRootPath) is not { } root) return;
        var page = File.ReadAllText(Path.Combine(root, "index.html"));
        var files = new PhysicalFileProvider(root);
        app.Use((context, next) =>
        {
            if (!IsRead(context) || context.GetEndpoint() is not null || IsOwn(context.Request.Path)) return next(context);
            var path = context.Request.Path.Value!;
            if (path != "/index.html" && files.GetFileInfo(path) is { Exists: true, IsDirectory: false }) return SendFileAsync(context, files, path);
            return path.StartsWith("/assets/", StringComparison.Ordinal) ? next(context) : SendPageAsync(context, page);
        });
    }

    static string? FindRoot(string? configured, string contentRoot)
    {
        if (configured is not null) return Path.GetFullPath(configured);
        for (var folder = new DirectoryInfo(contentRoot); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "clients", "web", "dist") is var dist && File.Exists(Path.Combine(dist, "index.html"))) return dist;
        return null;
    }

    static bool IsRead(HttpContext context) => HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);

    static bool IsOwn(PathString path) => Own.Any(own => path.StartsWithSegments(own, StringComparison.OrdinalIgnoreCase));

    static Task SendPageAsync(HttpContext context, string page)
    {
        var nonce = SecurityHeaders.AllowClient(context);
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(page.Replace(NonceMark, nonce, StringComparison.Ordinal));
    }

    static Task SendFileAsync(HttpContext context, PhysicalFileProvider files, string path)
    {
        var response = context.Response;
        response.ContentType = new FileExtensionContentTypeProvider().TryGetContentType(path, out var type)
            ? type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8" : type
            : "application/octet-stream";
        response.Headers.CacheControl = path.StartsWith("/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        if (path.EndsWith(".js", StringComparison.Ordinal)) SecurityHeaders.AllowWorker(context);
        response.Headers.Vary = "Accept-Encoding";
        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        var file = files.GetFileInfo(path);
        foreach (var (coding, ending) in ((string, string)[])[("br", ".br"), ("gzip", ".gz")])
        {
            if (!accepted.Contains(coding, StringComparison.OrdinalIgnoreCase) || files.GetFileInfo(path + ending) is not { Exists: true } packed) continue;
            response.Headers.ContentEncoding = coding;
            file = packed;
            break;
        }
        response.ContentLength = file.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.SendFileAsync(file);
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace Messenger.Tests.Files;

/// <summary>
/// Stands before an object storage and lets through what is signed by version 4 of AWS's signatures (the chapter "Authenticating Requests: Using the Authorization Header" of the Amazon S3
/// API reference), with one key and secret. The body must be what was signed too.
/// </summary>
sealed class SignatureGate : IAsyncDisposable
{
    const string Algorithm = "AWS4-HMAC-SHA256";
    static readonly HashSet<string> OfConnections = new(["Host", "Connection", "Transfer-Encoding", "Content-Length", "Expect", "Keep-Alive"], StringComparer.OrdinalIgnoreCase);

    readonly WebApplication _app;
    readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    readonly string _key;
    readonly string _secret;

    SignatureGate(WebApplication app, string key, string secret) => (_app, _key, _secret) = (app, key, secret);

    /// <summary>What was wrong with requests that were not let through.</summary>
    public ConcurrentQueue<string> Refused { get; } = new();

    /// <summary>How many were.</summary>
    public int Passed { get; private set; }

    public string Address => _app.Urls.Single();

    public static async Task<SignatureGate> OpenAsync(string storage, string key, string secret)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var gate = new SignatureGate(builder.Build(), key, secret);
        gate._app.Run(context => gate.CarryAsync(context, storage));
        await gate._app.StartAsync();
        return gate;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    async Task CarryAsync(HttpContext context, string storage)
    {
        var request = context.Request;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        if (Fault(request, body.ToArray()) is { } fault)
        {
            Refused.Enqueue($"{request.Method} {request.Path}: {fault}");
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        Passed++;
        using var carried = new HttpRequestMessage(new(request.Method), storage + request.GetEncodedPathAndQuery()) { Content = new ByteArrayContent(body.ToArray()) };
        foreach (var (name, values) in request.Headers.Where(h => !OfConnections.Contains(h.Key)))
            if (!carried.Headers.TryAddWithoutValidation(name, values.ToArray())) carried.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
        using var answer = await _http.SendAsync(carried, HttpCompletionOption.ResponseHeadersRead);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(h => !OfConnections.Contains(h.Key) || h.Key == "Content-Length")) context.Response.Headers[name] = values.ToArray();
        if (!HttpMethods.IsHead(request.Method)) await answer.Content.CopyToAsync(context.Response.Body);
    }

    string? Fault(HttpRequest request, byte[] body)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal)) return "not signed by version 4";
        var parts = header[Algorithm.Length..].Split(',').Select(p => p.Trim().Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        if (parts["Credential"].Split('/') is not [var key, var date, var region, "s3", "aws4_request"] || key != _key) return "another credential";
        var payload = request.Headers["x-amz-content-sha256"].ToString();
        if (payload != "UNSIGNED-PAYLOAD" && payload != Hex(SHA256.HashData(body))) return $"the body is not what was signed ({payload})";
        var time = request.Headers["x-amz-date"].ToString();
        if (!DateTime.TryParseExact(time, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) || !time.StartsWith(date, StringComparison.Ordinal)) return "no time";

        var signed = parts["SignedHeaders"].Split(';');
        if (!signed.Contains("host") || !signed.Contains("x-amz-date")) return "the host or the time is not signed";
        var headers = string.Concat(signed.Select(name => $"{name}:{string.Join(',', request.Headers[name].Select(v => v!.Trim()))}\n"));
        var query = string.Join('&', request.Query.SelectMany(q => q.Value.Select(v => (Name: Encode(q.Key), Value: Encode(v ?? "")))).OrderBy(q => q.Name, StringComparer.Ordinal).ThenBy(q => q.Value, StringComparer.Ordinal).Select(q => $"{q.Name}={q.Value}"));
        var path = string.Join('/', request.Path.Value!.Split('/').Select(Encode));
        var canonical = $"{request.Method}\n{path}\n{query}\n{headers}\n{parts["SignedHeaders"]}\n{payload}";
        var toSign = $"{Algorithm}\n{time}\n{date}/{region}/s3/aws4_request\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var secret = new[] { date, region, "s3", "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + _secret), Mac);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hex(Mac(secret, toSign))), Encoding.ASCII.GetBytes(parts["Signature"])) ? null : "the signature is wrong";
    }

    static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    static string Encode(string text) => Uri.EscapeDataString(text);
}

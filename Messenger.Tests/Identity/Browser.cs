using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>What a browser does: keeps cookies, names its origin with each write, and follows no redirect by itself.</summary>
public sealed class Browser(string url) : IDisposable
{
    static readonly JsonSerializerOptions Json = new(ContractsJson.Default.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(ContractsJson.Default, new DefaultJsonTypeInfoResolver()),
    };

    readonly CookieContainer _cookies = new();
    HttpClient? _http;

    /// <summary>The site that it looks at.</summary>
    public string Url => url;

    /// <summary>The cookies that it keeps.</summary>
    public CookieCollection Cookies => _cookies.GetCookies(new Uri(url));

    HttpClient Http => _http ??= new(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { BaseAddress = new Uri(url) };

    public void Add(Cookie cookie) => _cookies.Add(new Uri(url), new Cookie(cookie.Name, cookie.Value, "/"));

    public Task<HttpResponseMessage> SignInAsync(string userName, string password) =>
        SendAsync(HttpMethod.Post, "/api/v1/session", new SignIn { UserName = userName, Password = password });

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? origin = "", string? bearer = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (origin is not null) request.Headers.Add("Origin", origin.Length == 0 ? url : origin);
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: Json);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => await Http.SendAsync(request, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> GetAsync(string path, string? bearer = null) => SendAsync(HttpMethod.Get, path, origin: null, bearer: bearer);

    public async Task<T> GetAsync<T>(string path)
    {
        using var reply = await GetAsync(path);
        reply.EnsureSuccessStatusCode();
        return (await reply.Content.ReadFromJsonAsync<T>(Json, TestContext.Current.CancellationToken))!;
    }

    public async Task<T> PostAsync<T>(string path, object? body = null)
    {
        using var reply = await SendAsync(HttpMethod.Post, path, body);
        if (!reply.IsSuccessStatusCode) throw new HttpRequestException(await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (await reply.Content.ReadFromJsonAsync<T>(Json, TestContext.Current.CancellationToken))!;
    }

    public void Dispose() => _http?.Dispose();
}

static class Replies
{
    /// <summary>The code of a refusal.</summary>
    public static async Task<string?> CodeAsync(this HttpResponseMessage reply)
    {
        using var body = JsonDocument.Parse(await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return body.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;
    }
}

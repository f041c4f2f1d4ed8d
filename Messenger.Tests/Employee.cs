using System.Net;
using System.Text;
using System.Text.Json;
using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;
using Messenger.Hubs.Wire;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Tests;

/// <summary>One signed-in device, by the wire alone: REST with the session cookie, and a hub connection when asked for.</summary>
public sealed class Employee(Uri server) : IAsyncDisposable
{
    /// <summary>How long a test waits for something that must happen.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    static readonly JsonSerializerOptions Json = CreateJson();

    readonly CookieContainer _cookies = new();
    readonly List<HubConnection> _connections = [];
    HttpClient? _http;
    SignedIn? _signedIn;

    public Employee(TestHost host)
        : this(host.Address)
    {
    }

    public Guid Id => _signedIn!.User.Id;

    public Guid SessionId => _signedIn!.SessionId;

    public string UserName => _signedIn!.User.UserName;

    public CookieContainer Cookies => _cookies;

    /// <summary>The personal access token that this device uses in place of a cookie.</summary>
    public string? Bearer { get; init; }

    HttpClient Http => _http ??= new(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { BaseAddress = new(server, "/api/v1/") };

    public async Task SignInAsync(string userName, string password)
    {
        using var answer = await RequestAsync(HttpMethod.Post, "session", new SignIn { UserName = userName, Password = password });
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"Not signed in: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        _signedIn = await ReadAsync<SignedIn>(answer);
    }

    public async Task<bool> TrySignInAsync(string path, object request)
    {
        using var answer = await RequestAsync(HttpMethod.Post, path, request);
        if (answer.IsSuccessStatusCode) _signedIn = await ReadAsync<SignedIn>(answer);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>Any request, as a page of this host would send it.</summary>
    public async Task<HttpResponseMessage> RequestAsync(HttpMethod method, string path, object? body = null, string? origin = null, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Origin", origin ?? server.GetLeftPart(UriPartial.Authority));
        if (ifNoneMatch is not null) request.Headers.Add("If-None-Match", ifNoneMatch);
        if (Bearer is not null) request.Headers.Authorization = new("Bearer", Bearer);
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body, body.GetType(), Json), Encoding.UTF8, "application/json");
        return await Http.SendAsync(request);
    }

    /// <summary>A request as it is, from a page of this host; the path begins at <c>/api/v1</c>, or at the root with a slash.</summary>
    public async Task<HttpResponseMessage> RequestAsync(HttpRequestMessage request)
    {
        request.Headers.Add("Origin", server.GetLeftPart(UriPartial.Authority));
        if (Bearer is not null) request.Headers.Authorization = new("Bearer", Bearer);
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>A request with a file as its body.</summary>
    public async Task<HttpResponseMessage> UploadAsync(string path, byte[] file, string contentType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new ByteArrayContent(file) { Headers = { ContentType = new(contentType) } } };
        request.Headers.Add("Origin", server.GetLeftPart(UriPartial.Authority));
        return await Http.SendAsync(request);
    }

    public async Task<T> SendAsync<T>(HttpMethod method, string path, object? body = null)
    {
        using var answer = await RequestAsync(method, path, body);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await ReadAsync<T>(answer);
    }

    public async Task SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var answer = await RequestAsync(method, path, body);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>The code of a request that is refused; null if it is not.</summary>
    public async Task<ErrorCode?> RefusalAsync(HttpMethod method, string path, object? body = null)
    {
        using var answer = await RequestAsync(method, path, body);
        return await RefusalAsync(answer);
    }

    public static async Task<ErrorCode?> RefusalAsync(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode) return null;
        // An answer to HEAD has no body.
        if (answer.RequestMessage!.Method == HttpMethod.Head)
            return answer.StatusCode switch { HttpStatusCode.Unauthorized => ErrorCode.NotSignedIn, HttpStatusCode.NotFound => ErrorCode.NotFound, HttpStatusCode.PreconditionFailed => ErrorCode.InvalidRequest, _ => ErrorCode.Internal };
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return problem.RootElement.GetProperty("code").Deserialize(ContractsJson.Default.ErrorCode);
    }

    public Task<ConversationHead> StartDirectAsync(Employee with) =>
        SendAsync<ConversationHead>(HttpMethod.Post, "conversations", new StartConversation { Kind = ConversationKind.Direct, UserId = with.Id });

    public Task<ConversationHead> StartGroupAsync(string title, params IEnumerable<Employee> members) => StartGroupAsync(title, HistoryVisibility.All, members);

    public Task<ConversationHead> StartGroupAsync(string title, HistoryVisibility history, params IEnumerable<Employee> members) =>
        SendAsync<ConversationHead>(HttpMethod.Post, "conversations",
            new StartConversation { Kind = ConversationKind.Group, Title = title, History = history, MemberIds = [.. members.Select(m => m.Id)] });

    public Task<Message> PostAsync(Guid conversation, string text, Guid? clientMessageId = null) =>
        SendAsync<Message>(HttpMethod.Post, $"conversations/{conversation}/messages", new PostBody { ClientMessageId = clientMessageId ?? NewId(), Text = text });

    public Task<Message> PostAsync(Guid conversation, PostBody body) => SendAsync<Message>(HttpMethod.Post, $"conversations/{conversation}/messages", body);

    public Task<Message> EditAsync(Message message, string text) => SendAsync<Message>(HttpMethod.Patch, PathOf(message), new EditBody { Text = text });

    public Task<Message> RecallAsync(Message message) => SendAsync<Message>(HttpMethod.Delete, PathOf(message));

    public Task<Message> ReactAsync(Message message, string emoji) => SendAsync<Message>(HttpMethod.Put, $"{PathOf(message)}/reactions/{Uri.EscapeDataString(emoji)}");

    public Task<Message> UnreactAsync(Message message, string emoji) => SendAsync<Message>(HttpMethod.Delete, $"{PathOf(message)}/reactions/{Uri.EscapeDataString(emoji)}");

    public Task<Message> PinAsync(Message message) => SendAsync<Message>(HttpMethod.Put, $"{PathOf(message)}/pin");

    /// <summary>Writes one thing of this person's own.</summary>
    public Task<PersonalItem> KeepAsync(PersonalItem item, long? ifVersion = null) =>
        SendAsync<PersonalItem>(HttpMethod.Put, "personal", new SetPersonal { Item = item, IfVersion = ifVersion });

    /// <summary>What changed among them.</summary>
    public Task<PersonalChanges> KeptAsync(long since = 0) => SendAsync<PersonalChanges>(HttpMethod.Get, $"personal?since={since}");

    /// <summary>The address of a message.</summary>
    public static string PathOf(Message message) => $"conversations/{message.ConversationId}/messages/{message.Seq}";

    public Task<MessagePage> ReadAsync(Guid conversation, string query = "") => SendAsync<MessagePage>(HttpMethod.Get, $"conversations/{conversation}/messages?{query}");

    public Task<ConversationChanges> ChangesAsync(Guid conversation, long since) =>
        SendAsync<ConversationChanges>(HttpMethod.Get, $"conversations/{conversation}/changes?since={since}");

    public Task<SyncResult> SyncAsync(string? token = null) =>
        SendAsync<SyncResult>(HttpMethod.Get, token is null ? "sync" : $"sync?token={Uri.EscapeDataString(token)}");

    /// <summary>
    /// A connection of this device to the hub, not yet started when <paramref name="start"/> is false. Like any client it syncs first: only the first
    /// reply says that the server has taken the connection in, and that all pushes come from now on.
    /// </summary>
    public async Task<HubConnection> ConnectAsync(
        HttpTransportType transport = HttpTransportType.WebSockets, bool messagePack = false, bool start = true, string? origin = null)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(server, "/hubs/messenger"), options =>
        {
            options.Transports = transport;
            options.Cookies = _cookies;
            if (Bearer is not null) options.Headers.Add("Authorization", $"Bearer {Bearer}");
            options.Headers.Add("Origin", origin ?? server.GetLeftPart(UriPartial.Authority));
        });
        if (messagePack) builder.AddMessagePackProtocol(options => options.SerializerOptions = ContractsMessagePack.Options);
        else builder.AddJsonProtocol(options => ContractsJson.Apply(options.PayloadSerializerOptions = new()));
        var connection = builder.Build();
        _connections.Add(connection);
        if (!start) return connection;
        await connection.StartAsync();
        await connection.InvokeAsync<Reply<SyncResult>>("Sync", new Sync());
        return connection;
    }

    /// <summary>Asks for a connection to the hub, and makes none.</summary>
    public Task<HttpResponseMessage> NegotiateAsync() => RequestAsync(HttpMethod.Post, "/hubs/messenger/negotiate?negotiateVersion=1");

    public static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections) await connection.DisposeAsync();
        _http?.Dispose();
    }

    static async Task<T> ReadAsync<T>(HttpResponseMessage answer) =>
        JsonSerializer.Deserialize<T>(await answer.Content.ReadAsStringAsync(), Json) ?? throw new InvalidOperationException("An empty answer.");

    static JsonSerializerOptions CreateJson()
    {
        var options = new JsonSerializerOptions();
        ContractsJson.Apply(options);
        return options;
    }
}

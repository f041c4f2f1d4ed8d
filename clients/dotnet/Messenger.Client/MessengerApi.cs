using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Messenger.Client.Connection;
using Messenger.Client.Identity;
using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Directory;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;

namespace Messenger.Client;

/// <summary>
/// The verbs of REST. Each answers the value or the server's refusal; a server that cannot be reached is a
/// <see cref="HttpRequestException"/>.
/// </summary>
public sealed partial class MessengerApi : IDisposable
{
    readonly HttpClient _http;
    readonly IAccessTokens? _tokens;
    readonly TimeProvider _clock;
    readonly JsonSerializerOptions _json = new();

    /// <summary>The API of the options' server, with the options' session.</summary>
    public MessengerApi(MessengerClientOptions options)
    {
        ContractsJson.Apply(_json);
        _tokens = options.Tokens;
        _clock = options.Clock;
        var handler = options.MessageHandler?.Invoke() ?? new HttpClientHandler { CookieContainer = options.Cookies ?? new(), UseCookies = options.Cookies is not null };
        _http = new HttpClient(handler) { BaseAddress = new Uri(options.Server, "/api/v1/") };
        _http.DefaultRequestHeaders.Add("Origin", options.Server.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>Signs in with a password; the options' cookies hold the session from now on.</summary>
    public Task<Reply<SignedIn>> SignInAsync(SignIn request, CancellationToken cancellationToken) => SendAsync<SignedIn>(HttpMethod.Post, "session", request, cancellationToken);

    /// <summary>Who is signed in.</summary>
    public Task<Reply<SignedIn>> GetSessionAsync(CancellationToken cancellationToken) => SendAsync<SignedIn>(HttpMethod.Get, "session", null, cancellationToken);

    /// <summary>Ends this session.</summary>
    public Task<Reply<Done>> SignOutAsync(CancellationToken cancellationToken) => SendAsync<Done>(HttpMethod.Delete, "session", null, cancellationToken);

    /// <summary>Changes one's password.</summary>
    public Task<Reply<Done>> ChangePasswordAsync(ChangePassword request, CancellationToken cancellationToken) => SendAsync<Done>(HttpMethod.Put, "session/password", request, cancellationToken);

    /// <summary>One's sessions.</summary>
    public Task<Reply<SessionList>> GetSessionsAsync(CancellationToken cancellationToken) => SendAsync<SessionList>(HttpMethod.Get, "sessions", null, cancellationToken);

    /// <summary>Ends one of them.</summary>
    public Task<Reply<Done>> EndSessionAsync(Guid session, CancellationToken cancellationToken) => SendAsync<Done>(HttpMethod.Delete, $"sessions/{session}", null, cancellationToken);

    /// <summary>Makes the first administrator.</summary>
    public Task<Reply<SignedIn>> SetUpAsync(SetUp request, CancellationToken cancellationToken) => SendAsync<SignedIn>(HttpMethod.Post, "setup", request, cancellationToken);

    /// <summary>Sets a password with a one-time link.</summary>
    public Task<Reply<Done>> RedeemPasswordLinkAsync(RedeemPasswordLink request, CancellationToken cancellationToken) => SendAsync<Done>(HttpMethod.Post, "password-links/redeem", request, cancellationToken);

    /// <summary>Accounts; administrators only.</summary>
    public Task<Reply<AccountPage>> GetAccountsAsync(string? query, string? after, CancellationToken cancellationToken) =>
        SendAsync<AccountPage>(HttpMethod.Get, Address("admin/users", ("query", query), ("after", after)), null, cancellationToken);

    /// <summary>Makes an account; administrators only.</summary>
    public Task<Reply<CreatedAccount>> CreateAccountAsync(CreateAccount request, CancellationToken cancellationToken) => SendAsync<CreatedAccount>(HttpMethod.Post, "admin/users", request, cancellationToken);

    /// <summary>Changes an account; administrators only.</summary>
    public Task<Reply<Account>> UpdateAccountAsync(Guid user, UpdateAccount request, CancellationToken cancellationToken) => SendAsync<Account>(Patch, $"admin/users/{user}", request, cancellationToken);

    /// <summary>Deactivates an account and ends its sessions; administrators only.</summary>
    public Task<Reply<Account>> DeactivateAsync(Guid user, CancellationToken cancellationToken) => SendAsync<Account>(HttpMethod.Post, $"admin/users/{user}/deactivate", null, cancellationToken);

    /// <summary>Takes a deactivation back; administrators only.</summary>
    public Task<Reply<Account>> ReactivateAsync(Guid user, CancellationToken cancellationToken) => SendAsync<Account>(HttpMethod.Post, $"admin/users/{user}/reactivate", null, cancellationToken);

    /// <summary>A one-time link for a user's password; administrators only.</summary>
    public Task<Reply<PasswordLink>> CreatePasswordLinkAsync(Guid user, CancellationToken cancellationToken) => SendAsync<PasswordLink>(HttpMethod.Post, $"admin/users/{user}/password-link", null, cancellationToken);

    /// <summary>The sessions of a user; administrators only.</summary>
    public Task<Reply<SessionList>> GetSessionsOfAsync(Guid user, CancellationToken cancellationToken) => SendAsync<SessionList>(HttpMethod.Get, $"admin/users/{user}/sessions", null, cancellationToken);

    /// <summary>Ends a session of a user; administrators only.</summary>
    public Task<Reply<Done>> EndSessionOfAsync(Guid user, Guid session, CancellationToken cancellationToken) => SendAsync<Done>(HttpMethod.Delete, $"admin/users/{user}/sessions/{session}", null, cancellationToken);

    /// <summary>Colleagues by name or user name.</summary>
    public Task<Reply<UserPage>> FindUsersAsync(string? query, string? after, CancellationToken cancellationToken) =>
        SendAsync<UserPage>(HttpMethod.Get, Address("users", ("query", query), ("after", after)), null, cancellationToken);

    /// <summary>A colleague.</summary>
    public Task<Reply<User>> GetUserAsync(Guid user, CancellationToken cancellationToken) => SendAsync<User>(HttpMethod.Get, $"users/{user}", null, cancellationToken);

    /// <summary>The conversation with a colleague, made if there is none; one's own id for a note to oneself.</summary>
    public Task<Reply<ConversationHead>> StartDirectAsync(Guid user, CancellationToken cancellationToken) =>
        SendAsync<ConversationHead>(HttpMethod.Post, "conversations", new StartConversation { Kind = ConversationKind.Direct, UserId = user }, cancellationToken);

    /// <summary>A new group. Give it an id of your own, so that a repeat makes no second one.</summary>
    public Task<Reply<ConversationHead>> StartGroupAsync(StartConversation request, CancellationToken cancellationToken) => SendAsync<ConversationHead>(HttpMethod.Post, "conversations", request, cancellationToken);

    /// <summary>One's conversations.</summary>
    public Task<Reply<ConversationPage>> GetConversationsAsync(string? after, CancellationToken cancellationToken) =>
        SendAsync<ConversationPage>(HttpMethod.Get, Address("conversations", ("after", after)), null, cancellationToken);

    /// <summary>One conversation.</summary>
    public Task<Reply<ConversationHead>> GetConversationAsync(Guid conversation, CancellationToken cancellationToken) => SendAsync<ConversationHead>(HttpMethod.Get, $"conversations/{conversation}", null, cancellationToken);

    /// <summary>Changes a group.</summary>
    public Task<Reply<Conversation>> UpdateConversationAsync(Guid conversation, UpdateConversation request, CancellationToken cancellationToken) => SendAsync<Conversation>(Patch, $"conversations/{conversation}", request, cancellationToken);

    /// <summary>Members of a conversation.</summary>
    public Task<Reply<MemberPage>> GetMembersAsync(Guid conversation, string? after, CancellationToken cancellationToken) =>
        SendAsync<MemberPage>(HttpMethod.Get, Address($"conversations/{conversation}/members", ("after", after)), null, cancellationToken);

    /// <summary>Adds members to a group.</summary>
    public Task<Reply<Conversation>> AddMembersAsync(Guid conversation, AddMembers request, CancellationToken cancellationToken) => SendAsync<Conversation>(HttpMethod.Post, $"conversations/{conversation}/members", request, cancellationToken);

    /// <summary>Removes a member, or leaves.</summary>
    public Task<Reply<Done>> RemoveMemberAsync(Guid conversation, Guid user, CancellationToken cancellationToken) => SendAsync<Done>(HttpMethod.Delete, $"conversations/{conversation}/members/{user}", null, cancellationToken);

    /// <summary>Changes a member's role; <c>owner</c> gives the group away.</summary>
    public Task<Reply<Member>> ChangeRoleAsync(Guid conversation, Guid user, ChangeRole request, CancellationToken cancellationToken) => SendAsync<Member>(HttpMethod.Put, $"conversations/{conversation}/members/{user}/role", request, cancellationToken);

    /// <summary>Posts once, without a connection; repeat it with the same id if its outcome is unknown.</summary>
    public Task<Reply<Message>> PostAsync(PostMessage message, CancellationToken cancellationToken) =>
        SendAsync<Message>(HttpMethod.Post, $"conversations/{message.ConversationId}/messages", new PostBody
        {
            ClientMessageId = message.ClientMessageId,
            Text = message.Text,
            ReplyTo = message.ReplyTo,
            ThreadSeq = message.ThreadSeq,
            AlsoInMain = message.AlsoInMain,
            Forward = message.Forward,
            Urgent = message.Urgent,
            Poll = message.Poll,
            VanishAfterSeconds = message.VanishAfterSeconds,
            Files = message.Files,
        }, cancellationToken);

    /// <summary>A page of history.</summary>
    public Task<Reply<MessagePage>> GetMessagesAsync(GetMessages request, CancellationToken cancellationToken) =>
        SendAsync<MessagePage>(
            HttpMethod.Get,
            Address(
                $"conversations/{request.ConversationId}/messages",
                ("before", Text(request.Before)),
                ("after", Text(request.After)),
                ("around", Text(request.Around)),
                ("aroundTime", request.AroundTime?.ToString("O", CultureInfo.InvariantCulture)),
                ("limit", Text(request.Limit))),
            null,
            cancellationToken);

    /// <summary>What changed after a version.</summary>
    public Task<Reply<ConversationChanges>> GetChangesAsync(GetChanges request, CancellationToken cancellationToken) =>
        SendAsync<ConversationChanges>(HttpMethod.Get, Address($"conversations/{request.ConversationId}/changes", ("since", Text(request.Since))), null, cancellationToken);

    /// <summary>The conversations that changed since a token.</summary>
    public Task<Reply<SyncResult>> SyncAsync(Sync request, CancellationToken cancellationToken) =>
        SendAsync<SyncResult>(HttpMethod.Get, Address("sync", ("token", request.Token)), null, cancellationToken);

    /// <summary>Moves the read cursor forward.</summary>
    public Task<Reply<ReadState>> MarkReadAsync(MarkRead request, CancellationToken cancellationToken) =>
        SendAsync<ReadState>(HttpMethod.Put, $"conversations/{request.ConversationId}/read", new ReadBody { Seq = request.Seq }, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    static readonly HttpMethod Patch = new("PATCH");

    Task<Reply<T>> SendAsync<T>(HttpMethod method, string address, object? body, CancellationToken cancellationToken)
        where T : class
    {
        var json = body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body, _json.GetTypeInfo(body.GetType()));
        return SendRawAsync<T>(method, address, new Body(json, "application/json"), cancellationToken);
    }

    async Task<Reply<T>> SendRawAsync<T>(HttpMethod method, string address, Body body, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await RequestAsync(method, address, body, cancellationToken).ConfigureAwait(false);
        using var answer = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        if (!response.IsSuccessStatusCode) return new() { Error = await ReadRefusalAsync(response, answer, cancellationToken).ConfigureAwait(false) };
        if (response.StatusCode == HttpStatusCode.NoContent) return new() { Value = new Done() as T };
        return new() { Value = await JsonSerializer.DeserializeAsync(answer, (JsonTypeInfo<T>)_json.GetTypeInfo(typeof(T)), cancellationToken).ConfigureAwait(false) };
    }

    /// <summary>Sends a request, once more with another token if the first one is refused. What is wanted of the body is read by the caller.</summary>
    async Task<HttpResponseMessage> RequestAsync(HttpMethod method, string address, Body body, CancellationToken cancellationToken)
    {
        var response = await RequestOnceAsync(method, address, body, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || response.RequestMessage?.Headers.Authorization?.Parameter is not { } refused) return response;
        response.Dispose();
        _tokens!.Refuse(refused);
        return await RequestOnceAsync(method, address, body, cancellationToken).ConfigureAwait(false);
    }

    async Task<HttpResponseMessage> RequestOnceAsync(HttpMethod method, string address, Body body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address);
        if (_tokens is not null && await _tokens.GetAsync(cancellationToken).ConfigureAwait(false) is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in body.Headers) request.Headers.TryAddWithoutValidation(name, value);
        if (method != HttpMethod.Get && body.ContentType is { } type) request.Content = new ByteArrayContent(body.Bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException reset)
        {
            // A connection that is reset in the moment in which it is made comes out of .NET's handler as it is (seen in 10.0.12).
            throw new HttpRequestException("The connection was lost.", reset);
        }
    }

    /// <summary>What is sent with a request.</summary>
    sealed record Body(byte[] Bytes, string? ContentType)
    {
        /// <summary>Headers alone.</summary>
        public static readonly Body None = new([], null);

        public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
    }

    /// <summary>ProblemDetails with a code; what stands between us and the server may answer with something else.</summary>
    async Task<Refusal> ReadRefusalAsync(HttpResponseMessage response, Stream answer, CancellationToken cancellationToken)
    {
        try
        {
            var refusal = await JsonSerializer.DeserializeAsync(answer, (JsonTypeInfo<Refusal>)_json.GetTypeInfo(typeof(Refusal)), cancellationToken).ConfigureAwait(false);
            if (refusal is not null) return refusal;
        }
        catch (JsonException)
        {
            // Not ours: the status decides.
        }
        var told = RetryPolicy.Told(response, _clock.GetUtcNow());
        return new Refusal
        {
            RetryAfterMilliseconds = told > TimeSpan.Zero ? (int)Math.Min(told.TotalMilliseconds, int.MaxValue) : null,
            Code = (int)response.StatusCode switch
            {
                401 => ErrorCode.NotSignedIn,
                403 => ErrorCode.Forbidden,
                404 => ErrorCode.NotFound,
                429 => ErrorCode.RateLimited,
                >= 500 => ErrorCode.UnavailableRetry,
                _ => ErrorCode.InvalidRequest,
            },
        };
    }

    static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    static string Address(string path, params (string Name, string? Value)[] query)
    {
        var given = query.Where(q => q.Value is not null).Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value!)}").ToList();
        return given.Count == 0 ? path : $"{path}?{string.Join("&", given)}";
    }
}

using System.Reflection;
using System.Text.Json;
using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Directory;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;
using Messenger.Contracts.Presence;
using Messenger.Contracts.Search;
using Messenger.Hubs;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>
/// Every route and every hub method against every kind of caller (security check M0). A route or method without a row fails the build.
/// </summary>
public sealed class AuthorizationMatrix(TestHost host) : IClassFixture<TestHost>
{
    const string Ok = "ok";

    /// <summary>Who calls, in the order of the columns.</summary>
    static readonly string[] Actors = ["anonymous", "deactivated", "never", "former", "member", "admin", "owner", "administrator"];

    static readonly string[] SignedOut = [Codes.NotSignedIn, Codes.NotSignedIn];

    /// <summary>Anybody; signed-in people; members; group administrators; the owner; administrators of the installation.</summary>
    static readonly string[] Anybody = [.. Enumerable.Repeat(Ok, 8)];
    static readonly string[] Everybody = [.. SignedOut, Ok, Ok, Ok, Ok, Ok, Ok];
    static readonly string[] Malformed = [.. SignedOut, .. Enumerable.Repeat(Codes.InvalidRequest, 6)];
    static readonly string[] Nothing = [.. SignedOut, .. Enumerable.Repeat(Codes.NotFound, 6)];
    static readonly string[] Members = [.. SignedOut, Codes.NotAMember, Codes.NotAMember, Ok, Ok, Ok, Codes.NotAMember];
    static readonly string[] GroupAdmins = [.. SignedOut, Codes.NotAMember, Codes.NotAMember, Codes.Forbidden, Ok, Ok, Codes.NotAMember];
    static readonly string[] Gone = [.. Members.Select(answer => answer == Ok ? Codes.MessageGone : answer)];
    static readonly string[] NoThread = [.. Members.Select(answer => answer == Ok ? Codes.NotFound : answer)];
    static readonly string[] Owner = [.. SignedOut, Codes.NotAMember, Codes.NotAMember, Codes.Forbidden, Codes.Forbidden, Ok, Codes.NotAMember];
    static readonly string[] Administrators = [.. SignedOut, Codes.Forbidden, Codes.Forbidden, Codes.Forbidden, Codes.Forbidden, Codes.Forbidden, Ok];

    /// <summary>{c} the group, {m} a plain member of it, {u} some account, {s} no session of anybody.</summary>
    static readonly Row[] Routes =
    [
        new("GET /api/v1/sign-in-options", Anybody),
        new("POST /api/v1/session", [.. Enumerable.Repeat(Codes.WrongCredentials, 8)]) { BodyOf = actor => new SignIn { UserName = $"no-{actor}", Password = "no password" } },
        new("POST /api/v1/setup", [.. Enumerable.Repeat(Codes.LinkInvalid, 8)], new SetUp { Token = "x", UserName = "eve", DisplayName = "Eve", Password = "correct horse 电池" }),
        new("POST /api/v1/password-links/redeem", [.. Enumerable.Repeat(Codes.LinkInvalid, 8)], new RedeemPasswordLink { Token = "x", NewPassword = "correct horse 电池" }),
        new("GET /api/v1/session", Everybody),
        new("PUT /api/v1/session/password", [.. SignedOut, .. Enumerable.Repeat(Codes.PasswordTooShort, 6)], new ChangePassword { CurrentPassword = "x", NewPassword = "x" }),
        new("GET /api/v1/sessions", Everybody),
        new("DELETE /api/v1/sessions/{sessionId:guid}", [.. SignedOut, .. Enumerable.Repeat(Codes.NotFound, 6)]),
        new("GET /api/v1/tokens", Everybody),
        new("POST /api/v1/tokens", [.. SignedOut, .. Enumerable.Repeat(Codes.InvalidRequest, 6)], new CreateAccessToken { Name = "x", Scopes = [], ExpiresInDays = 1 }),
        new("DELETE /api/v1/tokens/{tokenId:guid}", [.. SignedOut, .. Enumerable.Repeat(Codes.NotFound, 6)]),
        new("GET /api/v1/admin/users", Administrators),
        new("POST /api/v1/admin/users", [.. Administrators[..^1], Codes.UserNameInvalid], new CreateAccount { UserName = "!", DisplayName = "x" }),
        new("PATCH /api/v1/admin/users/{userId:guid}", Administrators, new UpdateAccount()),
        new("POST /api/v1/admin/users/{userId:guid}/deactivate", [.. Administrators[..^1], Codes.UserNotFound]) { User = "nobody" },
        new("POST /api/v1/admin/users/{userId:guid}/reactivate", Administrators),
        new("POST /api/v1/admin/users/{userId:guid}/password-link", Administrators),
        new("GET /api/v1/admin/users/{userId:guid}/sessions", Administrators),
        new("DELETE /api/v1/admin/users/{userId:guid}/sessions/{sessionId:guid}", [.. Administrators[..^1], Codes.NotFound]),
        new("GET /api/v1/admin/sessions", Administrators),
        new("GET /api/v1/admin/policies", Administrators),
        new("GET /api/v1/admin/system", Administrators),
        new("GET /api/v1/users", Everybody),
        new("GET /api/v1/users/{userId:guid}", Everybody),
        new("GET /api/v1/users/{userId:guid}/profile", Everybody),
        new("GET /api/v1/users/{userId:guid}/avatar", Nothing),
        new("GET /api/v1/profile", Everybody),
        new("PATCH /api/v1/profile", Everybody, new UpdateProfile { TimeZone = "Asia/Shanghai" }),
        new("PUT /api/v1/profile/status", Everybody, new PersonStatus { Text = "here" }),
        new("PUT /api/v1/profile/avatar", Malformed),
        new("DELETE /api/v1/profile/avatar", Everybody),
        new("POST /api/v1/search/people", Everybody, new SearchPeople { Text = "a" }) { OnlyReads = true },
        new("GET /api/v1/departments", Everybody),
        new("GET /api/v1/departments/{departmentId:guid}/people", Nothing),
        new("POST /api/v1/admin/departments", [.. Administrators[..^1], Codes.NotFound], new CreateDepartment { Name = "a", ParentId = Guid.Empty }),
        new("PATCH /api/v1/admin/departments/{departmentId:guid}", [.. Administrators[..^1], Codes.NotFound], new UpdateDepartment()),
        new("DELETE /api/v1/admin/departments/{departmentId:guid}", [.. Administrators[..^1], Codes.NotFound]),
        new("POST /api/v1/admin/people/import", Administrators),
        new("GET /api/v1/presence", Everybody) { Query = "?userIds=" },
        new("GET /api/v1/sync", Everybody),
        new("GET /api/v1/conversations", Everybody),
        new("POST /api/v1/conversations", [.. SignedOut, .. Enumerable.Repeat(Codes.UserNotFound, 6)], new StartConversation { Kind = ConversationKind.Direct, UserId = Guid.Empty }),
        new("GET /api/v1/conversations/{conversationId:guid}", Members),
        new("PATCH /api/v1/conversations/{conversationId:guid}", GroupAdmins, new UpdateConversation()),
        new("GET /api/v1/conversations/{conversationId:guid}/avatar", [.. Members.Select(answer => answer == Ok ? Codes.NotFound : answer)]),
        new("PUT /api/v1/conversations/{conversationId:guid}/avatar", [.. SignedOut, .. Enumerable.Repeat(Codes.InvalidRequest, 6)]),
        new("DELETE /api/v1/conversations/{conversationId:guid}/avatar", GroupAdmins),
        new("GET /api/v1/channels", Everybody),
        new("POST /api/v1/conversations/{conversationId:guid}/join", Members, new JoinConversation()),
        new("GET /api/v1/conversations/{conversationId:guid}/join-requests", GroupAdmins),
        new("PUT /api/v1/conversations/{conversationId:guid}/join-requests/{userId:guid}",
            [.. GroupAdmins.Select(answer => answer == Ok ? Codes.NotFound : answer)], new AnswerJoinRequest { Approve = false }),
        new("GET /api/v1/conversations/{conversationId:guid}/join-links", GroupAdmins),
        new("POST /api/v1/conversations/{conversationId:guid}/join-links", GroupAdmins, new CreateJoinLink()),
        new("DELETE /api/v1/conversations/{conversationId:guid}/join-links/{linkId:guid}", [.. GroupAdmins.Select(answer => answer == Ok ? Codes.NotFound : answer)]),
        new("POST /api/v1/join-link/preview", [.. SignedOut, .. Enumerable.Repeat(Codes.LinkInvalid, 6)], new FollowJoinLink { Token = "x" }),
        new("POST /api/v1/join-link/follow", [.. SignedOut, .. Enumerable.Repeat(Codes.LinkInvalid, 6)], new FollowJoinLink { Token = "x" }),
        new("GET /api/v1/conversations/{conversationId:guid}/members", Members),
        new("POST /api/v1/conversations/{conversationId:guid}/members", [.. GroupAdmins[..5], Codes.UserNotFound, Codes.UserNotFound, Codes.NotAMember], new AddMembers { UserIds = [Guid.Empty] }),
        new("DELETE /api/v1/conversations/{conversationId:guid}/members/{userId:guid}",
            [.. SignedOut, Codes.NotAMember, Codes.NotAMember, Codes.NotFound, Codes.NotFound, Codes.NotFound, Codes.NotAMember]) { User = "nobody" },
        new("PUT /api/v1/conversations/{conversationId:guid}/members/{userId:guid}/role", Owner, new ChangeRole { Role = MemberRole.Member }) { User = "member" },
        new("POST /api/v1/conversations/{conversationId:guid}/messages", Members, new PostBody { ClientMessageId = Guid.Empty, Text = "hello" }),
        new("GET /api/v1/conversations/{conversationId:guid}/messages", Members),
        // Of an entry of the system, which every member sees and nobody changes; what each may do to whose text is in ChangingMessages.
        new("PATCH /api/v1/conversations/{conversationId:guid}/messages/{seq:long}", Gone, new EditBody { Text = "x" }),
        new("DELETE /api/v1/conversations/{conversationId:guid}/messages/{seq:long}", Gone),
        new("GET /api/v1/conversations/{conversationId:guid}/messages/{seq:long}/edits", Gone),
        new("GET /api/v1/conversations/{conversationId:guid}/messages/{seq:long}/thread", NoThread),
        new("GET /api/v1/conversations/{conversationId:guid}/messages/{seq:long}/thread/followers", NoThread),
        new("GET /api/v1/threads", Everybody),
        new("GET /api/v1/conversations/{conversationId:guid}/messages/{seq:long}/reactions", Members) { Query = "?emoji=%F0%9F%91%8D" },
        new("PUT /api/v1/conversations/{conversationId:guid}/messages/{seq:long}/reactions/{emoji}", Gone),
        new("DELETE /api/v1/conversations/{conversationId:guid}/messages/{seq:long}/reactions/{emoji}", Gone),
        new("PUT /api/v1/conversations/{conversationId:guid}/messages/{seq:long}/confirmation", Gone),
        new("PUT /api/v1/conversations/{conversationId:guid}/messages/{seq:long}/votes", Gone, new VoteBody { Options = [] }),
        new("GET /api/v1/conversations/{conversationId:guid}/messages/{seq:long}/votes", NoThread),
        new("PUT /api/v1/conversations/{conversationId:guid}/messages/{seq:long}/poll/closed", Gone),
        new("GET /api/v1/conversations/{conversationId:guid}/messages/{seq:long}/card", NoThread),
        new("GET /api/v1/conversations/{conversationId:guid}/messages/{seq:long}/readers", Members),
        new("PUT /api/v1/conversations/{conversationId:guid}/messages/{seq:long}/pin", Gone),
        new("DELETE /api/v1/conversations/{conversationId:guid}/messages/{seq:long}/pin", Gone),
        new("GET /api/v1/conversations/{conversationId:guid}/pins", Members),
        new("PUT /api/v1/conversations/{conversationId:guid}/members/{userId:guid}/mute",
            [.. GroupAdmins[..5], Ok, Ok, Codes.NotAMember], new MuteMember { Seconds = 0 }) { User = "member" },
        new("GET /api/v1/conversations/{conversationId:guid}/changes", Members) { Query = "?since=0" },
        new("PUT /api/v1/conversations/{conversationId:guid}/read", Members, new ReadBody { Seq = 0 }),
        new("POST /api/v1/conversations/{conversationId:guid}/typing", Members, new TypingBody { Active = true }),
        // Of the tus protocol, whose header is missing; what each may do with whose upload is in UploadingFiles.
        new("OPTIONS /api/v1/uploads", Everybody),
        new("POST /api/v1/uploads", Malformed),
        new("HEAD /api/v1/uploads/{id:guid}", Malformed) { OnlyReads = true },
        new("GET /api/v1/uploads/{id:guid}", Nothing),
        new("PATCH /api/v1/uploads/{id:guid}", Malformed),
        new("DELETE /api/v1/uploads/{id:guid}", Malformed),
        new("POST /api/v1/uploads/{id:guid}", Malformed),
        new("GET /api/v1/files", Everybody),
        new("GET /api/v1/conversations/{conversationId:guid}/files", Members),
        // The answer is the same for a file that is not there and one that one may not have; who may is in SharingFiles.
        new("GET /files/{conversationId:guid}/{seq:long}/{fileId:guid}", Nothing),
        new("HEAD /files/{conversationId:guid}/{seq:long}/{fileId:guid}", Nothing) { OnlyReads = true },
        // What each may find is in SearchingMessages: who may not read a conversation finds nothing in it.
        new("POST /api/v1/search/messages", Everybody, new SearchMessages { Text = "hello" }) { OnlyReads = true },
        new("POST /api/v1/search/files", Everybody, new SearchFiles { Text = "hello" }) { OnlyReads = true },
        new("GET /api/v1/personal", Everybody),
        // A draft, which only members have; what each kind needs is in KeepingThingsForOneself.
        new("PUT /api/v1/personal", Members) { BodyIn = DraftIn },
        new("POST /api/v1/conversations/{conversationId:guid}/clear", Members, new ClearBody { UpTo = 1 }),
        // Last: it ends the caller's session.
        new("DELETE /api/v1/session", Everybody),
    ];

    /// <summary>What is no business of the matrix: the protocol of OpenID, the hub's own transport, documents and health.</summary>
    static readonly string[] Elsewhere = ["/connect", "/hubs", "/docs", "/openapi", "/health"];

    static readonly Dictionary<string, (Func<Guid, object> Request, string[] Answers)> HubMethods = new()
    {
        [nameof(IMessengerHub.Post)] = (c => new PostMessage { ConversationId = c, ClientMessageId = Guid.Empty, Text = "hello" }, Members),
        [nameof(IMessengerHub.Sync)] = (_ => new Sync(), Everybody),
        [nameof(IMessengerHub.GetChanges)] = (c => new GetChanges { ConversationId = c, Since = 0 }, Members),
        [nameof(IMessengerHub.GetMessages)] = (c => new GetMessages { ConversationId = c }, Members),
        [nameof(IMessengerHub.MarkRead)] = (c => new MarkRead { ConversationId = c, Seq = 0 }, Members),
        [nameof(IMessengerHub.Edit)] = (c => new EditMessage { ConversationId = c, Seq = 1, Text = "x" }, Gone),
        [nameof(IMessengerHub.Recall)] = (c => new RecallMessage { ConversationId = c, Seq = 1 }, Gone),
        [nameof(IMessengerHub.React)] = (c => new React { ConversationId = c, Seq = 1, Emoji = "👍", Active = true }, Gone),
        [nameof(IMessengerHub.Pin)] = (c => new PinMessage { ConversationId = c, Seq = 1, Active = true }, Gone),
        [nameof(IMessengerHub.Confirm)] = (c => new ConfirmMessage { ConversationId = c, Seq = 1 }, Gone),
        [nameof(IMessengerHub.Vote)] = (c => new Vote { ConversationId = c, Seq = 1, Options = [] }, Gone),
        [nameof(IMessengerHub.ClosePoll)] = (c => new ClosePoll { ConversationId = c, Seq = 1 }, Gone),
        [nameof(IMessengerHub.GetCard)] = (c => new GetCard { ConversationId = c, Seq = 1 }, NoThread),
        [nameof(IMessengerHub.GetThread)] = (c => new GetThread { ConversationId = c, ThreadSeq = 1 }, NoThread),
        [nameof(IMessengerHub.GetThreads)] = (_ => new GetThreads(), Everybody),
        [nameof(IMessengerHub.GetPersonal)] = (_ => new GetPersonal { Since = 0 }, Everybody),
        [nameof(IMessengerHub.SetPersonal)] = (DraftIn, Members),
        [nameof(IMessengerHub.SetTyping)] = (c => new SetTyping { ConversationId = c, Active = true }, Members),
        [nameof(IMessengerHub.WatchPresence)] = (c => new WatchPresence { UserIds = [], ConversationId = c }, Members),
        [nameof(IMessengerHub.Start)] = (_ => new StartConversation { Kind = ConversationKind.Direct, UserId = Guid.Empty }, [.. SignedOut, .. Enumerable.Repeat(Codes.UserNotFound, 6)]),
        [nameof(IMessengerHub.Update)] = (c => new ConversationUpdate { ConversationId = c, Changes = new() }, GroupAdmins),
        [nameof(IMessengerHub.AddMembers)] = (c => new MemberAddition { ConversationId = c, UserIds = [Guid.Empty] }, [.. GroupAdmins[..5], Codes.UserNotFound, Codes.UserNotFound, Codes.NotAMember]),
        [nameof(IMessengerHub.RemoveMember)] = (
            c => new MemberRemoval { ConversationId = c, UserId = Guid.Empty }, [.. SignedOut, Codes.NotAMember, Codes.NotAMember, Codes.NotFound, Codes.NotFound, Codes.NotFound, Codes.NotAMember]),
        [nameof(IMessengerHub.ChangeRole)] = (
            c => new RoleChange { ConversationId = c, UserId = Guid.Empty, Role = MemberRole.Member }, [.. Owner.Select(answer => answer == Ok ? Codes.NotFound : answer)]),
        [nameof(IMessengerHub.MuteMember)] = (
            c => new MemberMuting { ConversationId = c, UserId = Guid.Empty, Seconds = 0 }, [.. GroupAdmins.Select(answer => answer == Ok ? Codes.NotFound : answer)]),
        [nameof(IMessengerHub.Join)] = (c => new JoinWish { ConversationId = c }, Members),
        [nameof(IMessengerHub.AnswerJoin)] = (
            c => new JoinDecision { ConversationId = c, UserId = Guid.Empty, Approve = false }, [.. GroupAdmins.Select(answer => answer == Ok ? Codes.NotFound : answer)]),
        [nameof(IMessengerHub.FollowLink)] = (_ => new FollowJoinLink { Token = "x" }, [.. SignedOut, .. Enumerable.Repeat(Codes.LinkInvalid, 6)]),
        [nameof(IMessengerHub.Clear)] = (c => new ClearConversation { ConversationId = c, UpTo = 1 }, Members),
    };

    [Fact]
    public void Every_route_has_a_row()
    {
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => !Elsewhere.Any(p => e.RoutePattern.RawText!.StartsWith(p, StringComparison.Ordinal)))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => $"{m} {e.RoutePattern.RawText!.TrimEnd('/')}"));

        Assert.Equal(routes.Order(), Routes.Select(r => r.Route).Order());
    }

    [Fact]
    public void Every_hub_method_has_a_row()
    {
        var methods = typeof(MessengerHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(m => m.Name).Where(n => n is not (nameof(MessengerHub.OnConnectedAsync) or nameof(MessengerHub.OnDisconnectedAsync)));

        Assert.Equal(methods.Order(), HubMethods.Keys.Order());
    }

    [Fact]
    public async Task Every_route_answers_each_caller_as_the_matrix_says()
    {
        await using var cast = await Cast.CallAsync(host);
        var wrong = new List<string>();

        foreach (var row in Routes)
        {
            for (var i = 0; i < Actors.Length; i++)
            {
                using var answer = await cast[Actors[i]].RequestAsync(new(row.Method), cast.PathOf(row), row.BodyOf?.Invoke(Actors[i]) ?? row.BodyIn?.Invoke(cast.Conversation) ?? row.Body);
                var code = CodeOf(await Employee.RefusalAsync(answer) is { } refusal ? new() { Code = refusal } : null);
                if (code != row.Answers[i]) wrong.Add($"{row.Route} as {Actors[i]}: {code} instead of {row.Answers[i]}");
            }
            foreach (var (actor, expected) in (IEnumerable<(string, string)>)[("muted", ForMuted(row)), ("reader", ForReader(row))])
            {
                using var answer = await cast[actor].RequestAsync(new(row.Method), cast.PathOf(row), row.BodyOf?.Invoke(actor) ?? row.BodyIn?.Invoke(cast.Conversation) ?? row.Body);
                var code = CodeOf(await Employee.RefusalAsync(answer) is { } refusal ? new() { Code = refusal } : null);
                if (code != expected) wrong.Add($"{row.Route} as {actor}: {code} instead of {expected}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_hub_method_answers_each_caller_as_the_matrix_says()
    {
        await using var cast = await Cast.CallAsync(host);
        var wrong = new List<string>();

        foreach (var (index, actor) in Actors.Index().Skip(2))
        {
            var connection = await cast[actor].ConnectAsync();
            foreach (var (method, (request, answers)) in HubMethods)
            {
                var type = typeof(IMessengerHub).GetMethod(method)!.ReturnType.GetGenericArguments()[0];
                var reply = await connection.InvokeCoreAsync(method, type, [request(cast.Conversation)], TestContext.Current.CancellationToken);
                var code = CodeOf((Refusal?)type.GetProperty("Error")!.GetValue(reply));
                if (code != answers[index]) wrong.Add($"{method} as {actor}: {code} instead of {answers[index]}");
            }
        }
        foreach (var (actor, allowed) in (IEnumerable<(string, Func<string, bool>)>)[("muted", m => m != nameof(IMessengerHub.Post)), ("reader", ReadingMethods.Contains)])
        {
            var connection = await cast[actor].ConnectAsync();
            foreach (var (method, (request, answers)) in HubMethods)
            {
                var type = typeof(IMessengerHub).GetMethod(method)!.ReturnType.GetGenericArguments()[0];
                var reply = await connection.InvokeCoreAsync(method, type, [request(cast.Conversation)], TestContext.Current.CancellationToken);
                var expected = allowed(method) ? answers[Array.IndexOf(Actors, "member")] : actor == "muted" ? "muted" : Codes.ScopeMissing;
                if (CodeOf((Refusal?)type.GetProperty("Error")!.GetValue(reply)) is var code && code != expected) wrong.Add($"{method} as {actor}: {code} instead of {expected}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("anonymous")]
    [InlineData("deactivated")]
    public async Task The_hub_lets_nobody_in_without_an_open_session(string actor)
    {
        await using var cast = await Cast.CallAsync(host);

        await Assert.ThrowsAsync<HttpRequestException>(() => cast[actor].ConnectAsync());
    }

    /// <summary>A member whom an administrator has muted: he does all that members do, but for posting.</summary>
    static string ForMuted(Row row) => row.Route == "POST /api/v1/conversations/{conversationId:guid}/messages" ? "muted" : row.Answers[Array.IndexOf(Actors, "member")];

    /// <summary>A member's token with the scope to read: it reads what he reads, does nothing, and reaches no sessions, passwords and tokens.</summary>
    static string ForReader(Row row) =>
        row.Path.StartsWith("/api/v1/admin/", StringComparison.Ordinal) ? Codes.Forbidden
        : row.Method != "GET" && !row.OnlyReads || OutOfReach.Contains(row.Path) ? Codes.ScopeMissing
        : row.Answers[Array.IndexOf(Actors, "member")];

    static readonly string[] OutOfReach = ["/api/v1/sessions", "/api/v1/tokens"];

    static readonly string[] ReadingMethods =
    [
        nameof(IMessengerHub.Sync), nameof(IMessengerHub.GetChanges), nameof(IMessengerHub.GetMessages), nameof(IMessengerHub.GetThread), nameof(IMessengerHub.GetThreads),
        nameof(IMessengerHub.GetCard), nameof(IMessengerHub.GetPersonal),
    ];

    static SetPersonal DraftIn(Guid conversation) =>
        new() { Item = new() { Kind = PersonalKind.Draft, Key = conversation.ToString(), Draft = new() { Text = "later" } } };

    static string CodeOf(Refusal? refusal) => refusal is null ? Ok : JsonSerializer.Serialize(refusal.Code, ContractsJson.Default.ErrorCode).Trim('"');

    sealed record Row(string Route, string[] Answers, object? Body = null)
    {
        public string Method => Route.Split(' ')[0];

        public string Path => Route.Split(' ')[1];

        /// <summary>Where callers must not meet each other's traces.</summary>
        public Func<string, object>? BodyOf { get; init; }

        /// <summary>Where the body names the group.</summary>
        public Func<Guid, object>? BodyIn { get; init; }

        public string Query { get; init; } = "";

        public string User { get; init; } = "never";

        /// <summary>It changes nothing, whatever its method.</summary>
        public bool OnlyReads { get; init; }
    }

    static class Codes
    {
        public const string NotSignedIn = "not_signed_in";
        public const string ScopeMissing = "scope_missing";
        public const string InvalidRequest = "invalid_request";
        public const string Forbidden = "forbidden";
        public const string NotAMember = "not_a_member";
        public const string NotFound = "not_found";
        public const string MessageGone = "message_gone";
        public const string UserNotFound = "user_not_found";
        public const string UserNameInvalid = "user_name_invalid";
        public const string WrongCredentials = "wrong_credentials";
        public const string LinkInvalid = "link_invalid";
        public const string PasswordTooShort = "password_too_short";
    }

    /// <summary>One of each kind, and the group that they are or are not in.</summary>
    sealed class Cast(Company company, Dictionary<string, Employee> actors, Guid conversation) : IAsyncDisposable
    {
        public Guid Conversation => conversation;

        public Employee this[string actor] => actors[actor];

        public static async Task<Cast> CallAsync(TestHost host)
        {
            var company = await Company.FoundAsync(host);
            var actors = new Dictionary<string, Employee>();
            foreach (var name in Actors.Except(["anonymous", "administrator"])) actors[name] = await company.HireAsync(name);
            actors["anonymous"] = new(host);
            actors["administrator"] = await company.HireAsync("administrator", isAdministrator: true);
            var owner = actors["owner"];
            var room = (await owner.StartGroupAsync("Room", actors["former"], actors["member"], actors["admin"], actors["deactivated"], actors["muted"] = await company.HireAsync("muted"))).Conversation.Id;
            await owner.SendAsync(HttpMethod.Put, $"conversations/{room}/members/{actors["admin"].Id}/role", new ChangeRole { Role = MemberRole.Administrator });
            await owner.SendAsync(HttpMethod.Delete, $"conversations/{room}/members/{actors["former"].Id}");
            await company.Administrator.SendAsync(HttpMethod.Post, $"admin/users/{actors["deactivated"].Id}/deactivate");
            await owner.SendAsync(HttpMethod.Put, $"conversations/{room}/members/{actors["muted"].Id}/mute", new MuteMember { Seconds = 3_600 });
            var token = await actors["member"].SendAsync<AccessToken>(
                HttpMethod.Post, "tokens", new CreateAccessToken { Name = "reader", Scopes = [AccessScope.Read], ExpiresInDays = 1 });
            actors["reader"] = new(host.Address) { Bearer = token.Token };
            return new(company, actors, room);
        }

        public string PathOf(Row row) => (row.Path.StartsWith("/api/v1/", StringComparison.Ordinal) ? row.Path["/api/v1/".Length..] : row.Path)
            .Replace("{id:guid}", Guid.Empty.ToString(), StringComparison.Ordinal)
            .Replace("{fileId:guid}", Guid.Empty.ToString(), StringComparison.Ordinal)
            .Replace("{conversationId:guid}", conversation.ToString(), StringComparison.Ordinal)
            .Replace("{userId:guid}", (row.User == "nobody" ? Guid.Empty : actors[row.User].Id).ToString(), StringComparison.Ordinal)
            .Replace("{seq:long}", "1", StringComparison.Ordinal)
            .Replace("{emoji}", Uri.EscapeDataString("👍"), StringComparison.Ordinal)
            .Replace("{departmentId:guid}", Guid.Empty.ToString(), StringComparison.Ordinal)
            .Replace("{tokenId:guid}", Guid.Empty.ToString(), StringComparison.Ordinal)
            .Replace("{linkId:guid}", Guid.Empty.ToString(), StringComparison.Ordinal)
            .Replace("{sessionId:guid}", Guid.Empty.ToString(), StringComparison.Ordinal) + row.Query;

        public async ValueTask DisposeAsync()
        {
            await actors["anonymous"].DisposeAsync();
            await actors["reader"].DisposeAsync();
            await company.DisposeAsync();
        }
    }
}

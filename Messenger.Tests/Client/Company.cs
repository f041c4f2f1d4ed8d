using System.Net;
using Messenger.Client;
using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Identity;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Client;

/// <summary>A host with an administrator, who hires people.</summary>
public class CompanyHost : TestHost
{
    public const string Administrator = "root";
    public const string Password = "correct horse 7";

    public CompanyHost(PgServer server)
        : base(server)
    {
        Settings["MESSENGER_ADMIN_USER"] = Administrator;
        Settings["MESSENGER_ADMIN_PASSWORD"] = Password;
    }

    /// <summary>Makes an account and signs it in by cookie.</summary>
    public Task<Employee> HireAsync(string name) => HireAsync(Address, name);

    /// <summary>The same at any host that has our administrator.</summary>
    public static async Task<Employee> HireAsync(Uri address, string name)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var administrator = await SignInAsync(address, Administrator);
        var userName = $"{name}-{Ids.Create(TimeProvider.System.GetUtcNow()):N}";
        var created = Value(await administrator.CreateAccountAsync(new CreateAccount { UserName = userName, DisplayName = name }, cancellationToken));
        var token = created.PasswordLink.Url[(created.PasswordLink.Url.IndexOf('#', StringComparison.Ordinal) + 1)..];
        Value(await administrator.RedeemPasswordLinkAsync(new RedeemPasswordLink { Token = token, NewPassword = Password }, cancellationToken));

        var cookies = new CookieContainer();
        using var api = await SignInAsync(address, userName, cookies);
        return new Employee(created.Account.User.Id, address, cookies) { UserName = userName };
    }

    /// <summary>The verbs of somebody who signs in with a password.</summary>
    public static async Task<MessengerApi> SignInAsync(Uri address, string userName, CookieContainer? cookies = null)
    {
        var api = new MessengerApi(new() { Server = address, Cookies = cookies ?? new CookieContainer() });
        Value(await api.SignInAsync(new SignIn { UserName = userName, Password = Password }, TestContext.Current.CancellationToken));
        return api;
    }

    /// <summary>Changes the database past the host.</summary>
    public async Task MeddleAsync(string sql, params object[] values)
    {
        await using var connection = await Database.ConnectAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public static T Value<T>(Reply<T> reply)
        where T : class
    {
        Assert.True(reply.Error is null, reply.Error?.Code.ToString());
        return reply.Value!;
    }
}

/// <summary>Somebody who is signed in.</summary>
public sealed record Employee(Guid Id, Uri Server, CookieContainer Cookies)
{
    public string UserName { get; init; } = "";

    public MessengerClientOptions Options(WireProtocol protocol = WireProtocol.Json, HttpTransportType transports = HttpTransportType.WebSockets) =>
        new() { Server = Server, Cookies = Cookies, Protocol = protocol, Transports = transports };

    public async Task<Guid> StartDirectWith(Employee other)
    {
        using var api = new MessengerApi(Options());
        return CompanyHost.Value(await api.StartDirectAsync(other.Id, TestContext.Current.CancellationToken)).Conversation.Id;
    }

    public async Task<ConversationHead> StartGroupWith(params Employee[] others)
    {
        using var api = new MessengerApi(Options());
        var group = new StartConversation
        {
            Kind = ConversationKind.Group,
            Id = Ids.Create(TimeProvider.System.GetUtcNow()),
            Title = "会议室",
            MemberIds = [.. others.Select(o => o.Id)],
        };
        return CompanyHost.Value(await api.StartGroupAsync(group, TestContext.Current.CancellationToken));
    }
}

/// <summary>A started client and all that it told.</summary>
public sealed class Device : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    readonly List<MessengerUpdate> _told = [];
    readonly SemaphoreSlim _more = new(0);
    readonly Task _reading;

    public Device(MessengerClientOptions options)
    {
        Client = new MessengerClient(options);
        var updates = Client.ReadUpdates(CancellationToken.None);
        _reading = Task.Run(async () =>
        {
            await foreach (var update in updates)
            {
                lock (_told) _told.Add(update);
                _more.Release();
            }
        });
        Client.Start();
    }

    public MessengerClient Client { get; }

    public IReadOnlyList<MessengerUpdate> Told
    {
        get
        {
            lock (_told) return [.. _told];
        }
    }

    /// <summary>The texts of a conversation, in the order told.</summary>
    public IReadOnlyList<string> Heard(Guid conversation) =>
        [.. Told.OfType<MessagesChanged>().Where(c => c.ConversationId == conversation).SelectMany(c => c.Messages).Where(m => m.Text is not null).Select(m => m.Text!)];

    /// <summary>The end that the client told of.</summary>
    public async Task<SignedOut> End()
    {
        await Until(d => d.Told.OfType<SignedOut>().Any());
        await _reading.WaitAsync(Patience, TestContext.Current.CancellationToken);
        return Assert.Single(Told.OfType<SignedOut>());
    }

    public async Task Until(Func<Device, bool> condition)
    {
        using var late = new CancellationTokenSource(Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, TestContext.Current.CancellationToken);
        while (!condition(this)) await _more.WaitAsync(either.Token);
    }

    /// <summary>Connected, and synced for the first time with this conversation.</summary>
    public Task Knows(Guid conversation) => Until(d => d.Told.OfType<HeadChanged>().Any(h => h.Head.Conversation.Id == conversation));

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _reading;
        _more.Dispose();
    }
}

using System.Net;
using System.Text;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>
/// Secrets go through everything that signing in and posting can be, going well, refused and failing, while the host logs all that it would at
/// Information. None is in what it printed, and none that could be used again is in the database.
/// </summary>
public sealed class KeepingSecrets(PgServer server)
{
    const string Administrator = "canary.admin";
    const string Wrong = "canary-wrong-password-1";
    const string First = "canary-first-password-2";
    const string Second = "canary-second-password-3";
    const string Text = "canary text of a message";

    static readonly string[] Loud =
    [
        "Default", "Microsoft.AspNetCore", "Microsoft.AspNetCore.DataProtection", "Microsoft.EntityFrameworkCore",
        "Microsoft.EntityFrameworkCore.Database.Command", "Microsoft.Hosting.Lifetime", "Npgsql", "OpenIddict",
    ];

    readonly Dictionary<string, string> _secrets = new()
    {
        ["wrong password"] = Wrong,
        ["first password"] = First,
        ["second password"] = Second,
    };

    [Fact]
    public async Task No_secret_is_in_the_log_or_readable_in_the_database()
    {
        await using var database = await server.CreateDatabaseAsync();
        string printed;
        await using (var host = StartLoud(database))
        {
            var url = (await host.ReadyAsync()).GetLeftPart(UriPartial.Authority).Replace("localhost", "127.0.0.1", StringComparison.Ordinal);
            await Eventually.TrueAsync(() => Task.FromResult(host.Printed.Contains("/setup#", StringComparison.Ordinal)));
            Keep("set-up token", host.Printed.Split("/setup#")[1].Split(' ')[0]);
            using var browser = new Browser(url);
            var user = await SignInAndRefuseAsync(url, browser);
            var room = await PostAsync(browser);
            var tokens = await UseTokensAsync(url, browser, room);
            await FailAsync(database, browser, user, room, tokens);
            host.Signal("TERM");
            Assert.Equal(0, await host.ExitAsync());
            printed = host.Printed + host.Complained;
        }

        // The link is not logged but told to whoever started the host.
        var log = string.Join('\n', printed.Split('\n').Where(line => !line.StartsWith("Set up Messenger at ", StringComparison.Ordinal)));
        Assert.Contains("Request starting", log, StringComparison.Ordinal);
        Assert.Contains("/connect/token", log, StringComparison.Ordinal);
        Assert.Contains("insert into messages", log, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("42P01", log, StringComparison.Ordinal); // the faults are there, with their stacks
        Assert.All(_secrets.Append(new("message", Text)), secret => Assert.False(Holds(log, secret.Value), $"The {secret.Key} is in the log."));

        var dump = await DumpAsync(database);
        Assert.True(Holds(dump, Text)); // so the dump would show what is there
        Assert.All(_secrets, secret => Assert.False(Holds(dump, secret.Value), $"The {secret.Key} is in the database."));
    }

    static HostProcess StartLoud(TestDatabase database)
    {
        var settings = Loud.ToDictionary(category => "Logging:LogLevel:" + category, _ => "Information");
        settings["ConnectionStrings:Postgres"] = database.ConnectionString;
        settings["Postgres:AllowUnsafeDurability"] = "true";
        return HostProcess.Start(settings);
    }

    async Task<Guid> SignInAndRefuseAsync(string url, Browser administrator)
    {
        using var invalid = await administrator.SendAsync(
            HttpMethod.Post, "/api/v1/setup", new SetUp { Token = _secrets["set-up token"], UserName = "!", DisplayName = "x", Password = First });
        Assert.Equal("user_name_invalid", await invalid.CodeAsync());
        await administrator.PostAsync<SignedIn>(
            "/api/v1/setup", new SetUp { Token = _secrets["set-up token"], UserName = Administrator, DisplayName = "Canary", Password = First });
        using var wrong = await administrator.SignInAsync(Administrator, Wrong);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        using var right = await administrator.SignInAsync(Administrator, First);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        using var changed = await administrator.SendAsync(
            HttpMethod.Put, "/api/v1/session/password", new ChangePassword { CurrentPassword = First, NewPassword = Second });
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        Keep("cookie", administrator.Cookies["messenger"]!.Value);
        Keep("device cookie", administrator.Cookies["messenger-device"]!.Value);

        var created = await administrator.PostAsync<CreatedAccount>("/api/v1/admin/users", new CreateAccount { UserName = "canary.user", DisplayName = "Canary" });
        Keep("password link", created.PasswordLink.Url.Split('#')[1]);
        using var anybody = new Browser(url);
        using var common = await anybody.SendAsync(
            HttpMethod.Post, "/api/v1/password-links/redeem", new RedeemPasswordLink { Token = _secrets["password link"], NewPassword = "password1" });
        Assert.NotEqual(HttpStatusCode.NoContent, common.StatusCode);
        using var redeemed = await anybody.SendAsync(
            HttpMethod.Post, "/api/v1/password-links/redeem", new RedeemPasswordLink { Token = _secrets["password link"], NewPassword = Second });
        Assert.Equal(HttpStatusCode.NoContent, redeemed.StatusCode);
        using var malformed = await anybody.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/v1/session")
        {
            Content = new StringContent($$"""{"userName":"x","password":"{{Wrong}}""", Encoding.UTF8, "application/json"),
        });
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
        return created.Account.User.Id;
    }

    static async Task<Guid> PostAsync(Browser browser)
    {
        var room = (await browser.PostAsync<ConversationHead>("/api/v1/conversations", new StartConversation { Kind = ConversationKind.Group, Title = "Room" })).Conversation.Id;
        await browser.PostAsync<Message>($"/api/v1/conversations/{room}/messages", Body(Text));
        using var foreign = await browser.SendAsync(HttpMethod.Post, $"/api/v1/conversations/{Employee.NewId()}/messages", Body(Text));
        using var tooLong = await browser.SendAsync(
            HttpMethod.Post, $"/api/v1/conversations/{room}/messages", Body(string.Concat(Enumerable.Repeat(Text, 1_000))));
        Assert.False(foreign.IsSuccessStatusCode);
        Assert.False(tooLong.IsSuccessStatusCode);
        return room;
    }

    async Task<Tokens> UseTokensAsync(string url, Browser browser, Guid room)
    {
        using var app = new NativeApp(url);
        Keep("code", await app.AuthorizeAsync(browser));
        Assert.NotNull((await app.RedeemAsync(_secrets["code"], verifier: "canary-verifier-that-is-wrong-000000000000000")).Error);
        var tokens = await app.RedeemAsync(Keep("second code", await app.AuthorizeAsync(browser)));
        Keep("access token", tokens.Access!);
        Keep("refresh token", tokens.Refresh!);
        Keep("identity token", tokens.Identity!);
        var refreshed = await app.RefreshAsync(tokens.Refresh!);
        Keep("second access token", refreshed.Access!);
        Keep("second refresh token", refreshed.Refresh!);
        Assert.Equal(HttpStatusCode.OK, await app.CallAsync(tokens.Access));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.CallAsync(tokens.Identity));

        await using var connection = new HubConnectionBuilder()
            .WithUrl(url + "/hubs/messenger", options => options.AccessTokenProvider = () => Task.FromResult(refreshed.Access)).Build();
        await connection.StartAsync(TestContext.Current.CancellationToken);
        await connection.InvokeAsync<object>("Post", PostOf(room), TestContext.Current.CancellationToken);
        await connection.InvokeAsync<object>("Post", PostOf(Employee.NewId()), TestContext.Current.CancellationToken);
        await connection.InvokeAsync<object>("Post", Text, TestContext.Current.CancellationToken); // no request at all
        await connection.InvokeAsync<object>("No" + Text, TestContext.Current.CancellationToken); // no method
        return refreshed;
    }

    /// <summary>The database lacks what the host needs, at each of the places.</summary>
    static async Task FailAsync(TestDatabase database, Browser browser, Guid user, Guid room, Tokens tokens)
    {
        using var app = new NativeApp(browser.Url);
        await WithoutAsync("messages", () => browser.SendAsync(HttpMethod.Post, $"/api/v1/conversations/{room}/messages", Body(Text)));
        await WithoutAsync("sessions", () => browser.SignInAsync(Administrator, Second));
        await WithoutAsync("sign_in_failures", () => browser.SignInAsync(Administrator, Second));
        await WithoutAsync("users", () => browser.SignInAsync(Administrator, Second));
        await WithoutAsync("one_time_links", () => browser.SendAsync(HttpMethod.Post, $"/api/v1/admin/users/{user}/password-link"));
        await WithoutAsync("openid_tokens", async () =>
        {
            using var form = new FormUrlEncodedContent([new("grant_type", "refresh_token"), new("client_id", "messenger-native"), new("refresh_token", tokens.Refresh!)]);
            return await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = form, Headers = { { "Origin", browser.Url } } });
        });

        async Task WithoutAsync(string table, Func<Task<HttpResponseMessage>> request)
        {
            await database.RunAsync($"alter table {table} rename to away");
            using var reply = await request();
            Assert.InRange((int)reply.StatusCode, 500, 599);
            await database.RunAsync($"alter table away rename to {table}");
        }
    }

    string Keep(string name, string value) => _secrets[name] = value;

    static PostBody Body(string text) => new() { ClientMessageId = Employee.NewId(), Text = text };

    static PostMessage PostOf(Guid conversation) => new() { ConversationId = conversation, ClientMessageId = Employee.NewId(), Text = Text };

    /// <summary>As it is, or as a column of bytes shows it, or a header carries it.</summary>
    static bool Holds(string text, string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        return text.Contains(secret, StringComparison.Ordinal)
            || text.Contains(Convert.ToHexString(bytes), StringComparison.OrdinalIgnoreCase)
            || text.Contains(Convert.ToBase64String(bytes).TrimEnd('='), StringComparison.Ordinal)
            || text.Contains(Uri.EscapeDataString(secret), StringComparison.Ordinal);
    }

    /// <summary>Every row of every table.</summary>
    static async Task<string> DumpAsync(TestDatabase database)
    {
        var tables = await database.AskAsync<string[]>("select array_agg(table_name::text) from information_schema.tables where table_schema = 'public'");
        var dump = new StringBuilder();
        await using var connection = await database.ConnectAsync(TestContext.Current.CancellationToken);
        foreach (var table in tables)
        {
            await using var command = new NpgsqlCommand($"select t::text from \"{table}\" t", connection);
            await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await row.ReadAsync(TestContext.Current.CancellationToken)) dump.AppendLine(row.GetString(0));
        }
        return dump.ToString();
    }
}

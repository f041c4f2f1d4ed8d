using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Messenger.Client;
using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Tests.Client;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace Messenger.Tests.LoadBalancing;

/// <summary>Behind HAProxy, with <c>deploy/haproxy/haproxy.cfg</c>.</summary>
[Collection(nameof(NodeProcesses))]
public sealed class BehindHaproxy(NodeProcesses nodes) : BehindAProxy(nodes, ProxyKind.Haproxy);

/// <summary>Behind nginx, with <c>deploy/nginx/messenger.conf</c>.</summary>
[Collection(nameof(NodeProcesses))]
public sealed class BehindNginx(NodeProcesses nodes) : BehindAProxy(nodes, ProxyKind.Nginx);

/// <summary>What a load balancer must do for Messenger, whichever it is.</summary>
public abstract class BehindAProxy(NodeProcesses nodes, ProxyKind kind) : IAsyncLifetime
{
    const string Secret = "canary-of-a-token";
    ProxyServer? _proxy;

    ProxyServer Proxy => _proxy!;

    Uri Address => Proxy.Address;

    public async ValueTask InitializeAsync() => _proxy = await ProxyServer.StartAsync(kind, nodes.Both);

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null) await _proxy.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets, false)]
    [InlineData(HttpTransportType.WebSockets, true)]
    [InlineData(HttpTransportType.ServerSentEvents, false)]
    [InlineData(HttpTransportType.LongPolling, false)]
    [InlineData(HttpTransportType.LongPolling, true)]
    public async Task By_every_transport_two_people_on_two_nodes_talk(HttpTransportType transport, bool messagePack)
    {
        await using var company = await NodeProcesses.FoundCompanyAsync(Address);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var talk = (await ann.StartDirectAsync(bob)).Conversation.Id;
        var anns = await NodeProcesses.ConnectAtAsync(ann, Address, "n1", transport, messagePack);
        using var annSees = new Received(anns);
        var bobs = await NodeProcesses.ConnectAtAsync(bob, Address, "n2", transport, messagePack);
        using var bobSees = new Received(bobs);

        await PostAsync(anns, talk, "from the first node");
        await bobSees.TextAsync("from the first node");
        await PostAsync(bobs, talk, "from the second node");

        await annSees.TextAsync("from the second node");
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets | HttpTransportType.ServerSentEvents, false)]
    [InlineData(HttpTransportType.WebSockets | HttpTransportType.LongPolling, true)]
    public async Task Where_upgrades_are_refused_clients_find_another_transport_by_themselves(HttpTransportType transports, bool messagePack)
    {
        await using var strict = await ProxyServer.StartAsync(kind, nodes.Both, refusesUpgrades: true);
        await using var company = await NodeProcesses.FoundCompanyAsync(strict.Address);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var talk = (await ann.StartDirectAsync(bob)).Conversation.Id;

        await Assert.ThrowsAnyAsync<Exception>(() => ann.ConnectAsync(HttpTransportType.WebSockets, messagePack));
        var anns = await NodeProcesses.ConnectAtAsync(ann, strict.Address, "n1", transports, messagePack);
        using var bobSees = new Received(await NodeProcesses.ConnectAtAsync(bob, strict.Address, "n2", transports, messagePack));
        await PostAsync(anns, talk, "by another way");

        await bobSees.TextAsync("by another way");
    }

    [Fact]
    public async Task A_second_connection_of_a_browser_comes_to_the_node_of_the_first()
    {
        await using var company = await NodeProcesses.FoundCompanyAsync(Address);
        var ann = await company.HireAsync("Ann");
        var tab = await NodeProcesses.ConnectAtAsync(ann, Address, "n2", HttpTransportType.LongPolling);

        var others = new List<HubConnection>();
        for (var i = 0; i < 4; i++) others.Add(await ann.ConnectAsync(HttpTransportType.LongPolling));

        Assert.Equal("n2", NodeProcesses.NodeOf(ann, Address));
        foreach (var connection in (HubConnection[])[tab, .. others])
            Assert.NotNull((await connection.InvokeAsync<Reply<SyncResult>>("Sync", new Sync(), Token)).Value);
    }

    [Fact]
    public async Task A_node_that_is_not_ready_gets_nothing_new_and_keeps_what_is_open()
    {
        await using var company = await NodeProcesses.FoundCompanyAsync(Address);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var talk = (await ann.StartDirectAsync(bob)).Conversation.Id;
        using var bobSees = new Received(await NodeProcesses.ConnectAtAsync(bob, Address, "n2"));
        var newcomers = new List<Employee>();
        for (var i = 0; i < 4; i++) newcomers.Add(await company.AtAnotherDeviceAsync(ann));

        await nodes.LockSecondOutAsync();
        try
        {
            if (kind == ProxyKind.Haproxy) await Eventually.TrueAsync(() => Proxy.Log.Contains("Server hub/n2 is DOWN", StringComparison.Ordinal));
            foreach (var newcomer in newcomers) await newcomer.ConnectAsync();
            await ann.PostAsync(talk, "to a node that is not ready");

            Assert.All(newcomers, newcomer => Assert.Equal("n1", NodeProcesses.NodeOf(newcomer, Address)));
            await bobSees.TextAsync("to a node that is not ready");
        }
        finally
        {
            await nodes.LetSecondInAsync();
        }
    }

    [Fact]
    public async Task Whoever_is_on_a_node_that_stops_moves_to_the_other_and_each_message_is_stored_once()
    {
        await using var company = await NodeProcesses.FoundCompanyAsync(Address);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var talk = (await ann.StartDirectAsync(bob)).Conversation.Id;
        var scripted = (await bob.StartDirectAsync(bob)).Conversation.Id;
        await (await NodeProcesses.ConnectAtAsync(ann, Address, "n2")).StopAsync(Token); // her cookie brings her device to the same node
        await (await NodeProcesses.ConnectAtAsync(bob, Address, "n1")).StopAsync(Token);
        await using var anns = new Device(new() { Server = Address, Cookies = ann.Cookies });
        await using var bobs = new Device(new() { Server = Address, Cookies = bob.Cookies });
        await Task.WhenAll(anns.Knows(talk), bobs.Knows(talk));
        Assert.Equal(("n2", "n1"), (NodeProcesses.NodeOf(ann, Address), NodeProcesses.NodeOf(bob, Address)));

        var exit = nodes.DrainSecondAsync();
        var sent = new List<Message>();
        try
        {
            do
            {
                var text = $"line {sent.Count + 1}";
                sent.Add(CompanyHost.Value(await anns.Client.PostAsync(talk, text, Token)));
                await PostUntilAcceptedAsync(bob, scripted, text);
                await bobs.Until(d => d.Heard(talk).Contains(text));
            }
            while (!exit.IsCompleted || NodeProcesses.NodeOf(ann, Address) != "n1");

            Assert.Equal(0, await exit);
        }
        finally
        {
            await exit;
            await nodes.StartSecondAsync();
        }
        Assert.Equal(Enumerable.Range(1, sent.Count).Select(n => (long)n), sent.Select(m => m.Seq));
        Assert.Equal(sent.Select(m => m.Text), await AllTextsAsync(bob, talk));
        Assert.Equal(sent.Select(m => m.Text), await AllTextsAsync(bob, scripted));
    }

    [Fact]
    public async Task A_node_that_is_gone_is_not_noticed()
    {
        var nobody = new Uri($"http://127.0.0.1:{FreePort.Take()}/");
        await using var proxy = await ProxyServer.StartAsync(kind, [nobody, nodes.Second]);
        await using var company = await NodeProcesses.FoundCompanyAsync(proxy.Address);
        var ann = await company.HireAsync("Ann");

        for (var i = 0; i < 6; i++)
        {
            await ann.SyncAsync();
            var connection = await ann.ConnectAsync(HttpTransportType.LongPolling);
            await connection.InvokeAsync<Reply<SyncResult>>("Sync", new Sync(), Token);
        }

        Assert.Equal("n2", NodeProcesses.NodeOf(ann, proxy.Address));
    }

    [Theory]
    [InlineData(WireProtocol.Json, HttpTransportType.WebSockets)]
    [InlineData(WireProtocol.Json, HttpTransportType.ServerSentEvents)]
    [InlineData(WireProtocol.MessagePack, HttpTransportType.LongPolling)]
    public async Task Reloads_and_restarts_of_the_proxy_lose_nothing(WireProtocol protocol, HttpTransportType transport)
    {
        await using var company = await NodeProcesses.FoundCompanyAsync(Address);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var talk = (await ann.StartDirectAsync(bob)).Conversation.Id;
        await using var device = new Device(new() { Server = Address, Cookies = bob.Cookies, Protocol = protocol, Transports = transport });
        await device.Knows(talk);

        await ann.PostAsync(talk, "before");
        await device.Until(d => d.Heard(talk).Contains("before"));
        await Proxy.ReloadAsync();
        await ann.PostAsync(talk, "after a reload");
        await device.Until(d => d.Heard(talk).Contains("after a reload"));
        await Proxy.RestartAsync();
        await ann.PostAsync(talk, "after a restart");
        await device.Until(d => d.Heard(talk).Contains("after a restart"));

        Assert.Equal(["before", "after a reload", "after a restart"], device.Heard(talk).Distinct());
    }

    [Fact]
    public async Task Whatever_a_client_says_the_nodes_see_its_own_address()
    {
        await using var company = await NodeProcesses.FoundCompanyAsync(Address);
        var ann = await company.HireAsync("Ann");
        using var client = ClientFrom("127.0.0.2");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, "/api/v1/session"))
        {
            Content = JsonContent.Create(new { userName = ann.UserName, password = Company.Password }),
        };
        request.Headers.Add("X-Forwarded-For", "203.0.113.7, 127.0.0.1");

        using var signedIn = await client.SendAsync(request, Token);
        signedIn.EnsureSuccessStatusCode();

        var others = (await ann.SendAsync<SessionList>(HttpMethod.Get, "sessions")).Sessions.Where(s => s.Id != ann.SessionId);
        Assert.Equal("127.0.0.2", Assert.Single(others).Address);
    }

    [Fact]
    public async Task The_page_names_the_scheme_and_host_of_the_browser()
    {
        using var client = ClientFrom("127.0.0.1");

        var plain = await PolicyAsync(client, Address, "https");
        var secure = await PolicyAsync(client, Proxy.SecureAddress, "http");

        Assert.Contains($"connect-src 'self' ws://{Address.Authority};", plain, StringComparison.Ordinal);
        Assert.Contains($"connect-src 'self' wss://{Proxy.SecureAddress.Authority};", secure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_log_holds_a_query_string()
    {
        await using var gone = await ProxyServer.StartAsync(kind, [new($"http://127.0.0.1:{FreePort.Take()}/"), new($"http://127.0.0.1:{FreePort.Take()}/")]);
        using var client = ClientFrom("127.0.0.1");

        foreach (var proxy in (ProxyServer[])[Proxy, gone])
        {
            foreach (var path in (string[])["/hubs/messenger", "/hubs/messenger/negotiate", "/api/v1/sync"])
            {
                using var answer = await client.GetAsync(new Uri(proxy.Address, $"{path}?id={Secret}&access_token={Secret}"), Token);
                Assert.False(answer.IsSuccessStatusCode);
                await Eventually.TrueAsync(() => proxy.Log.Contains($"GET {path} ", StringComparison.Ordinal));
            }
            await RawRequest.TalkAsync(proxy.Address, $"GET /hubs/messenger?access_token={Secret} HTTP/1.1\r\nHost: x\r\nbroken header\r\n\r\n");
            Assert.DoesNotContain(Secret, proxy.Log, StringComparison.Ordinal);
        }
    }

    [Theory]
    // Both lengths: whoever believes the first sees a second request behind the body.
    [InlineData("Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(RawRequest.LoneLineFeed)]
    [InlineData("Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")]
    public async Task No_second_request_is_smuggled_in_the_body_of_the_first(string rest) =>
        Assert.Matches("^HTTP/1.1 (400|501) ", Assert.Single(await RawRequest.SignInAsync(Address, rest)));

    static CancellationToken Token => TestContext.Current.CancellationToken;

    static async Task PostAsync(HubConnection from, Guid conversation, string text)
    {
        var posted = await from.InvokeAsync<Reply<Message>>("Post", new PostMessage { ConversationId = conversation, ClientMessageId = Employee.NewId(), Text = text }, Token);
        Assert.Equal(text, posted.Value?.Text);
    }

    /// <summary>What a script does: as long as there is no answer, it repeats under the same id.</summary>
    static async Task PostUntilAcceptedAsync(Employee from, Guid conversation, string text)
    {
        var id = Employee.NewId();
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                using var answer = await from.RequestAsync(HttpMethod.Post, $"conversations/{conversation}/messages", new PostBody { ClientMessageId = id, Text = text });
                Assert.True(answer.IsSuccessStatusCode || (int)answer.StatusCode >= 500, $"Refused: {answer.StatusCode}");
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
    }

    static async Task<IReadOnlyList<string?>> AllTextsAsync(Employee reader, Guid conversation)
    {
        var log = new List<Message>();
        MessagePage page;
        do
        {
            page = await reader.ReadAsync(conversation, $"after={log.Count}&limit=200");
            log.AddRange(page.Messages);
        }
        while (page.HasAfter);
        return [.. log.Select(m => m.Text)];
    }

    static async Task<string> PolicyAsync(HttpClient client, Uri address, string claimed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/docs/api/"));
        request.Headers.Add("X-Forwarded-Proto", claimed);
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        using var answer = await client.SendAsync(request, Token);
        return answer.Headers.GetValues("Content-Security-Policy").Single();
    }

    /// <summary>A client with an address of its own, so that it can be told from the proxy. It takes our certificate, which nobody signed.</summary>
    static HttpClient ClientFrom(string address) => new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == Certificate.Subject },
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Parse(address).MapToIPv6(), 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    });
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.LoadBalancing;

/// <summary>A host that trusts what comes from this machine, and what came through a network of proxies before it.</summary>
public sealed class HostBehindProxies : TestHost
{
    public HostBehindProxies(PgServer server)
        : base(server)
    {
        Settings["Messenger:TrustedProxies:0"] = "127.0.0.1";
        Settings["Messenger:TrustedProxies:1"] = "10.1.0.0/16";
    }
}

/// <summary>A host that trusts proxies, but none of those that call it.</summary>
public sealed class HostBehindOtherProxies : TestHost
{
    public HostBehindOtherProxies(PgServer server)
        : base(server) => Settings["Messenger:TrustedProxies:0"] = "10.1.0.0/16";
}

/// <summary>Who believes <c>X-Forwarded-*</c>, and from whom.</summary>
public sealed class TrustingProxies(HostBehindProxies trusting, HostBehindOtherProxies wary, TestHost alone, PgServer server)
    : IClassFixture<HostBehindProxies>, IClassFixture<HostBehindOtherProxies>, IClassFixture<TestHost>
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("198.51.100.9, 203.0.113.7, 10.1.2.3", "203.0.113.7")] // what the client wrote itself stands in front
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("nonsense", "127.0.0.1")]
    public async Task The_address_that_a_trusted_proxy_names_is_the_sessions_address(string forwarded, string address) =>
        Assert.Equal(address, await AddressOfSessionAsync(trusting, ("X-Forwarded-For", forwarded)));

    [Fact]
    public async Task From_elsewhere_the_address_is_that_of_the_connection()
    {
        Assert.Equal("127.0.0.1", await AddressOfSessionAsync(wary, ("X-Forwarded-For", "203.0.113.7")));
        Assert.Equal("127.0.0.1", await AddressOfSessionAsync(alone, ("X-Forwarded-For", "203.0.113.7")));
    }

    [Fact]
    public async Task The_switch_of_the_framework_that_believes_everybody_does_nothing()
    {
        await using var host = new TestHost(server);
        host.Settings["ForwardedHeaders_Enabled"] = "true";
        await host.InitializeAsync();

        Assert.Equal("127.0.0.1", await AddressOfSessionAsync(host, ("X-Forwarded-For", "203.0.113.7")));
    }

    [Fact]
    public async Task Scheme_and_host_of_a_trusted_proxy_are_those_of_the_page()
    {
        (string, string)[] forwarded = [("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "chat.example.com")];

        Assert.Contains("wss://chat.example.com;", await PolicyOfPageAsync(trusting, forwarded), StringComparison.Ordinal);
        foreach (var host in (TestHost[])[wary, alone])
            Assert.Contains($"ws://{host.Address.Authority};", await PolicyOfPageAsync(host, forwarded), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_origin_is_compared_with_the_host_that_a_trusted_proxy_names()
    {
        (string, string)[] fromPage = [("Origin", "http://localhost:7443"), ("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Host", "localhost:7443")];

        using var believed = await SignInAsync(trusting, "nobody", fromPage);
        using var ignored = await SignInAsync(wary, "nobody", fromPage);

        Assert.Equal(HttpStatusCode.Unauthorized, believed.StatusCode);
        Assert.Equal(Contracts.ErrorCode.OriginRefused, await Employee.RefusalAsync(ignored));
    }

    [Fact]
    public async Task The_limit_of_tries_is_for_each_client_behind_a_trusted_proxy()
    {
        await using var host = await OneTryAMinuteAsync("127.0.0.1");

        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync(host, "203.0.113.7"));
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync(host, "203.0.113.8"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync(host, "203.0.113.7"));
    }

    [Fact]
    public async Task From_elsewhere_nobody_gets_around_the_limit_by_another_address()
    {
        await using var host = await OneTryAMinuteAsync("10.1.0.0/16");

        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync(host, "203.0.113.7"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync(host, "203.0.113.8"));
    }

    [Theory]
    [InlineData("10.0.0.300")]
    [InlineData("10.1.0.0/40")]
    [InlineData("proxy.example.com")]
    public async Task A_proxy_that_is_no_address_stops_the_start(string proxy)
    {
        await using var host = HostProcess.Start(new Dictionary<string, string>
        {
            ["ConnectionStrings:Postgres"] = alone.Database.ConnectionString,
            ["Messenger:TrustedProxies:0"] = proxy,
        });

        Assert.Equal(1, await host.ExitAsync());
        Assert.Contains($"not '{proxy}'", Assert.Single(host.Complained.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    async Task<TestHost> OneTryAMinuteAsync(string proxies)
    {
        var host = new TestHost(server);
        host.Settings["SignInLimit:PerMinute"] = "1";
        host.Settings["Messenger:TrustedProxies:0"] = proxies;
        await host.InitializeAsync();
        return host;
    }

    static async Task<HttpStatusCode> TryAsync(TestHost host, string address)
    {
        using var answer = await SignInAsync(host, "nobody", ("X-Forwarded-For", address));
        return answer.StatusCode;
    }

    static async Task<string?> AddressOfSessionAsync(TestHost host, params (string, string)[] headers)
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        using var signedIn = await SignInAsync(host, ann.UserName, headers);
        signedIn.EnsureSuccessStatusCode();
        var id = JsonNode.Parse(await signedIn.Content.ReadAsStringAsync(Token))!["sessionId"]!.GetValue<Guid>();
        return (await ann.SendAsync<Contracts.Identity.SessionList>(HttpMethod.Get, "sessions")).Sessions.Single(s => s.Id == id).Address;
    }

    static async Task<HttpResponseMessage> SignInAsync(TestHost host, string userName, params (string, string)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session")
        {
            Content = JsonContent.Create(new { userName, password = Company.Password }),
        };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var client = host.CreateClient();
        return await client.SendAsync(request, Token);
    }

    static async Task<string> PolicyOfPageAsync(TestHost host, (string, string)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/docs/api/");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var client = host.CreateClient();
        using var answer = await client.SendAsync(request, Token);
        return answer.Headers.GetValues("Content-Security-Policy").Single();
    }

    static CancellationToken Token => TestContext.Current.CancellationToken;
}

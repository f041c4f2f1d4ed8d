using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Web;

/// <summary>A host with a small web client of the shape of the built one.</summary>
public sealed class ClientHost : TestHost
{
    readonly TestFolder _web = TestFolder.Create();

    public ClientHost(PgServer server) : base(server)
    {
        Write("index.html", "<meta name=\"csp-nonce\" content=\"__CSP_NONCE__\">");
        Write("sw.js", "self.addEventListener('install', () => {});");
        Write("manifest.webmanifest", "{}");
        Write("assets/index-1.js", "import(1)");
        Write("assets/index-1.js.gz", "packed");
        Settings["Messenger:WebRoot"] = _web.Path;
    }

    void Write(string name, string content)
    {
        var path = _web.In(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _web.DisposeAsync();
    }
}

public sealed class ServingTheClient(ClientHost host) : IClassFixture<ClientHost>
{
    [Theory]
    [InlineData("/sw.js", "text/javascript; charset=utf-8", "no-cache")]
    [InlineData("/manifest.webmanifest", "application/manifest+json", "no-cache")]
    [InlineData("/", "text/html; charset=utf-8", "no-cache")]
    [InlineData("/c/a-conversation", "text/html; charset=utf-8", "no-cache")]
    [InlineData("/assets/index-1.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable")]
    public async Task Only_what_never_changes_is_kept_without_asking(string path, string type, string cached)
    {
        using var answer = await GetAsync(path);

        Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(cached, answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task The_page_takes_scripts_from_addresses_that_its_policy_allows_and_from_no_string()
    {
        using var answer = await GetAsync("/");
        var policy = PolicyOf(answer);

        Assert.Contains("worker-src 'self'; manifest-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("require-trusted-types-for 'script'; trusted-types default", policy, StringComparison.Ordinal);
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        Assert.Contains($"content=\"{nonce}\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_may_ask_this_host_and_nobody_else()
    {
        using var answer = await GetAsync("/sw.js");

        Assert.Equal("default-src 'none'; script-src 'self'; connect-src 'self'", PolicyOf(answer));
    }

    [Fact]
    public async Task A_script_comes_packed()
    {
        using var answer = await GetAsync("/assets/index-1.js", "gzip");

        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
    }

    static string PolicyOf(HttpResponseMessage answer) => answer.Headers.GetValues("Content-Security-Policy").Single();

    async Task<HttpResponseMessage> GetAsync(string path, string encoding = "identity")
    {
        using var http = host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", encoding } } };
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}

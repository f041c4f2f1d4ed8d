using System.Net;
using System.Text;
using Messenger.Contracts.Messages;
using Messenger.Domain.Links;
using Messenger.Infrastructure.Links;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Messenger.Tests.Links;

/// <summary>Pages as they come, and as somebody makes them who wants to reach, delay or confuse the server.</summary>
public sealed class ReadingPages : IAsyncLifetime
{
    readonly WebSite _site = new();

    public ValueTask InitializeAsync() => _site.InitializeAsync();

    [Fact]
    public async Task A_page_says_what_it_is()
    {
        _site.Serve("""
            <!doctype html><html><head><meta charset=utf-8><title>Not this</title><script>"<title>nor this</title>"</script>
            <meta property="og:title" content="Weekly&#32;report &amp; plan"><meta name=description content='What  was
            done'><meta property="og:site_name" content="Wiki"></head><body><title>nor that</title></body></html>
            """);

        var preview = await ReadAsync("/report");

        Assert.Equal(new() { Url = Link("/report").AbsoluteUri, Title = "Weekly report & plan", Description = "What was done", SiteName = "Wiki" }, preview);
    }

    [Theory]
    [InlineData("<title> Plain <b> &lt;title&gt; </title>", "Plain <b> <title>")]
    [InlineData("<title>a</title><title>b</title>", "a")]
    [InlineData("<TITLE>open", "open")]
    [InlineData("<style><title>no</title></style><title>yes</title>", "yes")]
    [InlineData("<title>\u202Eevil\u2066 \u0007name</title>", "evil name")]
    [InlineData("<meta name=twitter:title content=Card><title>Title</title>", "Card")]
    [InlineData("<title>   </title>", null)]
    [InlineData("<body><title>late</title>", null)]
    [InlineData("", null)]
    public async Task Its_title_is_one_harmless_line(string html, string? title)
    {
        _site.Serve(html);

        Assert.Equal(title, (await ReadAsync("/"))?.Title);
    }

    [Fact]
    public async Task Long_texts_are_cut_between_characters()
    {
        _site.Serve($"<title>{string.Concat(Enumerable.Repeat("😀", 500))}</title>");

        Assert.Equal(string.Concat(Enumerable.Repeat("😀", 100)), (await ReadAsync("/"))?.Title);
    }

    [Theory]
    [InlineData("text/html; charset=gbk", "<title>周报</title>")]
    [InlineData("text/html", "<meta charset=gb2312><title>周报</title>")]
    [InlineData("text/html", "<meta http-equiv=content-type content='text/html; charset=gb18030'><title>周报</title>")]
    public async Task A_page_in_a_chinese_encoding_is_read(string contentType, string html)
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding("gbk")!.GetBytes(html);
        _site.Answer = context =>
        {
            context.Response.ContentType = contentType;
            return context.Response.Body.WriteAsync(bytes).AsTask();
        };

        Assert.Equal("周报", (await ReadAsync("/"))?.Title);
    }

    [Theory]
    [InlineData("text/html; charset=no-such-thing")]
    [InlineData("application/xhtml+xml")]
    public async Task An_unknown_encoding_is_taken_for_utf8(string contentType)
    {
        _site.Serve("<title>é</title>", contentType);

        Assert.Equal("é", (await ReadAsync("/"))?.Title);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("image/svg+xml")]
    [InlineData("text/plain")]
    [InlineData("")]
    public async Task What_is_no_page_is_not_read(string contentType)
    {
        _site.Serve("<title>secret</title>", contentType);

        Assert.Null(await ReadAsync("/"));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task A_page_that_is_refused_says_nothing(int status)
    {
        _site.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<title>Sign in</title>");
        };

        Assert.Null(await ReadAsync("/"));
    }

    [Fact]
    public async Task Three_redirects_are_followed_and_no_more()
    {
        var left = 3;
        RequestDelegate page = context =>
        {
            if (left-- > 0) context.Response.Redirect($"/{left}");
            else context.Response.ContentType = "text/html";
            return left < 0 ? context.Response.WriteAsync("<title>There</title>") : Task.CompletedTask;
        };
        _site.Answer = page;

        var three = await ReadAsync("/");
        left = 4;
        var four = await ReadAsync("/");

        Assert.Equal(("There", Link("/").AbsoluteUri), (three?.Title, three?.Url));
        Assert.Null(four);
    }

    [Theory]
    [InlineData("http://localhost:{0}/")] // a name that is not allowed
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("http://user:secret@site.test:{0}/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://site.test/")]
    [InlineData("http://")]
    [InlineData("")]
    public async Task A_redirect_leads_nowhere_else(string to)
    {
        _site.Redirect(string.Format(System.Globalization.CultureInfo.InvariantCulture, to, _site.Port));

        Assert.Null(await ReadAsync("/"));
        Assert.Equal(1, _site.Asked);
    }

    [Fact]
    public async Task A_redirect_does_not_lead_to_this_installation()
    {
        var settings = new LinkPreviewSettings { AllowedHosts = ["*", $"site.test:{_site.Port}", $"chat.test:{_site.Port}"], AllowedNetworks = ["127.0.0.1"] };
        settings.Except(new($"http://chat.test:{_site.Port}/"));
        using var reader = new WebLinkReader(settings, NullLogger<WebLinkReader>.Instance, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));
        _site.Redirect($"http://CHAT.test:{_site.Port}/c/1");

        Assert.Null(await reader.ReadAsync(Link("/"), TestContext.Current.CancellationToken));
        Assert.Equal(1, _site.Asked);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("2130706433")] // one decimal number
    [InlineData("0x7f.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:7f00:1]")]
    [InlineData("0.0.0.0")]
    public async Task This_machine_is_not_read_however_it_is_written(string host)
    {
        _site.Serve("<title>inside</title>");
        var link = new Uri($"http://{host}:{_site.Port}/");
        var settings = new LinkPreviewSettings { AllowedHosts = [$"{link.IdnHost}:{link.Port}"] };
        using var reader = new WebLinkReader(settings, NullLogger<WebLinkReader>.Instance);

        Assert.True(settings.Allows(link));
        Assert.Null(await reader.ReadAsync(link, TestContext.Current.CancellationToken));
        Assert.Equal(0, _site.Asked);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("0.1.2.3")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::10.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12::1")]
    [InlineData("ff02::1")]
    [InlineData("64:ff9b::a00:1")] // NAT64
    [InlineData("2002:a00:1::")] // 6to4
    [InlineData("2001::a00:1")] // Teredo
    [InlineData("2001:db8::1")]
    public void No_special_address_is_called(string address) => Assert.False(Connections().Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.215.14")]
    [InlineData("172.32.0.1")]
    [InlineData("::ffff:93.184.215.14")]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c")]
    public void A_public_address_is_called(string address) => Assert.True(Connections().Allows(IPAddress.Parse(address)));

    [Fact]
    public async Task A_name_that_points_inside_once_or_later_is_refused()
    {
        _site.Serve("<title>inside</title>");
        var answers = new Queue<IPAddress[]>([[IPAddress.Parse("93.184.215.14"), IPAddress.Loopback], [IPAddress.Loopback], []]);
        var settings = new LinkPreviewSettings { AllowedHosts = [$"site.test:{_site.Port}"] };
        using var reader = new WebLinkReader(settings, NullLogger<WebLinkReader>.Instance, (_, _) => Task.FromResult(answers.Dequeue()));

        for (var i = 0; i < 3; i++) Assert.Null(await reader.ReadAsync(Link("/"), TestContext.Current.CancellationToken));

        Assert.Empty(answers);
        Assert.Equal(0, _site.Asked);
    }

    [Fact]
    public async Task An_endless_page_is_read_to_a_megabyte()
    {
        _site.Answer = async context =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<title>Endless</title><p>");
            var block = Encoding.ASCII.GetBytes(new string('a', 65_536));
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(block, context.RequestAborted);
        };

        Assert.Equal("Endless", (await ReadAsync("/"))?.Title);
    }

    [Fact]
    public async Task A_page_that_drips_is_given_up()
    {
        _site.Answer = async context =>
        {
            context.Response.ContentType = "text/html";
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync("<", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(200, context.RequestAborted);
            }
        };

        Assert.Null(await ReadAsync("/").WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("<div>", 200_000)]
    [InlineData("<meta ", 170_000)]
    [InlineData("&amp;", 200_000)]
    [InlineData("<!--", 250_000)]
    [InlineData("<title>", 140_000)]
    [InlineData("<script>", 130_000)]
    public async Task A_page_of_one_thing_a_hundred_thousand_times_is_read(string piece, int times)
    {
        _site.Serve("<title>Deep</title>" + string.Concat(Enumerable.Repeat(piece, times)));

        Assert.Equal("Deep", (await ReadAsync("/"))?.Title);
    }

    [Theory]
    [InlineData("content=a ")]
    [InlineData("a{0}=b ")]
    public async Task A_tag_of_a_hundred_thousand_attributes_is_read(string attribute)
    {
        var attributes = string.Concat(Enumerable.Range(0, 100_000).Select(i => attribute.Replace("{0}", $"{i}", StringComparison.Ordinal)));
        _site.Serve($"<title>Wide</title><meta {attributes}>");

        Assert.Equal("Wide", (await ReadAsync("/"))?.Title);
    }

    [Fact]
    public async Task A_bomb_is_unpacked_to_a_megabyte_only()
    {
        _site.Answer = async context =>
        {
            context.Response.ContentType = "text/html";
            context.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new System.IO.Compression.GZipStream(context.Response.Body, System.IO.Compression.CompressionLevel.Fastest);
            await packed.WriteAsync("<title>Bomb</title>"u8.ToArray(), context.RequestAborted);
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 200; i++) await packed.WriteAsync(zeros, context.RequestAborted);
        };

        Assert.Equal("Bomb", (await ReadAsync("/"))?.Title);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    static OutboundConnections Connections() => new([], Dns.GetHostAddressesAsync);

    Uri Link(string path) => new($"http://site.test:{_site.Port}{path}");

    async Task<LinkPreview?> ReadAsync(string path)
    {
        var settings = new LinkPreviewSettings { AllowedHosts = [$"site.test:{_site.Port}"], AllowedNetworks = ["127.0.0.1"] };
        using var reader = new WebLinkReader(settings, NullLogger<WebLinkReader>.Instance, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));
        return await reader.ReadAsync(Link(path), TestContext.Current.CancellationToken);
    }
}

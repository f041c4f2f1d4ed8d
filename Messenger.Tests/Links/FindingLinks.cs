using System.ComponentModel.DataAnnotations;
using Messenger.Domain.Links;
using Xunit;

namespace Messenger.Tests.Links;

/// <summary>Which link of a text is read, and whether its host may be.</summary>
public sealed class FindingLinks
{
    [Theory]
    [InlineData("look: https://example.com/a?b=c#d.", "https://example.com/a?b=c#d")]
    [InlineData("看这里https://example.com/页面，很好", "https://example.com/%E9%A1%B5%E9%9D%A2")]
    [InlineData("(see https://example.com/x)", "https://example.com/x")]
    [InlineData("https://en.example.org/wiki/Log_(data)", "https://en.example.org/wiki/Log_(data)")]
    [InlineData("[here](https://example.com/y).", "https://example.com/y")]
    [InlineData("**https://example.com/z**", "https://example.com/z")]
    [InlineData("HTTP://EXAMPLE.com/Q", "http://example.com/Q")]
    [InlineData("`https://code.example` and https://example.com/", "https://example.com/")]
    [InlineData("```\nhttps://code.example\n```", null)]
    [InlineData("https://user:secret@example.com/", null)]
    [InlineData("ftp://example.com/ javascript://example.com/", null)]
    [InlineData("https:// and ://", null)]
    [InlineData("no link", null)]
    public void The_first_link_outside_of_code_is_found(string text, string? link) => Assert.Equal(link, MessageLinks.First(text)?.AbsoluteUri);

    [Fact]
    public void A_text_of_brackets_and_beginnings_is_read_in_no_time()
    {
        var texts = new[] { new string('`', 20_000), string.Concat(Enumerable.Repeat("https://", 2_500)), $"https://{new string(')', 19_000)}", string.Concat(Enumerable.Repeat("```a", 5_000)) };

        // A pattern that backtracks would need years for one of these.
        Assert.All(texts, text => Record.Exception(() => MessageLinks.First(text)));
    }

    [Theory]
    [InlineData("https://example.com/a", "example.com", true)]
    [InlineData("https://EXAMPLE.com/a", "example.com", true)]
    [InlineData("https://www.example.com/", "example.com", false)]
    [InlineData("https://www.example.com/", "*.example.com", true)]
    [InlineData("https://example.com/", "*.example.com", false)]
    [InlineData("https://evilexample.com/", "*.example.com", false)]
    [InlineData("https://example.com:8443/", "example.com", false)]
    [InlineData("https://example.com:8443/", "*", false)]
    [InlineData("https://example.com:8443/", "example.com:8443", true)]
    [InlineData("https://anything.test/", "*", true)]
    [InlineData("https://example.com/", "", false)]
    public void A_host_is_read_only_if_it_is_named(string link, string allowed, bool isRead)
    {
        var settings = new LinkPreviewSettings { AllowedHosts = allowed.Length == 0 ? [] : [allowed] };

        Assert.Equal(isRead, settings.Allows(new(link)));
    }

    [Theory]
    [InlineData("exa mple.com", null)]
    [InlineData("https://example.com", null)]
    [InlineData("example.com/path", null)]
    [InlineData(null, "10.0.0.0/33")]
    [InlineData(null, "intranet")]
    public void A_wrong_setting_is_named(string? host, string? network)
    {
        var settings = new LinkPreviewSettings { AllowedHosts = host is null ? [] : [host], AllowedNetworks = network is null ? [] : [network] };

        var wrong = Assert.Single(settings.Validate(new ValidationContext(settings)));

        Assert.Contains(host ?? network!, wrong.ErrorMessage, StringComparison.Ordinal);
    }
}

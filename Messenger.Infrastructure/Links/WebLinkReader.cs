using System.Net;
using Messenger.Contracts.Messages;
using Messenger.Domain.Links;
using Microsoft.Extensions.Logging;

namespace Messenger.Infrastructure.Links;

/// <summary>
/// Reads the beginning of web pages: at most three redirects, each checked as the link was; five seconds and one megabyte for all; HTML only. No image is
/// fetched.
/// </summary>
sealed partial class WebLinkReader : ILinkReader, IDisposable
{
    const int MaxRedirects = 3;
    const int MaxBytes = 1024 * 1024;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly LinkPreviewSettings _settings;
    readonly ILogger<WebLinkReader> _logger;
    readonly HttpClient _http;

    public WebLinkReader(LinkPreviewSettings settings, ILogger<WebLinkReader> logger)
        : this(settings, logger, Dns.GetHostAddressesAsync)
    {
    }

    internal WebLinkReader(LinkPreviewSettings settings, ILogger<WebLinkReader> logger, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        (_settings, _logger) = (settings, logger);
        _http = new(new OutboundConnections(settings.Networks(), resolve).CreateHandler());
        _http.DefaultRequestHeaders.Add("User-Agent", "Messenger (link preview)");
        _http.DefaultRequestHeaders.Add("Accept", "text/html, application/xhtml+xml");
    }

    public async Task<LinkPreview?> ReadAsync(Uri link, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await ReadPageAsync(link, patience.Token) is var (page, charset) ? PageHead.Read(page, charset).Preview(link) : null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            LogNotRead(link.Host, e.Message);
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    async Task<(byte[] Page, string? Charset)?> ReadPageAsync(Uri link, CancellationToken cancellationToken)
    {
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            if (!_settings.Allows(link)) return null;
            using var answer = await _http.GetAsync(link, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.StatusCode is HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            {
                if (answer.Headers.Location is not { } location || !Uri.TryCreate(link, location, out var next) || !MayFollow(link, next)) return null;
                link = next;
                continue;
            }
            if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentType is not { MediaType: "text/html" or "application/xhtml+xml" } type) return null;
            return (await ReadStartAsync(answer, cancellationToken), type.CharSet);
        }
        return null;
    }

    static bool MayFollow(Uri from, Uri to) => to.UserInfo.Length == 0 && (to.Scheme == Uri.UriSchemeHttps || (to.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp));

    static async Task<byte[]> ReadStartAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using var content = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var start = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (start.Length < MaxBytes && await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, MaxBytes - start.Length)), cancellationToken) is > 0 and var read)
            start.Write(buffer, 0, read);
        return start.ToArray();
    }

    [LoggerMessage(3401, LogLevel.Debug, "The page behind a link to {Host} was not read: {Reason}")]
    partial void LogNotRead(string host, string reason);
}

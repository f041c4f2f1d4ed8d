namespace Messenger.Api;

/// <summary>Bodies that are taken as they are.</summary>
static class RequestBodies
{
    /// <summary>All of a body, or a little more than so many bytes of it if it has more.</summary>
    public static async Task<byte[]> ReadAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; body.Length <= most && (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;) body.Write(buffer, 0, read);
        return body.ToArray();
    }
}

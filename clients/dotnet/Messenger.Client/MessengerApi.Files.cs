using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Messenger.Client.Connection;
using Messenger.Contracts;
using Messenger.Contracts.Files;

namespace Messenger.Client;

/// <summary>Files: uploads go on after any break, by the tus protocol 1.0.0.</summary>
public sealed partial class MessengerApi
{
    /// <summary>Bytes of one request: what a break costs at most.</summary>
    const int PieceSize = 4 * 1024 * 1024;

    static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(2);
    static readonly (string, string) Tus = ("Tus-Resumable", "1.0.0");

    /// <summary>
    /// Uploads a file, and waits until it can be sent with a message or is refused. While the server cannot be reached it tries on, from where the server has
    /// it; only the token ends that.
    /// </summary>
    /// <param name="name">Its name, without folders.</param>
    /// <param name="content">The file, from its beginning to its end; it must be able to seek.</param>
    /// <param name="progress">Is told of the bytes that the server has.</param>
    /// <param name="cancellationToken">Ends the upload; what arrived so far expires.</param>
    public async Task<Reply<UploadedFile>> UploadAsync(string name, Stream content, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var begun = await BeginAsync(name, content.Length, cancellationToken).ConfigureAwait(false);
        if (begun.Value is not { } id) return new() { Error = begun.Error };
        var (offset, failures) = (0L, 0);
        while (offset < content.Length)
        {
            Refusal? refusal = null;
            long? reached = null;
            try
            {
                (reached, refusal) = failures == 0
                    ? await AppendAsync(id, offset, content, cancellationToken).ConfigureAwait(false)
                    : await AskAsync(id, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException)
            {
                // The server is asked what it has.
            }
            if (refusal is { Code: not (ErrorCode.UnavailableRetry or ErrorCode.RateLimited or ErrorCode.OffsetConflict or ErrorCode.ChecksumMismatch or ErrorCode.Internal) }) return new() { Error = refusal };
            failures = reached is null ? failures + 1 : 0;
            if (reached is { } now) progress?.Report(offset = now);
            else await _clock.Wait(Wait(failures, refusal), cancellationToken).ConfigureAwait(false);
        }
        return await SettleAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An upload, and what became of it.</summary>
    public Task<Reply<UploadedFile>> GetUploadAsync(Guid id, CancellationToken cancellationToken) => SendAsync<UploadedFile>(HttpMethod.Get, $"uploads/{id}", null, cancellationToken);

    /// <summary>Ends an upload, or removes a file that was not sent.</summary>
    public Task<Reply<Done>> RemoveUploadAsync(Guid id, CancellationToken cancellationToken) =>
        SendRawAsync<Done>(HttpMethod.Delete, $"uploads/{id}", Body.None with { Headers = [Tus] }, cancellationToken);

    /// <summary>Copies a message's file into a stream.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="seq">The message.</param>
    /// <param name="file">The file.</param>
    /// <param name="to">Where its bytes go, from where that stands; what it has already may be left out with <paramref name="from"/>.</param>
    /// <param name="from">The first byte that is wanted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Reply<Done>> DownloadAsync(Guid conversation, long seq, Guid file, Stream to, long from, CancellationToken cancellationToken)
    {
        var body = from > 0 ? Body.None with { Headers = [("Range", $"bytes={from.ToString(CultureInfo.InvariantCulture)}-")] } : Body.None;
        using var response = await RequestAsync(HttpMethod.Get, $"/files/{conversation}/{seq.ToString(CultureInfo.InvariantCulture)}/{file}", body, cancellationToken).ConfigureAwait(false);
        using var answer = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        if (!response.IsSuccessStatusCode) return new() { Error = await ReadRefusalAsync(response, answer, cancellationToken).ConfigureAwait(false) };
        await answer.CopyToAsync(to, 81_920, cancellationToken).ConfigureAwait(false);
        return new() { Value = new Done() };
    }

    async Task<(Guid? Value, Refusal? Error)> BeginAsync(string name, long length, CancellationToken cancellationToken)
    {
        var body = Body.None with
        {
            Headers = [Tus, ("Upload-Length", length.ToString(CultureInfo.InvariantCulture)), ("Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}")],
        };
        for (var failures = 1; ; failures++)
        {
            Refusal? refusal = null;
            try
            {
                using var response = await RequestAsync(HttpMethod.Post, "uploads", body, cancellationToken).ConfigureAwait(false);
                if (response.StatusCode == HttpStatusCode.Created) return (Guid.Parse(response.Headers.Location!.OriginalString.Split('/')[^1]), null);
                using var answer = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
                refusal = await ReadRefusalAsync(response, answer, cancellationToken).ConfigureAwait(false);
                if (refusal.Code is not (ErrorCode.UnavailableRetry or ErrorCode.RateLimited)) return (null, refusal);
            }
            catch (HttpRequestException)
            {
                // One that was begun without our hearing of it expires.
            }
            await _clock.Wait(Wait(failures, refusal), cancellationToken).ConfigureAwait(false);
        }
    }

    async Task<(long? Reached, Refusal? Refusal)> AppendAsync(Guid id, long offset, Stream content, CancellationToken cancellationToken)
    {
        var piece = new byte[Math.Min(PieceSize, content.Length - offset)];
        content.Position = offset;
        var read = 0;
        while (read < piece.Length)
        {
            var some = await content.ReadAsync(piece.AsMemory(read), cancellationToken).ConfigureAwait(false);
            if (some == 0) throw new EndOfStreamException($"The file ended at {offset + read} bytes of {content.Length}.");
            read += some;
        }
        using var sha = SHA256.Create();
        var body = new Body(piece, "application/offset+octet-stream")
        {
            Headers = [Tus, ("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)), ("Upload-Checksum", $"sha256 {Convert.ToBase64String(sha.ComputeHash(piece))}")],
        };
        return await ReadOffsetAsync(Patch, id, body, cancellationToken).ConfigureAwait(false);
    }

    Task<(long? Reached, Refusal? Refusal)> AskAsync(Guid id, CancellationToken cancellationToken) =>
        ReadOffsetAsync(HttpMethod.Head, id, Body.None with { Headers = [Tus] }, cancellationToken);

    async Task<(long? Reached, Refusal? Refusal)> ReadOffsetAsync(HttpMethod method, Guid id, Body body, CancellationToken cancellationToken)
    {
        using var response = await RequestAsync(method, $"uploads/{id}", body, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode && response.Headers.TryGetValues("Upload-Offset", out var values) && long.TryParse(values.Single(), NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
            return (offset, null);
        using var answer = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        return (null, await ReadRefusalAsync(response, answer, cancellationToken).ConfigureAwait(false));
    }

    async Task<Reply<UploadedFile>> SettleAsync(Guid id, CancellationToken cancellationToken)
    {
        var pause = ShortestLook;
        for (var failures = 0; ;)
        {
            try
            {
                var reply = await GetUploadAsync(id, cancellationToken).ConfigureAwait(false);
                if (reply.Value is { State: UploadState.Ready or UploadState.Refused }) return reply;
                if (reply.Error is { Code: not (ErrorCode.UnavailableRetry or ErrorCode.RateLimited) }) return reply;
                failures = reply.Error is null ? 0 : failures + 1;
            }
            catch (HttpRequestException)
            {
                failures++;
            }
            await _clock.Wait(failures > 0 ? Wait(failures, null) : pause, cancellationToken).ConfigureAwait(false);
            pause = pause + pause < LongestLook ? pause + pause : LongestLook;
        }
    }

    static TimeSpan Wait(int failures, Refusal? refusal) =>
        RetryPolicy.WaitAfter(failures, Chance(), TimeSpan.FromMilliseconds(refusal?.RetryAfterMilliseconds ?? 0));

    static double Chance()
    {
        lock (Random) return Random.NextDouble();
    }

    /// <summary>Spreads the tries of many clients; nothing else depends on it.</summary>
    static readonly Random Random = new();
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Messenger.Contracts.Files;

namespace Messenger.Tests.Files;

/// <summary>Uploads by the wire, a request at a time, right and wrong.</summary>
sealed class TusClient(Employee person)
{
    public async Task<HttpResponseMessage> CreateAsync(long length, string? name = null, byte[]? first = null)
    {
        var headers = new List<(string, string)> { ("Upload-Length", length.ToString(CultureInfo.InvariantCulture)) };
        if (name is not null) headers.Add(("Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}"));
        return await SendAsync(HttpMethod.Post, "uploads", first, headers);
    }

    public async Task<Guid> BeginAsync(long length, string? name = null)
    {
        using var answer = await CreateAsync(length, name);
        answer.EnsureSuccessStatusCode();
        return Guid.Parse(answer.Headers.Location!.ToString().Split('/')[^1]);
    }

    public Task<HttpResponseMessage> AppendAsync(Guid id, long offset, byte[] piece, string? checksum = null)
    {
        var headers = new List<(string, string)> { ("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)) };
        if (checksum is not null) headers.Add(("Upload-Checksum", checksum));
        return SendAsync(HttpMethod.Patch, $"uploads/{id}", piece, headers);
    }

    public Task<HttpResponseMessage> HeadAsync(Guid id) => SendAsync(HttpMethod.Head, $"uploads/{id}", null, []);

    /// <summary>A whole file, and what became of it.</summary>
    public async Task<UploadedFile> UploadAsync(byte[] content, string name = "file.bin")
    {
        var id = await BeginAsync(content.Length, name);
        if (content.Length > 0)
        {
            using var answer = await AppendAsync(id, 0, content);
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync() + answer.Headers);
        }
        return await SettledAsync(id);
    }

    public async Task<UploadedFile> SettledAsync(Guid id)
    {
        var file = await person.SendAsync<UploadedFile>(HttpMethod.Get, $"uploads/{id}");
        await Eventually.TrueAsync(async () => (file = await person.SendAsync<UploadedFile>(HttpMethod.Get, $"uploads/{id}")).State is UploadState.Ready or UploadState.Refused);
        return file;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, byte[]? body, IEnumerable<(string Name, string Value)> headers, string? version = "1.0.0")
    {
        using var request = new HttpRequestMessage(method, path);
        if (version is not null) request.Headers.Add("Tus-Resumable", version);
        if (body is not null) request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/offset+octet-stream") } };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await person.RequestAsync(request);
    }
}

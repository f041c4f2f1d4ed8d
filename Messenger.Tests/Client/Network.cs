namespace Messenger.Tests.Client;

/// <summary>What lies between a device and the host, and may do as it likes with one request. It outlives those who use it.</summary>
sealed class Network(HttpMessageHandler next) : DelegatingHandler(next)
{
    /// <summary>What becomes of the requests to a path, or to any if it is empty; null once it behaves again.</summary>
    public (string Path, Func<Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage?>> Do)? Whim { get; set; }

    /// <summary>The paths that were asked for, so far.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The host gets the next request to a path, and its answer never comes back.</summary>
    public void LoseAnswerOf(string path) => Whim = (path, LoseAsync);

    /// <summary>Somebody else answers a path, for so many times.</summary>
    public void Answer(string path, Func<HttpResponseMessage> answer, int times = int.MaxValue) =>
        Whim = (path, _ => Task.FromResult(times-- > 0 ? answer() : null));

    /// <summary>Each connection disposes of its handler; this one is for several.</summary>
    protected override void Dispose(bool disposing) => base.Dispose(disposing: false);

    async Task<HttpResponseMessage?> LoseAsync(Func<Task<HttpResponseMessage>> send)
    {
        Whim = null;
        (await send()).Dispose();
        throw new HttpRequestException("Lost.");
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        lock (Asked) Asked.Add(path);
        if (Whim is { } whim && (whim.Path.Length == 0 || whim.Path == path) && await whim.Do(() => base.SendAsync(request, cancellationToken)) is { } answer) return answer;
        return await base.SendAsync(request, cancellationToken);
    }
}

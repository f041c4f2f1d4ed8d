using System.Text.Json;
using System.Threading.Channels;

namespace Messenger.Faults.Workload;

/// <summary>A client process as the runner sees it: it hears an order a line, and answers each with a line.</summary>
sealed class Hand : IAsyncDisposable
{
    readonly Channel<string> _said = Channel.CreateUnbounded<string>();
    readonly SemaphoreSlim _one = new(1, 1);
    readonly TimeSpan _patience;
    Child? _process;

    Hand(TimeSpan patience) => _patience = patience;

    /// <summary>Starts this program once more, as what a word says, with what it is to do in a file; an answer may take as long as said.</summary>
    public static async Task<Hand> StartAsync<T>(string word, string name, string folder, T order, TimeSpan patience)
    {
        var hand = new Hand(patience);
        var file = Path.Combine(folder, $"{name}.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(order));
        hand._process = Child.Start(["dotnet", typeof(Hand).Assembly.Location, word, file], Path.Combine(folder, $"{name}.log"), line => hand._said.Writer.TryWrite(line));
        return hand;
    }

    public async Task TellAsync(string order, string answer)
    {
        await _one.WaitAsync();
        try
        {
            await _process!.Input.WriteLineAsync(order);
            await HearAsync(answer);
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task HearAsync(string line)
    {
        using var late = new CancellationTokenSource(_patience);
        while (await _said.Reader.ReadAsync(late.Token) != line)
        {
            // Something that it logs.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        await Task.WhenAny(_process.Input.WriteLineAsync("exit"));
        await _process.WaitAsync(TimeSpan.FromSeconds(10));
        await _process.DisposeAsync();
        _one.Dispose();
    }
}

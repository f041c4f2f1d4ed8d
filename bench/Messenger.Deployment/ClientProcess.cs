using System.Reflection;
using System.Text.Json;
using System.Threading.Channels;

namespace Messenger.Deployment;

/// <summary>A process of clients: it is told one line at a time, and answers each with one that begins with the same word.</summary>
sealed class ClientProcess : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    readonly Channel<string> _said = Channel.CreateUnbounded<string>();
    Child? _process;

    public int Id => _process!.Id;

    /// <summary>Starts this program again, in the role that its first words name, with an order; waits until it is ready.</summary>
    public static async Task<ClientProcess> StartAsync<T>(IReadOnlyList<string> role, string name, string folder, T order, IReadOnlyList<string>? wrapper = null)
    {
        var file = Path.Combine(folder, $"{name}.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(order));
        var process = new ClientProcess();
        process._process = Child.Start([.. wrapper ?? [], "dotnet", Assembly.GetEntryAssembly()!.Location, .. role, file], Path.Combine(folder, $"{name}.log"), line => process._said.Writer.TryWrite(line));
        await process.HearAsync("ready");
        return process;
    }

    /// <summary>What a client process does with its standard input.</summary>
    public static async Task<int> ObeyAsync(Func<string, string, Task<string>> obey)
    {
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is { } line && line != "exit")
        {
            var words = line.Split(' ', 2);
            Console.WriteLine($"{words[0]} {await obey(words[0], words.ElementAtOrDefault(1) ?? "")}");
        }
        return 0;
    }

    /// <summary>Tells it something; answers what it said to it.</summary>
    public async Task<string> TellAsync(string word, string rest = "")
    {
        await _process!.Input.WriteLineAsync($"{word} {rest}");
        return await HearAsync(word);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        await Task.WhenAny(_process.Input.WriteLineAsync("exit"));
        await _process.WaitAsync(TimeSpan.FromSeconds(10));
        await _process.DisposeAsync();
    }

    async Task<string> HearAsync(string word)
    {
        using var late = new CancellationTokenSource(Patience);
        while (true)
        {
            if (!_said.Reader.TryRead(out var line))
            {
                if (_process!.HasExited) throw new InvalidOperationException($"The process of clients has ended and does not answer '{word}'; its log says why.");
                await Task.WhenAny(_said.Reader.WaitToReadAsync(late.Token).AsTask(), Task.Delay(500, late.Token));
                late.Token.ThrowIfCancellationRequested();
                continue;
            }
            var words = line.Split(' ', 2);
            if (words[0] == word) return words.ElementAtOrDefault(1) ?? "";
        }
    }
}

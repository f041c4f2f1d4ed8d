using System.Collections.Concurrent;
using System.Diagnostics;

namespace Messenger.Infrastructure.Postgres;

/// <summary>How the last batch of each group commit ended. A server whose disk is full answers questions as if it were well.</summary>
sealed class WriteOutcomes
{
    /// <summary>A failure is forgotten after this time: a node that is asked for nothing would never find out that it can write again.</summary>
    static readonly TimeSpan Memory = TimeSpan.FromSeconds(15);

    readonly ConcurrentDictionary<string, long> _failures = new();

    /// <summary>The last try to write has failed, not long ago.</summary>
    public bool Failing => _failures.Values.Any(at => Stopwatch.GetElapsedTime(at) < Memory);

    public void Succeeded(string writer) => _failures.TryRemove(writer, out _);

    public void Failed(string writer) => _failures[writer] = Stopwatch.GetTimestamp();
}

using System.Collections.Concurrent;
using System.Text;
using AnyAscii;
using Messenger.Domain.Directory;

namespace Messenger.Infrastructure.Directory;

/// <summary>Readings from the tables of AnyAscii.</summary>
sealed class AnyAsciiRomanizer : IRomanizer
{
    /// <summary>The one that all share: each reading is one string, however many names have it.</summary>
    public static readonly AnyAsciiRomanizer Instance = new();

    readonly ConcurrentDictionary<Rune, string> _read = new();

    AnyAsciiRomanizer()
    {
    }

    public string Read(Rune rune) => _read.GetOrAdd(rune, static r => string.Intern(string.Concat(r.ToString().Transliterate().Where(char.IsAsciiLetter)).ToLowerInvariant()));
}

using System.Text;
using Messenger.Contracts.Files;
using Messenger.Domain.Links;

namespace Messenger.Domain.Search;

/// <summary>
/// The words under which a message is found. Where words are not apart by spaces, each pair of neighbours is one, and the last character of each run, so that
/// one character is found as the beginning of a word.
/// </summary>
public static class SearchWords
{
    /// <summary>Beyond it, words are the same: nobody types more of one.</summary>
    public const int LongestWord = 64;

    /// <summary>Under this the messages with a link are found. No text makes a word with a slash.</summary>
    public const string Link = "/link";

    /// <summary>Under this the messages of a user are found, beside a few of others whose ids end alike.</summary>
    public static string Sender(Guid user) => "/" + user.ToString("N")[24..];

    /// <summary>Under this the messages with a file are found.</summary>
    public const string File = "/file";

    /// <summary>Under this the messages with a picture are found.</summary>
    public const string Image = "/image";

    /// <summary>The words of a message.</summary>
    public static IReadOnlyCollection<string> Of(string text, Guid sender, IReadOnlyList<Attachment>? files)
    {
        var words = new HashSet<string>(StringComparer.Ordinal) { Sender(sender) };
        if (MessageLinks.First(text) is not null) words.Add(Link);
        if (files is not null) words.Add(File);
        if (files?.Any(f => f.Kind == FileKind.Image) == true) words.Add(Image);
        var folded = new FoldedText(text);
        for (var start = 0; start < folded.Text.Length;)
        {
            var end = folded.EndOfRun(start);
            switch (folded.ClassAt(start))
            {
                case LetterClass.Word:
                    words.Add(Cut(folded.Text.AsSpan(start, end - start)));
                    break;
                case LetterClass.Unspaced:
                    var runes = Runes(folded.Text.AsSpan(start, end - start));
                    for (var i = 0; i + 1 < runes.Count; i++) words.Add(Pair(runes, i));
                    words.Add(runes[^1].ToString());
                    break;
                case LetterClass.Symbol:
                    foreach (var rune in folded.Text.AsSpan(start, end - start).EnumerateRunes()) words.Add(rune.ToString());
                    break;
                default:
                    break;
            }
            start = end;
        }
        return words;
    }

    /// <summary>A word as long as words are.</summary>
    internal static string Cut(ReadOnlySpan<char> word)
    {
        if (word.Length <= LongestWord) return word.ToString();
        return word[..(char.IsHighSurrogate(word[LongestWord - 1]) ? LongestWord - 1 : LongestWord)].ToString();
    }

    internal static string Pair(List<Rune> runes, int first) => $"{runes[first]}{runes[first + 1]}";

    internal static List<Rune> Runes(ReadOnlySpan<char> text)
    {
        var runes = new List<Rune>(text.Length);
        foreach (var rune in text.EnumerateRunes()) runes.Add(rune);
        return runes;
    }
}

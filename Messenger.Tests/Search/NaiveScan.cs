using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Messenger.Tests.Search;

/// <summary>
/// What a search means, without an index and as plainly as it can be said: a regular expression for each term, over a folded copy of the text.
/// </summary>
static partial class NaiveScan
{
    const string NoSpaces = @"\p{IsCJKUnifiedIdeographs}\p{IsHiragana}\p{IsKatakana}\p{IsThai}";

    /// <summary>Letters, digits and marks; those of scripts without spaces stand apart, and so do surrogates, which in the corpus are Chinese or emoji.</summary>
    const string Letter = $@"[\p{{L}}\p{{N}}\p{{M}}-[{NoSpaces}]]";

    public static bool Matches(string text, string query)
    {
        var terms = Terms(query).ToList();
        return terms.Count > 0 && terms.TrueForAll(term => term.IsMatch(Fold(text)));
    }

    /// <summary>Quoted and unquoted pieces, by turns; those without anything but punctuation count for nothing.</summary>
    static IEnumerable<Regex> Terms(string query)
    {
        var pieces = Quote().Split(query);
        for (var i = 0; i < pieces.Length; i++)
        {
            var isPhrase = i % 2 == 1;
            foreach (var term in isPhrase ? [pieces[i].Trim()] : Spaces().Split(pieces[i]))
            {
                var folded = Fold(term);
                if (Something().IsMatch(folded)) yield return Expression(folded, isPhrase);
            }
        }
    }

    static Regex Expression(string term, bool isPhrase)
    {
        var start = StartsWithLetter().IsMatch(term) ? $"(?<!{Letter})" : "";
        var end = isPhrase && EndsWithLetter().IsMatch(term) ? $"(?!{Letter})" : "";
        return new(start + Regex.Escape(term) + end, RegexOptions.CultureInvariant);
    }

    static string Fold(string text)
    {
        var folded = new StringBuilder();
        foreach (var rune in text.Normalize().EnumerateRunes())
        {
            var parts = rune.Value is >= 0xAC00 and <= 0xD7A3 ? rune.ToString() : rune.ToString().Normalize(NormalizationForm.FormKD);
            foreach (var part in parts.EnumerateRunes())
            {
                var isAccent = CharUnicodeInfo.GetUnicodeCategory(part.Value) == UnicodeCategory.NonSpacingMark && part.Value < 0x0E00;
                if (!isAccent && part.Value is not (>= 0x1F3FB and <= 0x1F3FF)) folded.Append(Rune.ToLowerInvariant(part).ToString());
            }
        }
        return Spaces().Replace(folded.ToString(), " ");
    }

    [GeneratedRegex("\"")]
    private static partial Regex Quote();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"[\p{L}\p{N}\p{M}\p{S}\p{Cs}]")]
    private static partial Regex Something();

    [GeneratedRegex("^" + Letter)]
    private static partial Regex StartsWithLetter();

    [GeneratedRegex(Letter + "$")]
    private static partial Regex EndsWithLetter();
}

using System.Globalization;
using System.Text;

namespace Messenger.Domain.Search;

/// <summary>What a character is to a search.</summary>
public enum LetterClass
{
    /// <summary>White space: any run of it is one.</summary>
    Space,

    /// <summary>Punctuation: stands between words and is found only beside them.</summary>
    Punctuation,

    /// <summary>A letter or digit of a script that puts spaces between words.</summary>
    Word,

    /// <summary>A character of a script that does not: Chinese, Japanese, Thai, Lao, Khmer, Burmese.</summary>
    Unspaced,

    /// <summary>A symbol or an emoji: a word by itself.</summary>
    Symbol,
}

/// <summary>
/// A text as searches see it: case, accents of Latin, Greek and Cyrillic letters, full and half width, ligatures (NFKD, UAX 15) and the length of white space
/// make no difference. Each folded character knows where it comes from.
/// </summary>
public sealed class FoldedText
{
    const char FirstDiacritic = '\u0300', LastDiacritic = '\u036F';

    readonly List<int> _origins = [];
    readonly List<LetterClass> _classes = [];

    /// <summary>Folds a text without unpaired surrogates.</summary>
    public FoldedText(string text)
    {
        Original = text.IsNormalized() ? text : text.Normalize();
        var folded = new StringBuilder(Original.Length);
        var at = 0;
        foreach (var rune in Original.EnumerateRunes())
        {
            if (rune.IsAscii) Add(folded, Rune.ToLowerInvariant(rune), at);
            else foreach (var part in Fold(rune)) Add(folded, part, at);
            at += rune.Utf16SequenceLength;
        }
        _origins.Add(at);
        Text = folded.ToString();
    }

    /// <summary>The text, in the composed form (NFC).</summary>
    public string Original { get; }

    /// <summary>The folded text.</summary>
    public string Text { get; }

    /// <summary>The class of the folded character at a place; both halves of a surrogate pair have that of the pair.</summary>
    public LetterClass ClassAt(int index) => _classes[index];

    /// <summary>Where in <see cref="Original"/> a folded character comes from; at the end, its length.</summary>
    public int OriginOf(int index) => _origins[index];

    /// <summary>One character from a run of one class begins here: a word, or a run without spaces.</summary>
    public bool StartsRun(int index) => index == 0 || _classes[index - 1] != _classes[index];

    /// <summary>The end of the run of one class that a place is in.</summary>
    public int EndOfRun(int index)
    {
        var end = index + 1;
        while (end < _classes.Count && _classes[end] == _classes[index]) end++;
        return end;
    }

    void Add(StringBuilder folded, Rune rune, int origin)
    {
        var kind = ClassOf(rune);
        if (kind == LetterClass.Space)
        {
            if (folded.Length > 0 && folded[^1] == ' ') return;
            rune = new(' ');
        }
        var length = folded.Length;
        folded.Append(rune.ToString());
        for (; length < folded.Length; length++)
        {
            _origins.Add(origin);
            _classes.Add(kind);
        }
    }

    static IEnumerable<Rune> Fold(Rune rune)
    {
        if (IsHidden(rune)) yield break;
        // Syllables stay whole: apart, their letters would find each other's words.
        if (rune.Value is >= 0xAC00 and <= 0xD7A3)
        {
            yield return rune;
            yield break;
        }
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (part.Value is not (>= FirstDiacritic and <= LastDiacritic)) yield return Rune.ToLowerInvariant(part);
        }
    }

    /// <summary>What changes how its neighbour looks, and is not seen itself.</summary>
    static bool IsHidden(Rune rune) => rune.Value is 0x200C or 0x200D or (>= 0xFE00 and <= 0xFE0F) or (>= 0x1F3FB and <= 0x1F3FF) or (>= 0xE0100 and <= 0xE01EF) || TextRules.IsMisleading(rune);

    static LetterClass ClassOf(Rune rune) => Rune.IsWhiteSpace(rune) ? LetterClass.Space : IsUnspaced(rune) ? LetterClass.Unspaced : Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => LetterClass.Word,
        UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.OtherSymbol => LetterClass.Symbol,
        _ => LetterClass.Punctuation,
    };

    /// <summary>Scripts of Unicode that write without spaces; the marks above and below their letters belong to them.</summary>
    static bool IsUnspaced(Rune rune) => rune.Value is
        (>= 0x0E01 and <= 0x0E3A) or (>= 0x0E40 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17D3)
        or (>= 0x2E80 and <= 0x2FD5) or (>= 0x3005 and <= 0x3007) or (>= 0x3021 and <= 0x3029) or (>= 0x3041 and <= 0x3096) or (>= 0x3099 and <= 0x309A)
        or (>= 0x309D and <= 0x309F) or (>= 0x30A1 and <= 0x30FA) or (>= 0x30FC and <= 0x312F) or (>= 0x31A0 and <= 0x31BF) or (>= 0x31F0 and <= 0x31FF)
        or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x1AFF0 and <= 0x1B16F) or (>= 0x20000 and <= 0x3FFFD);
}

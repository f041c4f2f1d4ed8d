using System.Globalization;
using System.Text;
using Messenger.Contracts;

namespace Messenger.Domain;

/// <summary>What a text that people write must be.</summary>
public static class TextRules
{
    const int ZeroWidthNonJoiner = 0x200C;
    const int ZeroWidthJoiner = 0x200D;

    /// <summary>Vietnamese, Hebrew and Thai need three.</summary>
    const int MostMarks = 4;

    /// <summary>Refuses what PostgreSQL cannot store or a screen cannot show: control characters but tab and line ends, unpaired surrogates.</summary>
    public static bool IsClean(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) && c is not ('\t' or '\n' or '\r')) return false;
            if (!char.IsSurrogate(c)) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(c, text[i + 1])) return false;
            i++;
        }
        return true;
    }

    /// <summary>
    /// What turns a line around (Bidi_Control, UAX 9) or is not seen at all, so that one name could pass for another. The joiners, without which neither
    /// emoji nor some scripts can be written, are not among them.
    /// </summary>
    public static bool IsMisleading(Rune rune) => rune.Value is
        0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)
        or 0x00AD or 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x200B or (>= 0x2060 and <= 0x2065) or (>= 0x206A and <= 0x206F)
        or 0x2028 or 0x2029 or 0x2800 or 0x3164 or 0xFEFF or 0xFFA0 or (>= 0xFFF0 and <= 0xFFFB) or 0xE0001;

    /// <summary>
    /// Checks a title or a name: one clean line that shows something, in which nothing is hidden: no <see cref="IsMisleading"/>, joiners only where they join, and
    /// no more marks on one character than people write.
    /// </summary>
    /// <returns>The reason against it, or null.</returns>
    public static ErrorCode? CheckName(string name, int maxLength) =>
        name.Length > maxLength ? ErrorCode.NameTooLong
        : string.IsNullOrWhiteSpace(name) ? ErrorCode.TextEmpty
        : !IsClean(name) || name.AsSpan().IndexOfAny('\t', '\n', '\r') >= 0 || !IsPlain(name) ? ErrorCode.TextInvalid
        : null;

    static bool IsPlain(string name)
    {
        var (marks, before) = (0, default(Rune?));
        var runes = name.EnumerateRunes().ToList();
        for (var i = 0; i < runes.Count; i++)
        {
            var rune = runes[i];
            if (IsMisleading(rune)) return false;
            if (rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner && (before is not { } left || i + 1 == runes.Count || !Joins(left) || !Joins(runes[i + 1]))) return false;
            marks = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (marks > MostMarks) return false;
            before = rune;
        }
        return true;
    }

    /// <summary>A part of an emoji, or of a script whose letters change by what stands beside them: Arabic and the scripts of India follow one another in Unicode.</summary>
    static bool Joins(Rune rune) =>
        rune.Value is >= 0x0600 and < 0x1100 or ZeroWidthJoiner or 0xFE0F or >= 0x1F3FB and <= 0x1F3FF || Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol;

    /// <summary>Checks a description: clean, of any number of lines, possibly empty.</summary>
    /// <returns>The reason against it, or null.</returns>
    public static ErrorCode? CheckDescription(string text, int maxLength) =>
        text.Length > maxLength ? ErrorCode.NameTooLong : !IsClean(text) ? ErrorCode.TextInvalid : null;
}

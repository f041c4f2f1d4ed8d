using System.Globalization;
using System.Text;

namespace Messenger.Domain.Messages;

/// <summary>What may be used as a reaction.</summary>
static class Emoji
{
    const int MaxLength = 32;
    const char EmojiPresentation = '\uFE0F';

    /// <summary>
    /// One grapheme cluster (Unicode Standard Annex 29) that is a symbol, or is asked to be shown as one. No list of emoji: Unicode adds to it each year, and
    /// a server must not refuse what phones have.
    /// </summary>
    public static bool IsOne(string text) =>
        text.Length is > 0 and <= MaxLength && TextRules.IsClean(text) && StringInfo.GetNextTextElementLength(text) == text.Length
        && (text.Contains(EmojiPresentation, StringComparison.Ordinal) || text.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol));
}

using System.Globalization;
using System.Text;
using Messenger.Contracts;
using Messenger.Contracts.Presence;

namespace Messenger.Domain.Directory;

/// <summary>What the parts of a profile must be. An empty text is none.</summary>
public static class ProfileRules
{
    const int TitleLength = 100;
    const int PhoneLength = 40;
    const int PinyinLength = 200;
    const int LanguageLength = 35;
    const int EmojiLength = 32;
    const int StatusLength = 100;

    /// <summary>The reason against a title, or null.</summary>
    public static ErrorCode? CheckTitle(string? title) => string.IsNullOrEmpty(title) ? null : TextRules.CheckName(title, TitleLength);

    /// <summary>The reason against a telephone number, or null: digits, spaces and what people write between them.</summary>
    public static ErrorCode? CheckPhone(string? phone) =>
        string.IsNullOrEmpty(phone) ? null
        : phone.Length > PhoneLength ? ErrorCode.NameTooLong
        : phone.Any(char.IsAsciiDigit) && phone.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '+' or '-' or '(' or ')' or '.' or '/' or '#' or '*' or ',') ? null
        : ErrorCode.InvalidRequest;

    /// <summary>The reason against a reading, or null.</summary>
    public static ErrorCode? CheckPinyin(string? pinyin) =>
        string.IsNullOrEmpty(pinyin) ? null
        : pinyin.Length > PinyinLength ? ErrorCode.NameTooLong
        : pinyin.Any(char.IsAsciiLetter) && pinyin.All(c => char.IsAsciiLetter(c) || c == ' ') ? null
        : ErrorCode.InvalidRequest;

    /// <summary>The reason against a time zone, or null.</summary>
    public static ErrorCode? CheckTimeZone(string? zone) =>
        string.IsNullOrEmpty(zone) || (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId) ? null : ErrorCode.InvalidRequest;

    /// <summary>The reason against a language, or null: the letters, digits and hyphens of a tag (BCP 47), for a language that is known.</summary>
    public static ErrorCode? CheckLanguage(string? language) =>
        string.IsNullOrEmpty(language) ? null
        : language.Length <= LanguageLength && language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && IsKnown(language) ? null
        : ErrorCode.InvalidRequest;

    /// <summary>The status as it is kept, without what is empty; null for none.</summary>
    public static Result<PersonStatus> CheckStatus(PersonStatus status, DateTimeOffset now)
    {
        var (emoji, text) = (Empty(status.Emoji), Empty(status.Text));
        if (emoji is not null && (emoji.Length > EmojiLength || !TextRules.IsClean(emoji) || !IsOneSign(emoji))) return ErrorCode.InvalidRequest;
        if (text is not null && TextRules.CheckName(text, StatusLength) is { } reason) return reason;
        if (status.Until <= now) return ErrorCode.InvalidRequest;
        var kept = status with { Emoji = emoji, Text = text, Until = status.Until?.ToUniversalTime() };
        return kept is { Availability: null, Emoji: null, Text: null } ? new PersonStatus() : kept;
    }

    static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>One sign that is no letter: a grapheme cluster (UAX 29) of symbols.</summary>
    static bool IsOneSign(string emoji) =>
        StringInfo.GetNextTextElementLength(emoji) == emoji.Length
        && emoji.EnumerateRunes().Any(r => Rune.GetUnicodeCategory(r) is UnicodeCategory.OtherSymbol or UnicodeCategory.EnclosingMark or UnicodeCategory.MathSymbol);

    static bool IsKnown(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language, predefinedOnly: true).Name.Length > 0;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}

using Messenger.Contracts;

namespace Messenger.Domain;

/// <summary>What a text that people write must be.</summary>
public static class TextRules
{
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

    /// <summary>Checks a title or a name: one clean line, not blank.</summary>
    /// <returns>The reason against it, or null.</returns>
    public static ErrorCode? CheckName(string name, int maxLength) =>
        name.Length > maxLength ? ErrorCode.NameTooLong
        : string.IsNullOrWhiteSpace(name) ? ErrorCode.TextEmpty
        : !IsClean(name) || name.AsSpan().IndexOfAny('\t', '\n', '\r') >= 0 ? ErrorCode.TextInvalid
        : null;

    /// <summary>Checks a description: clean, of any number of lines, possibly empty.</summary>
    /// <returns>The reason against it, or null.</returns>
    public static ErrorCode? CheckDescription(string text, int maxLength) =>
        text.Length > maxLength ? ErrorCode.NameTooLong : !IsClean(text) ? ErrorCode.TextInvalid : null;
}

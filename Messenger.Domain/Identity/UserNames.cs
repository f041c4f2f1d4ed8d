using System.Text;

namespace Messenger.Domain.Identity;

/// <summary>Which user names there can be.</summary>
public static class UserNames
{
    /// <summary>The least length in UTF-16 code units.</summary>
    public const int MinLength = 2;

    /// <summary>The greatest length in UTF-16 code units.</summary>
    public const int MaxLength = 64;

    /// <summary>
    /// Letters and digits of any script and <c>. _ -</c>, in Unicode's compatibility form (NFKC): two names that look the same because one
    /// is written in full-width letters are one name.
    /// </summary>
    public static bool IsValid(string name)
    {
        if (name.Length is < MinLength or > MaxLength)
            return false;
        foreach (var rune in name.EnumerateRunes())
        {
            // An unpaired surrogate is enumerated as U+FFFD, which is neither.
            if (!Rune.IsLetterOrDigit(rune) && rune.Value is not ('.' or '_' or '-'))
                return false;
        }

        return name.IsNormalized(NormalizationForm.FormKC);
    }

    /// <summary>The nearest valid name to what another system calls a user; null when nothing is left of it.</summary>
    public static string? From(string? text)
    {
        if (text is null)
            return null;
        var name = new StringBuilder();
        foreach (var rune in ReplaceInvalid(text).Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (rune.Value == '@')
                break; // a mail address: the part before the domain
            if (name.Length + rune.Utf16SequenceLength > MaxLength)
                break;
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '.' or '_' or '-')
                name.Append(rune.ToString());
        }

        var result = name.ToString();
        return IsValid(result) ? result : null;
    }

    /// <summary>What names are compared by.</summary>
    public static string Normalize(string name) => name.IsNormalizable() ? name.Normalize(NormalizationForm.FormKC).ToUpperInvariant() : "";

    static bool IsNormalizable(this string text) => ReplaceInvalid(text).Length == text.Length && !text.Contains('\uFFFD');

    static string ReplaceInvalid(string text)
    {
        var valid = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            valid.Append(rune.ToString());
        return valid.ToString();
    }
}

using System.Globalization;
using System.Text;

namespace Messenger.Domain.Files;

/// <summary>Names of files as other people's machines can take them.</summary>
public static class FileNames
{
    /// <summary>UTF-16 code units; file systems take 255 bytes, and browsers shorten as they need.</summary>
    public const int MaxLength = 200;

    const string Fallback = "file";

    /// <summary>Names that Windows gives to devices, with any extension.</summary>
    static readonly HashSet<string> Devices = new(
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"com{i}", $"lpt{i}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The last part of a path, without what file systems refuse, what is not seen or turns the line around, and dots and spaces at its ends; shortened in front of its extension. Never refuses:
    /// somebody who sends a file has not always given it its name.
    /// </summary>
    public static string Clean(string? name)
    {
        var cleaned = new StringBuilder();
        foreach (var rune in (name ?? "")[((name ?? "").LastIndexOfAny(['/', '\\']) + 1)..].EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar || TextRules.IsMisleading(rune)) continue;
            cleaned.Append(rune.IsAscii && "<>:\"|?*".Contains((char)rune.Value, StringComparison.Ordinal) ? "_" : Rune.IsWhiteSpace(rune) ? " " : rune.ToString());
        }
        var whole = cleaned.ToString().Trim(' ', '.');
        if (whole.Length == 0) return Fallback;
        if (Devices.Contains(whole.Split('.')[0].TrimEnd())) whole = "_" + whole;
        return whole.Length <= MaxLength ? whole : Shorten(whole);
    }

    static string Shorten(string name)
    {
        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && name.Length - dot <= 20 ? name[dot..] : "";
        var kept = MaxLength - extension.Length;
        var starts = StringInfo.ParseCombiningCharacters(name);
        return name[..starts.Last(start => start <= kept)] + extension;
    }
}

using System.Text;
using Messenger.Contracts.Files;

namespace Messenger.Domain.Files;

/// <summary>
/// What a file is, by its first bytes and never by its name (signatures as in the WHATWG MIME Sniffing Standard, section 6, and the formats' own specifications). What a
/// browser could run, such as HTML, SVG or XML, is not told apart: it is a document of unknown type.
/// </summary>
public static class MediaTypes
{
    /// <summary>Bytes that are looked at.</summary>
    public const int Looked = 512;

    /// <summary>Not known, or not to be known.</summary>
    public const string Unknown = "application/octet-stream";

    static readonly (string Type, FileKind Kind, string Pattern)[] Signatures =
    [
        ("image/jpeg", FileKind.Image, "\u00FF\u00D8\u00FF"),
        ("image/png", FileKind.Image, "\u0089PNG\r\n\u001A\n"),
        ("image/gif", FileKind.Image, "GIF87a"),
        ("image/gif", FileKind.Image, "GIF89a"),
        ("image/webp", FileKind.Image, "RIFF????WEBPVP8"),
        ("audio/wav", FileKind.Audio, "RIFF????WAVE"),
        ("audio/mpeg", FileKind.Audio, "ID3"),
        ("audio/mpeg", FileKind.Audio, "\u00FF\u00FB"),
        ("audio/aac", FileKind.Audio, "\u00FF\u00F1"),
        ("audio/flac", FileKind.Audio, "fLaC"),
        ("application/pdf", FileKind.Document, "%PDF-"),
        ("application/x-7z-compressed", FileKind.Document, "7z\u00BC\u00AF\u0027\u001C"),
        ("application/gzip", FileKind.Document, "\u001F\u008B\u0008"),
        ("application/vnd.rar", FileKind.Document, "Rar!\u001A\u0007"),
        ("application/x-ole-storage", FileKind.Document, "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1"),
    ];

    static readonly string[] Films = ["isom", "iso2", "iso4", "iso5", "iso6", "avc1", "mp41", "mp42", "mp71", "M4V ", "dash", "msdh", "MSNV", "f4v "];

    static readonly (string Type, string Part)[] Packages =
    [
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/"),
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "ppt/"),
        ("application/vnd.oasis.opendocument.text", "mimetypeapplication/vnd.oasis.opendocument.text"),
        ("application/vnd.oasis.opendocument.spreadsheet", "mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
        ("application/vnd.oasis.opendocument.presentation", "mimetypeapplication/vnd.oasis.opendocument.presentation"),
    ];

    /// <summary>The type and kind of a file that begins so.</summary>
    public static (string Type, FileKind Kind) Of(ReadOnlySpan<byte> beginning)
    {
        beginning = beginning[..Math.Min(Looked, beginning.Length)];
        foreach (var (type, kind, pattern) in Signatures)
            if (StartsWith(beginning, pattern)) return (type, kind);
        if (beginning.Length >= 12 && beginning[4..8].SequenceEqual("ftyp"u8)) return OfBrand(Encoding.Latin1.GetString(beginning[8..12]));
        if (StartsWith(beginning, "OggS")) return beginning.IndexOf("theora"u8) >= 0 ? ("video/ogg", FileKind.Video) : ("audio/ogg", FileKind.Audio);
        if (StartsWith(beginning, "\u001A\u0045\u00DF\u00A3")) return beginning.IndexOf("webm"u8) >= 0 ? ("video/webm", FileKind.Video) : ("video/x-matroska", FileKind.Document);
        if (StartsWith(beginning, "PK\u0003\u0004")) return (PackageOf(beginning), FileKind.Document);
        return IsText(beginning) ? ("text/plain", FileKind.Document) : (Unknown, FileKind.Document);
    }

    /// <summary>The brand of a file in the format of ISO/IEC 14496-12.</summary>
    static (string, FileKind) OfBrand(string brand) => brand switch
    {
        "avif" => ("image/avif", FileKind.Document), // where it was taken cannot be taken out of it without making it anew
        "M4A " or "M4B " => ("audio/mp4", FileKind.Audio),
        "qt  " => ("video/quicktime", FileKind.Video),
        _ when Films.Contains(brand) || brand.StartsWith("3gp", StringComparison.Ordinal) => ("video/mp4", FileKind.Video),
        _ => (Unknown, FileKind.Document),
    };

    static string PackageOf(ReadOnlySpan<byte> beginning)
    {
        var text = Encoding.Latin1.GetString(beginning);
        return Array.Find(Packages, package => text.Contains(package.Part, StringComparison.Ordinal)).Type ?? "application/zip";
    }

    /// <summary>Text that no browser takes for more: no control characters, and no tag at its beginning.</summary>
    static bool IsText(ReadOnlySpan<byte> beginning) =>
        !beginning.IsEmpty && beginning.TrimStart("\u00EF\u00BB\u00BF \t\r\n"u8) is var text && (text.IsEmpty || text[0] != '<')
        && beginning.IndexOfAnyInRange((byte)0, (byte)8) < 0 && beginning.IndexOfAnyInRange((byte)14, (byte)31) < 0;

    static bool StartsWith(ReadOnlySpan<byte> beginning, string pattern)
    {
        if (beginning.Length < pattern.Length) return false;
        for (var i = 0; i < pattern.Length; i++)
            if (pattern[i] != '?' && beginning[i] != pattern[i]) return false;
        return true;
    }
}

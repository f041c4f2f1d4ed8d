using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Messenger.Domain.Files;

/// <summary>
/// How many pages a document has, where it says so itself and that is cheap to read: PDF (ISO 32000, section 7.7.3), and the properties of OOXML (ISO/IEC 29500) and
/// OpenDocument packages. Nothing is believed to be well made; what is not understood has no number.
/// </summary>
public static partial class DocumentPages
{
    /// <summary>Larger PDFs are not read, for they are held in memory.</summary>
    const int LargestPdf = 16 * 1024 * 1024;

    const int MostStreams = 200;
    const int LargestPart = 256 * 1024;
    const int LargestDirectory = 2 * 1024 * 1024;
    const int MostPages = 1_000_000;

    /// <summary>The number of pages or slides; null if it is not known.</summary>
    /// <param name="mediaType">What <see cref="MediaTypes"/> says that it is.</param>
    /// <param name="content">The file, which can seek.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<int?> CountAsync(string mediaType, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            return mediaType switch
            {
                "application/pdf" when content.Length <= LargestPdf => OfPdf(await ReadAsync(content, (int)content.Length, cancellationToken)),
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => await OfPackageAsync(content, "docProps/app.xml", WordPages(), cancellationToken),
                "application/vnd.openxmlformats-officedocument.presentationml.presentation" => await OfPackageAsync(content, "docProps/app.xml", Slides(), cancellationToken),
                "application/vnd.oasis.opendocument.text" or "application/vnd.oasis.opendocument.presentation" => await OfPackageAsync(content, "meta.xml", OpenDocumentPages(), cancellationToken),
                _ => null,
            };
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or ArgumentException or EndOfStreamException)
        {
            return null;
        }
    }

    /// <summary>The root of the tree of pages has the largest count; it may be in a compressed stream of objects.</summary>
    static int? OfPdf(byte[] file)
    {
        var text = Encoding.Latin1.GetString(file);
        var most = CountIn(text);
        var streams = 0;
        foreach (var match in ObjectStreams().EnumerateMatches(text))
        {
            if (most > 0 || ++streams > MostStreams) break;
            most = CountIn(Unpack(file, text, match.Index));
        }
        return most is > 0 and <= MostPages ? most : null;
    }

    static int CountIn(string text)
    {
        var most = 0;
        foreach (var match in PageTrees().EnumerateMatches(text))
        {
            // A dictionary's entries come in any order.
            var (start, end) = (Math.Max(0, match.Index - 300), Math.Min(text.Length, match.Index + 300));
            if (Count().Match(text[start..end]) is { Success: true } count) most = Math.Max(most, int.Parse(count.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture));
        }
        return most;
    }

    static string Unpack(byte[] file, string text, int at)
    {
        var start = text.IndexOf("stream", at, StringComparison.Ordinal) + "stream".Length;
        if (start < "stream".Length || start - at > 1_000) return "";
        while (start < file.Length && file[start] is (byte)'\r' or (byte)'\n') start++;
        using var packed = new ZLibStream(new MemoryStream(file, start, file.Length - start), CompressionMode.Decompress);
        var unpacked = new byte[LargestPart];
        try
        {
            return Encoding.Latin1.GetString(unpacked, 0, packed.ReadAtLeast(unpacked, unpacked.Length, throwOnEndOfStream: false));
        }
        catch (InvalidDataException)
        {
            return ""; // packed in another way
        }
    }

    static async Task<int?> OfPackageAsync(Stream content, string part, Regex number, CancellationToken cancellationToken)
    {
        if (!await HasSmallDirectoryAsync(content, cancellationToken)) return null;
        content.Position = 0;
        await using var package = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        if (package.GetEntry(part) is not { } entry) return null;
        await using var properties = await entry.OpenAsync(cancellationToken);
        var text = Encoding.UTF8.GetString(await ReadAsync(properties, LargestPart, cancellationToken));
        return number.Match(text) is { Success: true } match && int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) is > 0 and <= MostPages and var pages ? pages : null;
    }

    /// <summary>The reader of packages holds their whole directory (APPNOTE.TXT of PKWARE, section 4.3.16).</summary>
    static async Task<bool> HasSmallDirectoryAsync(Stream content, CancellationToken cancellationToken)
    {
        var length = (int)Math.Min(content.Length, 66_000);
        content.Position = content.Length - length;
        var end = await ReadAsync(content, length, cancellationToken);
        var at = end.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        return at >= 0 && at + 22 <= end.Length && BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(at + 12)) <= LargestDirectory;
    }

    static async Task<byte[]> ReadAsync(Stream content, int most, CancellationToken cancellationToken)
    {
        var bytes = new byte[most];
        var read = await content.ReadAtLeastAsync(bytes, most, throwOnEndOfStream: false, cancellationToken);
        return read == most ? bytes : bytes[..read];
    }

    [GeneratedRegex(@"/Type\s*/Pages\b", RegexOptions.NonBacktracking)]
    private static partial Regex PageTrees();

    [GeneratedRegex(@"/Count\s+(\d{1,7})\b", RegexOptions.NonBacktracking)]
    private static partial Regex Count();

    [GeneratedRegex(@"/Type\s*/ObjStm\b", RegexOptions.NonBacktracking)]
    private static partial Regex ObjectStreams();

    [GeneratedRegex(@"<Pages>(\d{1,7})</Pages>", RegexOptions.NonBacktracking)]
    private static partial Regex WordPages();

    [GeneratedRegex(@"<Slides>(\d{1,7})</Slides>", RegexOptions.NonBacktracking)]
    private static partial Regex Slides();

    [GeneratedRegex(@"meta:page-count=""(\d{1,7})""", RegexOptions.NonBacktracking)]
    private static partial Regex OpenDocumentPages();
}

using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Messenger.Domain.Directory;

namespace Messenger.Infrastructure.Directory;

/// <summary>
/// Files of comma-separated values (RFC 4180), as spreadsheets write them: also with semicolons or tabs, with a byte order mark, and in GB 18030, in which Excel
/// saves them in China.
/// </summary>
public static class CsvFile
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    static CsvFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Reads a file; it stops at what it cannot read, and says where.</summary>
    public static PeopleTable Read(ReadOnlySpan<byte> file)
    {
        using var text = new StringReader(Decode(file));
        using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t"],
            MaxFieldSize = 10_000,
            IgnoreBlankLines = true,
            BadDataFound = null,
        });
        var header = new List<string>();
        var rows = new List<(int, IReadOnlyList<string>)>();
        var line = 1;
        try
        {
            while (parser.Read())
            {
                if (header.Count == 0) header.AddRange(parser.Record ?? []);
                else rows.Add((line, parser.Record ?? []));
                if (parser.RawRecord.Count(c => c == '"') % 2 == 1) return new(header, rows, line); // a quote that does not close takes all the rest
                line = parser.RawRow + 1;
            }
            return new(header, rows, null);
        }
        catch (CsvHelperException)
        {
            return new(header, rows, line);
        }
    }

    static string Decode(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(Encoding.UTF8.Preamble)) file = file[Encoding.UTF8.Preamble.Length..];
        else if (file.StartsWith(Encoding.Unicode.Preamble)) return Encoding.Unicode.GetString(file[Encoding.Unicode.Preamble.Length..]);
        try
        {
            return Strict.GetString(file);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding("gb18030").GetString(file);
        }
    }
}

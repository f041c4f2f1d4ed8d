using System.IO.Compression;
using System.Text;
using Messenger.Domain.Files;
using Xunit;

namespace Messenger.Tests.Files;

/// <summary>What documents say of their pages, and what those say that lie.</summary>
public sealed class CountingPages
{
    const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    const string Slides = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    const string OpenText = "application/vnd.oasis.opendocument.text";

    [Theory]
    [InlineData("%PDF-1.4\n1 0 obj <</Type /Pages /Kids [2 0 R 3 0 R] /Count 12>> endobj 2 0 obj <</Count 5 /Type/Pages>> endobj", 12)]
    [InlineData("%PDF-1.4\n1 0 obj <</Type /Page>> endobj", null)]
    [InlineData("%PDF-1.4\n<</Type /Pages /Count 99999999>>", null)]
    [InlineData("%PDF-1.4\n<</Type /Pages /Count -3>>", null)]
    [InlineData("%PDF-1.4\n<</Type /ObjStm>>stream\nnot packed", null)]
    [InlineData("%PDF-", null)]
    public async Task A_PDF_says_it_in_the_root_of_its_pages(string file, int? pages) => Assert.Equal(pages, await CountAsync("application/pdf", Encoding.Latin1.GetBytes(file)));

    [Fact]
    public async Task A_PDF_may_say_it_in_a_packed_stream()
    {
        using var packed = new MemoryStream();
        await using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zip.Write("<</Type/Catalog>> <</Kids[1 0 R]/Type/Pages/Count 42>>"u8);
        byte[] file = [.. "%PDF-1.7\n1 0 obj <</Type/ObjStm/Filter/FlateDecode>>stream\r\n"u8, .. packed.ToArray(), .. "\r\nendstream"u8];

        Assert.Equal(42, await CountAsync("application/pdf", file));
    }

    [Theory]
    [InlineData(Word, "docProps/app.xml", "<Properties><Pages>7</Pages></Properties>", 7)]
    [InlineData(Slides, "docProps/app.xml", "<Properties><Slides>31</Slides></Properties>", 31)]
    [InlineData(OpenText, "meta.xml", "<meta:document-statistic meta:page-count=\"3\" />", 3)]
    [InlineData(Word, "docProps/app.xml", "<Properties><Pages>0</Pages></Properties>", null)]
    [InlineData(Word, "docProps/app.xml", "<Properties><Pages>many</Pages></Properties>", null)]
    [InlineData(Word, "word/document.xml", "<Pages>7</Pages>", null)]
    [InlineData("application/zip", "docProps/app.xml", "<Pages>7</Pages>", null)]
    public async Task A_package_says_it_in_its_properties(string type, string part, string text, int? pages) => Assert.Equal(pages, await CountAsync(type, Package(part, text)));

    [Fact]
    public async Task What_is_damaged_or_hostile_has_no_number_and_costs_little()
    {
        var package = Package("docProps/app.xml", "<Pages>7</Pages>");
        for (var cut = 0; cut < package.Length; cut++) Assert.Null(await CountAsync(Word, package[..cut]));
        var bomb = Package("docProps/app.xml", new string(' ', 100_000_000) + "<Pages>7</Pages>");
        Assert.Null(await CountAsync(Word, bomb));
        Assert.Null(await CountAsync("application/pdf", new byte[20 * 1024 * 1024]));
        var chance = new Random(3);
        for (var round = 0; round < 500; round++)
        {
            var damaged = package.ToArray();
            for (var i = 0; i < 8; i++) damaged[chance.Next(damaged.Length)] = (byte)chance.Next(256);
            _ = await CountAsync(Word, damaged);
        }
    }

    static async Task<int?> CountAsync(string type, byte[] file) => await DocumentPages.CountAsync(type, new MemoryStream(file), TestContext.Current.CancellationToken);

    static byte[] Package(string part, string text)
    {
        using var file = new MemoryStream();
        using (var package = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        using (var writer = new StreamWriter(package.CreateEntry(part).Open()))
            writer.Write(text);
        return file.ToArray();
    }
}

using System.Security.Cryptography;
using System.Text;
using Messenger.Contracts.Files;
using Messenger.Domain.Files;
using Messenger.Tests.Hosting;
using NetVips;
using Xunit;

namespace Messenger.Tests.Files;

/// <summary>Pictures: smaller ones, upright, without what they say of themselves; and those that are made to do harm.</summary>
public sealed class ShowingPictures(TestHost host) : IClassFixture<TestHost>
{
    public static TheoryData<string, byte[], string, int, int> Good() => new()
    {
        { "png", Pictures.Png(400, 200), "image/png", 400, 200 },
        { "turned jpeg", Pictures.Jpeg(400, 200, turn: 6), "image/jpeg", 200, 400 },
        { "jpeg", Pictures.Jpeg(2_000, 200, turn: 1), "image/jpeg", 2_000, 200 },
        { "webp", Pictures.WebP(300, 300), "image/webp", 300, 300 },
        { "gif", Pictures.Gif(50, 60), "image/gif", 50, 60 },
    };

    [Theory]
    [MemberData(nameof(Good), DisableDiscoveryEnumeration = true)]
    public async Task A_picture_has_smaller_ones(string what, byte[] picture, string type, int width, int height)
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;

        var message = await SharingFiles.PostFileAsync(ann, notes, picture, what);
        var file = Assert.Single(message.Files!);
        using var small = Image.NewFromBuffer(await ReadAsync("?size=small"));
        using var large = Image.NewFromBuffer(await ReadAsync("?size=large"));
        using var placeholder = Image.NewFromBuffer(Convert.FromBase64String(file.Placeholder!));

        // The client that sent it goes by what it announced, also when it hears nothing of its last piece.
        using var head = await new TusClient(ann).HeadAsync(file.FileId);
        Assert.Equal($"{picture.Length}/{picture.Length}", $"{head.Headers.GetValues("Upload-Offset").Single()}/{head.Headers.GetValues("Upload-Length").Single()}");
        Assert.Equal((FileKind.Image, type, width, height, true), (file.Kind, file.MediaType, file.Width!.Value, file.Height!.Value, file.HasThumbnails));
        Assert.Equal((Math.Min(320, Math.Max(width, height)), Math.Min(1_280, Math.Max(width, height))), (Math.Max(small.Width, small.Height), Math.Max(large.Width, large.Height)));
        Assert.Equal(width > height, small.Width > small.Height);
        Assert.Equal(16, Math.Max(placeholder.Width, placeholder.Height));
        Assert.InRange(file.Placeholder!.Length, 20, 600);

        async Task<byte[]> ReadAsync(string size)
        {
            var answer = await SharingFiles.GetAsync(ann, SharingFiles.PathOf(message) + size);
            Assert.Equal(("image/webp", "inline"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType));
            return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public async Task A_photograph_keeps_its_pixels_and_its_turn_and_says_nothing_of_the_place(int turn)
    {
        var original = Pictures.Jpeg(120, 80, turn);

        var stripped = await StripAsync("image/jpeg", original);

        Assert.Contains("SecretCamera", Encoding.Latin1.GetString(original), StringComparison.Ordinal);
        Assert.DoesNotContain("SecretCamera", Encoding.Latin1.GetString(stripped), StringComparison.Ordinal);
        using var before = Image.NewFromBuffer(original);
        using var after = Image.NewFromBuffer(stripped);
        Assert.Equal(before.WriteToMemory<byte>(), after.WriteToMemory<byte>());
        Assert.Equal(turn, after.Contains("orientation") ? (int)after.Get("orientation") : 1);
        Assert.DoesNotContain(after.GetFields(), f => f.Contains("GPS", StringComparison.Ordinal));
        Assert.Equal(stripped, await StripAsync("image/jpeg", stripped));
    }

    [Fact]
    public async Task What_hangs_behind_the_end_of_a_photograph_is_gone()
    {
        var stripped = await StripAsync("image/jpeg", [.. Pictures.Jpeg(), .. "HIDDEN"u8, .. new byte[2_000_000]]);

        Assert.EndsWith("\u00FF\u00D9", Encoding.Latin1.GetString(stripped), StringComparison.Ordinal);
        Assert.InRange(stripped.Length, 100, 20_000);
    }

    [Fact]
    public async Task Texts_in_other_pictures_are_gone_and_the_pixels_stay()
    {
        using var png = Image.NewFromBuffer(Pictures.Png(50, 50)).Mutate(m => m.Set(GValue.GStrType, "exif-ifd0-Make", "SecretWords (SecretWords, ASCII, 12 components, 12 bytes)"));
        using var webp = Image.NewFromBuffer(Pictures.WebP(50, 50)).Mutate(m => m.Set(GValue.GStrType, "exif-ifd0-Make", "SecretWords (SecretWords, ASCII, 12 components, 12 bytes)"));
        foreach (var (type, picture) in new[] { ("image/png", png.PngsaveBuffer()), ("image/webp", webp.WebpsaveBuffer(lossless: true)) })
        {
            var stripped = await StripAsync(type, picture);

            Assert.Contains("SecretWords", Encoding.Latin1.GetString(picture), StringComparison.Ordinal);
            Assert.DoesNotContain("SecretWords", Encoding.Latin1.GetString(stripped), StringComparison.Ordinal);
            using var before = Image.NewFromBuffer(picture);
            using var after = Image.NewFromBuffer(stripped);
            Assert.Equal(before.WriteToMemory<byte>(), after.WriteToMemory<byte>());
        }
    }

    [Fact]
    public async Task Whatever_the_bytes_copying_ends_and_loses_nothing_that_it_does_not_understand()
    {
        var random = new Random(11);
        (string, byte[])[] pictures = [("image/jpeg", Pictures.Jpeg(60, 60)), ("image/png", Pictures.Png(60, 60)), ("image/webp", Pictures.WebP(60, 60))];
        for (var i = 0; i < 300; i++)
        {
            var (type, picture) = pictures[i % pictures.Length];
            var broken = picture[..random.Next(1, picture.Length + 1)];
            for (var flips = random.Next(0, 20); flips > 0; flips--) broken[random.Next(broken.Length)] = (byte)random.Next(256);

            Assert.InRange((await StripAsync(type, broken)).Length, 0, broken.Length + 36);
        }
    }

    public static TheoryData<string, byte[]> Bad() => new()
    {
        { "900 million pixels", Pictures.Bomb(30_000, 30_000) },
        { "one line of two billion", [.. Pictures.Bomb(100, 1)[..16], 0x7F, 0xFF, 0xFF, 0xFF, .. Pictures.Bomb(100, 1)[20..]] },
        { "only a beginning", Pictures.Png(400, 400)[..2_000] },
        { "nothing but a signature", [0xFF, 0xD8, 0xFF] },
        { "noise behind a signature", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. RandomNumberGenerator.GetBytes(5_000)] },
        { "a page behind a signature", [.. "GIF89a"u8, .. "<html><script>alert(1)</script>"u8] },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public async Task What_cannot_be_shown_is_a_document_and_the_next_picture_is_one_again(string what, byte[] content)
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;

        var message = await SharingFiles.PostFileAsync(ann, notes, content, what);
        var answer = await SharingFiles.GetAsync(ann, SharingFiles.PathOf(message));
        var next = await SharingFiles.PostFileAsync(ann, notes, Pictures.Png(30, 31), "next");

        Assert.Equal((FileKind.Document, MediaTypes.Unknown, false), (message.Files![0].Kind, message.Files[0].MediaType, message.Files[0].HasThumbnails));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(FileKind.Image, next.Files![0].Kind);
    }

    static async Task<byte[]> StripAsync(string type, byte[] picture)
    {
        using var stripped = new MemoryStream();
        await PictureMetadata.CopyWithoutAsync(type, new MemoryStream(picture), stripped, TestContext.Current.CancellationToken);
        return stripped.ToArray();
    }
}

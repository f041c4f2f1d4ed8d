using System.Globalization;
using NetVips;

namespace Messenger.Infrastructure.Files;

/// <summary>
/// Makes smaller pictures in a process of its own, <c>Messenger.Api make-pictures</c>: what people send is read by decoders written in C, and whatever a
/// hostile picture does there, it does not do it to a node. A line on the input names a file and a directory; a line on the output says the size of the picture, or <c>-</c>.
/// </summary>
public static class PictureWorker
{
    /// <summary>Its name on the command line.</summary>
    public const string Command = "make-pictures";

    internal const string Placeholder = "placeholder";
    internal const string Refusal = "-";
    internal const int LongestPlaceholder = 440;

    /// <summary>More pixels than cameras have. A picture that claims more is refused before it is decoded.</summary>
    const long MostPixels = 80_000_000;

    const int PlaceholderSide = 16;

    /// <summary>Works until the input ends.</summary>
    public static int Run()
    {
        NetVips.NetVips.BlockUntrusted = true;
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        while (Console.In.ReadLine() is { } line)
        {
            var parts = line.Split('\t');
            Console.Out.WriteLine(Make(parts[0], parts[1]));
            Console.Out.Flush();
        }
        return 0;
    }

    static string Make(string picture, string directory)
    {
        try
        {
            int width, height;
            using (var image = Image.NewFromFile(picture, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error))
            {
                if ((long)image.Width * image.Height > MostPixels) return Refusal;
                var isTurned = image.Contains("orientation") && (int)image.Get("orientation") is >= 5 and <= 8;
                (width, height) = isTurned ? (image.Height, image.Width) : (image.Width, image.Height);
            }
            foreach (var size in Enum.GetValues<Domain.Files.ThumbnailSize>()) File.WriteAllBytes(Path.Combine(directory, size.ToString()), Shrink(picture, (int)size, quality: 80));
            var placeholder = Shrink(picture, PlaceholderSide, quality: 40);
            File.WriteAllBytes(Path.Combine(directory, Placeholder), placeholder.Length <= LongestPlaceholder ? placeholder : []);
            return string.Create(CultureInfo.InvariantCulture, $"{width}\t{height}");
        }
        catch (VipsException)
        {
            return Refusal;
        }
    }

    /// <summary>Upright, without anything that the picture says besides its colours. The first of several frames.</summary>
    static byte[] Shrink(string picture, int side, int quality)
    {
        using var image = Image.Thumbnail(picture, side, height: side, size: Enums.Size.Down, failOn: Enums.FailOn.Error);
        return image.WebpsaveBuffer(q: quality, keep: side == PlaceholderSide ? Enums.ForeignKeep.None : Enums.ForeignKeep.Icc);
    }
}

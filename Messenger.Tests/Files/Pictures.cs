using System.Buffers.Binary;
using System.IO.Compression;
using NetVips;

namespace Messenger.Tests.Files;

/// <summary>Pictures, good and hostile.</summary>
static class Pictures
{
    public static byte[] Png(int width = 40, int height = 20) => Noise(width, height).PngsaveBuffer();

    public static byte[] WebP(int width = 40, int height = 20) => Noise(width, height).WebpsaveBuffer();

    public static byte[] Gif(int width = 40, int height = 20) => Noise(width, height).GifsaveBuffer();

    /// <summary>As a telephone writes it: turned, with the place where it was taken, and a thumbnail of its own.</summary>
    public static byte[] Jpeg(int width = 40, int height = 20, int turn = 6)
    {
        using var image = Noise(width, height).Mutate(m =>
        {
            m.Set(GValue.GIntType, "orientation", turn);
            m.Set(GValue.GStrType, "exif-ifd0-Make", "SecretCamera (SecretCamera, ASCII, 13 components, 13 bytes)");
            m.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "52/1 31/1 0/1");
        });
        return image.JpegsaveBuffer();
    }

    /// <summary>A few bytes that say they are a picture of so many pixels.</summary>
    public static byte[] Bomb(int width, int height)
    {
        var png = new MemoryStream();
        png.Write([0x89, .. "PNG\r\n\u001A\n"u8]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 0);
        Chunk("IHDR"u8, head);
        var lines = new MemoryStream();
        using (var zip = new ZLibStream(lines, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var line = new byte[width + 1];
            for (var i = 0; i < height; i++) zip.Write(line);
        }
        Chunk("IDAT"u8, lines.ToArray());
        Chunk("IEND"u8, []);
        return png.ToArray();

        void Chunk(ReadOnlySpan<byte> type, byte[] data)
        {
            var number = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
            png.Write(number);
            png.Write(type);
            png.Write(data);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc([.. type, .. data]));
            png.Write(number);
        }
    }

    static Image Noise(int width, int height) => Image.Gaussnoise(width, height, sigma: 60, mean: 128, seed: 7).Cast(Enums.BandFormat.Uchar).Bandjoin([100, 200]).Copy(interpretation: Enums.Interpretation.Srgb);

    /// <summary>CRC-32 (ISO 3309), as PNG has it.</summary>
    static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++) crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB88320;
        }
        return ~crc;
    }
}

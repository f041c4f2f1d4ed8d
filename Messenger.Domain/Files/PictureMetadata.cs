using System.Buffers.Binary;

namespace Messenger.Domain.Files;

/// <summary>
/// Copies pictures without what they say of the place, the time and the camera, and leaves the picture as it is, byte for byte: JPEG (ITU-T T.81; Exif 3.0), PNG (third edition) and WebP (RFC 9649). How
/// a JPEG is to be turned stays. What does not keep to its format is copied from there on as it is.
/// </summary>
public static class PictureMetadata
{
    const int LargestChunk = 1 << 20;

    /// <summary>Parts of a PNG that change how it looks, or are needed.</summary>
    static readonly HashSet<string> KeptOfPng = new(StringComparer.Ordinal)
    {
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYs", "cICP", "mDCV", "cLLI", "acTL", "fcTL", "fdAT",
    };

    /// <summary>Copies a file of a type.</summary>
    public static Task CopyWithoutAsync(string mediaType, Stream from, Stream to, CancellationToken cancellationToken) => mediaType switch
    {
        "image/jpeg" => CopyJpegAsync(new(from, to), cancellationToken),
        "image/png" => CopyPngAsync(new(from, to), cancellationToken),
        "image/webp" => CopyWebPAsync(new(from, to), cancellationToken),
        _ => from.CopyToAsync(to, 128 * 1024, cancellationToken),
    };

    static async Task CopyJpegAsync(Parts parts, CancellationToken stop)
    {
        await parts.CopyAsync(2, stop);
        while (await parts.PeekAsync(4, stop) is { Length: 4 } head && head.Span[0] == 0xFF)
        {
            var marker = head.Span[1];
            if (marker == 0xFF)
            {
                await parts.SkipAsync(1, stop); // filling
                continue;
            }
            // What comes behind the end is no part of the picture: other pictures, or what a telephone keeps there.
            if (marker == 0xD9) break;
            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(head.Span[2..]);
            if (marker is < 0xC0 or 0x01 || length < 4) break;
            if (marker == 0xE1) await CopyTurnAsync(parts, length, stop);
            else if (await IsKeptOfJpegAsync(parts, marker, length, stop)) await parts.CopyAsync(length, stop);
            else await parts.SkipAsync(length, stop);
            if (marker == 0xDA) await parts.CopyScanAsync(stop);
        }
        if (await parts.PeekAsync(2, stop) is { Length: 2 } end && end.Span[0] == 0xFF && end.Span[1] == 0xD9) await parts.CopyAsync(2, stop);
        else await parts.CopyRestAsync(stop);
    }

    /// <summary>Everything but applications' own segments and comments; of those only what says how colours are meant.</summary>
    static async Task<bool> IsKeptOfJpegAsync(Parts parts, byte marker, int length, CancellationToken stop) => marker switch
    {
        0xE0 or 0xEE => true,
        0xE2 => length > 16 && (await parts.PeekAsync(16, stop)).Span[4..].StartsWith("ICC_PROFILE"u8),
        >= 0xE3 and <= 0xEF or 0xFE => false,
        _ => true,
    };

    /// <summary>In place of a segment of Exif one that says only how to turn the picture.</summary>
    static async Task CopyTurnAsync(Parts parts, int length, CancellationToken stop)
    {
        var turn = OrientationOf((await parts.PeekAsync(length, stop)).Span[4..]);
        await parts.SkipAsync(length, stop);
        if (turn is <= 1 or > 8) return;
        byte[] segment =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, // big endian, the first directory at 8
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)turn, 0, 0, // one entry: orientation, a short
            0, 0, 0, 0,
        ];
        await parts.WriteAsync(segment, stop);
    }

    static int OrientationOf(ReadOnlySpan<byte> exif)
    {
        if (!exif.StartsWith("Exif\0\0"u8) || exif.Length < 20) return 0;
        var tiff = exif[6..];
        var big = tiff.StartsWith("MM"u8);
        if (!big && !tiff.StartsWith("II"u8)) return 0;
        var directory = (long)(big ? BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]));
        if (directory + 2 > tiff.Length) return 0;
        var count = Short(tiff[(int)directory..], big);
        for (var i = 0; i < count && directory + 2 + 12 * (i + 1) <= tiff.Length; i++)
        {
            var entry = tiff[(int)(directory + 2 + 12 * i)..];
            if (Short(entry, big) == 0x0112) return Short(entry[8..], big);
        }
        return 0;
    }

    static int Short(ReadOnlySpan<byte> at, bool big) => big ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);

    static async Task CopyPngAsync(Parts parts, CancellationToken stop)
    {
        await parts.CopyAsync(8, stop);
        while (await parts.PeekAsync(8, stop) is { Length: 8 } head)
        {
            var (length, type) = (BinaryPrimitives.ReadUInt32BigEndian(head.Span) + 12L, System.Text.Encoding.Latin1.GetString(head.Span[4..8]));
            if (KeptOfPng.Contains(type)) await parts.CopyAsync(length, stop);
            else await parts.SkipAsync(length, stop);
            if (type == "IEND") return;
        }
        await parts.CopyRestAsync(stop);
    }

    /// <summary>The length of the whole stands at its beginning, so what is taken out leaves its place filled with nothing.</summary>
    static async Task CopyWebPAsync(Parts parts, CancellationToken stop)
    {
        await parts.CopyAsync(12, stop);
        while (await parts.PeekAsync(8, stop) is { Length: 8 } head)
        {
            var type = System.Text.Encoding.Latin1.GetString(head.Span[..4]);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(head.Span[4..]);
            var length = 8 + size + (size & 1L);
            if (type == "VP8X" && size >= 4)
            {
                var chunk = (await parts.PeekAsync(12, stop)).ToArray();
                if (chunk.Length == 12) chunk[8] &= 0b1111_0011; // neither Exif nor XMP
                await parts.SkipAsync(chunk.Length, stop);
                await parts.WriteAsync(chunk, stop);
                await parts.CopyAsync(length - 12, stop);
            }
            else if (type is "EXIF" or "XMP ")
            {
                await parts.WriteAsync([.. "JUNK"u8, .. head[4..8].Span], stop);
                await parts.BlankAsync(length, stop);
            }
            else
            {
                await parts.CopyAsync(length, stop);
            }
        }
        await parts.CopyRestAsync(stop);
    }

    /// <summary>A file that is read in parts, which are written or not.</summary>
    sealed class Parts(Stream from, Stream to)
    {
        readonly byte[] _buffer = new byte[LargestChunk];
        int _start;
        int _end;

        /// <summary>The next bytes, fewer at the end of the file.</summary>
        public async Task<ReadOnlyMemory<byte>> PeekAsync(int count, CancellationToken stop)
        {
            if (_end - _start < count)
            {
                _buffer.AsSpan(_start.._end).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
                _end += await from.ReadAtLeastAsync(_buffer.AsMemory(_end), count - _end, throwOnEndOfStream: false, stop);
            }
            return _buffer.AsMemory(_start, Math.Min(count, _end - _start));
        }

        public Task CopyAsync(long count, CancellationToken stop) => PassAsync(count, copy: true, stop);

        public Task SkipAsync(long count, CancellationToken stop) => PassAsync(count, copy: false, stop);

        public Task CopyRestAsync(CancellationToken stop) => PassAsync(long.MaxValue, copy: true, stop);

        /// <summary>Passes over a chunk of RIFF whose head was written, and writes zeros for the rest of it.</summary>
        public async Task BlankAsync(long count, CancellationToken stop)
        {
            await SkipAsync(8, stop);
            for (count -= 8; count > 0;)
            {
                var piece = await PeekAsync((int)Math.Min(count, LargestChunk / 2), stop);
                if (piece.IsEmpty) return;
                await to.WriteAsync(new byte[piece.Length], stop);
                _start += piece.Length;
                count -= piece.Length;
            }
        }

        public async Task WriteAsync(byte[] bytes, CancellationToken stop) => await to.WriteAsync(bytes, stop);

        /// <summary>Copies up to the next marker that is no part of the compressed picture.</summary>
        public async Task CopyScanAsync(CancellationToken stop)
        {
            while (await PeekAsync(2, stop) is { Length: 2 })
            {
                var (length, isMarker) = LengthOfScan(_buffer.AsSpan(_start.._end));
                await CopyAsync(length, stop);
                if (isMarker) return;
            }
        }

        /// <summary>How much of this is the compressed picture, in which 0xFF is followed by zero or a restart, and whether a marker comes then.</summary>
        static (int Length, bool IsMarker) LengthOfScan(ReadOnlySpan<byte> window)
        {
            for (var at = 0; ;)
            {
                var next = window[at..].IndexOf((byte)0xFF);
                if (next < 0) return (window.Length, false);
                at += next;
                if (at + 1 == window.Length) return (at, false);
                if (window[at + 1] is not (0 or >= 0xD0 and <= 0xD7)) return (at, true);
                at += 2;
                if (at == window.Length) return (at, false);
            }
        }

        async Task PassAsync(long count, bool copy, CancellationToken stop)
        {
            while (count > 0)
            {
                var piece = await PeekAsync((int)Math.Min(count, LargestChunk / 2), stop);
                if (piece.IsEmpty) return;
                if (copy) await to.WriteAsync(piece, stop);
                _start += piece.Length;
                count -= piece.Length;
            }
        }
    }
}

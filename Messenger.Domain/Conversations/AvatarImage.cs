namespace Messenger.Domain.Conversations;

/// <summary>A small picture. Its kind is read from its first bytes, not from what its sender says of it.</summary>
/// <param name="ContentType">The media type.</param>
/// <param name="Bytes">The file.</param>
public sealed record AvatarImage(string ContentType, byte[] Bytes)
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Null for anything but PNG, JPEG and WebP: none of them can carry a script.</summary>
    public static AvatarImage? Read(byte[] file)
    {
        ReadOnlySpan<byte> bytes = file;
        var type = bytes switch
        {
            _ when bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) => "image/png",
            _ when bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => "image/jpeg",
            _ when bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..12].SequenceEqual("WEBP"u8) => "image/webp",
            _ => null,
        };
        return type is null ? null : new(type, file);
    }
}

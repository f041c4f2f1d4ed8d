using System.Security.Cryptography;

namespace Messenger.Client;

/// <summary>Makes UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then chance. netstandard2.1 has no maker of its own.</summary>
public static class Ids
{
    /// <summary>A new id at a time.</summary>
    public static Guid Create(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        var time = now.ToUnixTimeMilliseconds();
        for (var i = 5; i >= 0; i--, time >>= 8) bytes[i] = (byte)time;
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        // Guid's constructor takes the first three fields in little-endian order.
        bytes[..4].Reverse();
        bytes[4..6].Reverse();
        bytes[6..8].Reverse();
        return new Guid(bytes);
    }
}

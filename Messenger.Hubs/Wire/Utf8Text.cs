using System.Buffers;
using System.Text;
using MessagePack;

namespace Messenger.Hubs.Wire;

/// <summary>Strings that are what they were: bytes that are not UTF-8 are refused, not replaced.</summary>
static class Utf8Text
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a string; null is refused.</summary>
    public static string Read(ref MessagePackReader reader)
    {
        try
        {
            if (reader.TryReadStringSpan(out var span)) return Strict.GetString(span);
            return reader.ReadStringSequence() is { } bytes
                ? Strict.GetString(bytes.ToArray())
                : throw new MessagePackSerializationException("Null where a string is needed.");
        }
        catch (DecoderFallbackException invalid)
        {
            throw new MessagePackSerializationException("A string is not UTF-8.", invalid);
        }
    }
}

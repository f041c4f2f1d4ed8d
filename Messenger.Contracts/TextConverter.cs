using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messenger.Contracts;

/// <summary>
/// Reads any JSON string. The serializer by itself throws on bytes that are not UTF-8 and on the escape of half a surrogate pair; here
/// both become a string with an unpaired surrogate, so that the rules on texts refuse it with <c>text_invalid</c> like any other text.
/// </summary>
sealed class TextConverter : JsonConverter<string>
{
    /// <summary>The space keeps the next character from completing the pair.</summary>
    const string Unpaired = "\uD800 ";

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException();
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return Unescape(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan.ToArray());
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    /// <summary>The reader has checked the grammar: what follows a backslash is a known escape, and whole.</summary>
    static string Unescape(ReadOnlySpan<byte> token)
    {
        var text = new StringBuilder(token.Length);
        while (!token.IsEmpty)
        {
            var escape = token.IndexOf((byte)'\\');
            AppendUtf8(text, escape < 0 ? token : token[..escape]);
            if (escape < 0) break;
            text.Append(ReadEscape(token[(escape + 1)..], out var length));
            token = token[(escape + 1 + length)..];
        }
        return text.ToString();
    }

    static char ReadEscape(ReadOnlySpan<byte> escape, out int length)
    {
        length = escape[0] == 'u' ? 5 : 1;
        return escape[0] switch
        {
            (byte)'u' => (char)ushort.Parse(Encoding.ASCII.GetString(escape.Slice(1, 4)), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            var other => (char)other,
        };
    }

    static void AppendUtf8(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        try
        {
            text.Append(Strict.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            text.Append(Unpaired);
        }
    }
}

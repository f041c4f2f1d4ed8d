using System.Buffers.Text;
using MessagePack;
using MessagePack.Formatters;

namespace Messenger.Hubs.Wire;

/// <summary>A string.</summary>
sealed class TextFormatter : IMessagePackFormatter<string>
{
    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, string value, MessagePackSerializerOptions options) => writer.Write(value);

    /// <inheritdoc/>
    public string Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => Utf8Text.Read(ref reader);
}

/// <summary>A UUID as its 36 characters.</summary>
sealed class UuidFormatter : IMessagePackFormatter<Guid>
{
    const int Length = 36;

    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, Guid value, MessagePackSerializerOptions options)
    {
        writer.WriteStringHeader(Length);
        Utf8Formatter.TryFormat(value, writer.GetSpan(Length), out var written);
        writer.Advance(written);
    }

    /// <inheritdoc/>
    public Guid Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadStringSpan(out var text)) return text.Length == Length && Utf8Parser.TryParse(text, out Guid id, out var read) && read == Length ? id : throw NoUuid();
        // In pieces, or no string at all.
        return Guid.TryParseExact(Utf8Text.Read(ref reader), "D", out var whole) ? whole : throw NoUuid();
    }

    static MessagePackSerializationException NoUuid() => new("Not a UUID.");
}

/// <summary>A time as the timestamp extension (-1), which is UTC.</summary>
sealed class TimestampFormatter : IMessagePackFormatter<DateTimeOffset>
{
    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, DateTimeOffset value, MessagePackSerializerOptions options) => writer.Write(value.UtcDateTime);

    /// <inheritdoc/>
    public DateTimeOffset Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => new(reader.ReadDateTime(), TimeSpan.Zero);
}

/// <summary>A value that may be null. Its field has dealt with null; as an element of a list it is refused.</summary>
/// <typeparam name="T">The value.</typeparam>
sealed class OptionalFormatter<T> : IMessagePackFormatter<T?>
    where T : struct
{
    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, T? value, MessagePackSerializerOptions options) =>
        options.Resolver.GetFormatterWithVerify<T>().Serialize(ref writer, value!.Value, options);

    /// <inheritdoc/>
    public T? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        options.Resolver.GetFormatterWithVerify<T>().Deserialize(ref reader, options);
}

using MessagePack;
using MessagePack.Formatters;

namespace Messenger.Hubs.Wire;

/// <summary>A list as an array without nulls.</summary>
/// <typeparam name="T">The elements.</typeparam>
sealed class ListFormatter<T> : IMessagePackFormatter<IReadOnlyList<T>>
{
    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, IReadOnlyList<T> value, MessagePackSerializerOptions options)
    {
        var formatter = options.Resolver.GetFormatterWithVerify<T>();
        writer.WriteArrayHeader(value.Count);
        foreach (var element in value) formatter.Serialize(ref writer, element, options);
    }

    /// <summary>The reader refuses a header that promises more elements than there are bytes; so the list is not sized by the promise alone.</summary>
    public IReadOnlyList<T> Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        options.Security.DepthStep(ref reader);
        var formatter = options.Resolver.GetFormatterWithVerify<T>();
        var count = reader.ReadArrayHeader();
        var list = new List<T>(Math.Min(count, 256));
        for (; count > 0; count--) list.Add(formatter.Deserialize(ref reader, options));
        reader.Depth--;
        return list;
    }
}

using System.Text.Json.Serialization.Metadata;
using MessagePack;
using MessagePack.Formatters;

namespace Messenger.Hubs.Wire;

/// <summary>A contract record as a map, with the fields that its JSON has.</summary>
/// <typeparam name="T">The record.</typeparam>
sealed class RecordFormatter<T>(JsonTypeInfo shape) : IMessagePackFormatter<T>
{
    /// <summary>A field's place in <see cref="_fields"/> is its bit in the set of those read, so there are at most 64.</summary>
    readonly RecordField<T>[] _fields = [.. shape.Properties.Select(RecordField<T>.Create)];

    readonly Dictionary<string, int> _places = shape.Properties.Select((p, i) => (p.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);

    readonly ulong _required = shape.Properties.Select((p, i) => p.IsRequired ? 1UL << i : 0).Aggregate(0UL, (set, bit) => set | bit);

    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options)
    {
        writer.WriteMapHeader(_fields.Count(f => f.IsPresent(value)));
        foreach (var field in _fields)
        {
            if (field.IsPresent(value)) field.Write(ref writer, value, options);
        }
    }

    /// <inheritdoc/>
    public T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        options.Security.DepthStep(ref reader);
        var value = Activator.CreateInstance<T>();
        var seen = 0UL;
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            if (!_places.TryGetValue(Utf8Text.Read(ref reader), out var place))
            {
                Skipping.SkipValue(ref reader, ContractsMessagePack.MaxDepth - reader.Depth);
                continue;
            }
            var bit = 1UL << place;
            if ((seen & bit) != 0) throw new MessagePackSerializationException($"Field {_fields[place].Name} comes twice.");
            seen |= bit;
            _fields[place].Read(ref reader, value, options);
        }
        if ((seen & _required) != _required) throw new MessagePackSerializationException($"A required field of {typeof(T).Name} is missing.");
        reader.Depth--;
        return value;
    }
}

/// <summary>One field of a record.</summary>
/// <typeparam name="T">The record.</typeparam>
abstract class RecordField<T>(string name)
{
    /// <summary>The name on the wire.</summary>
    public string Name { get; } = name;

    /// <summary>The name as it is written: header and UTF-8.</summary>
    protected byte[] Key { get; } = MessagePackSerializer.Serialize(name, MessagePackSerializerOptions.Standard);

    /// <summary>The value is not null.</summary>
    public abstract bool IsPresent(T record);

    /// <summary>Writes name and value.</summary>
    public abstract void Write(ref MessagePackWriter writer, T record, MessagePackSerializerOptions options);

    /// <summary>Reads the value; the name has been read.</summary>
    public abstract void Read(ref MessagePackReader reader, T record, MessagePackSerializerOptions options);

    /// <summary>The field of a property.</summary>
    public static RecordField<T> Create(JsonPropertyInfo property) =>
        (RecordField<T>)Activator.CreateInstance(typeof(RecordField<,>).MakeGenericType(typeof(T), property.PropertyType), property)!;
}

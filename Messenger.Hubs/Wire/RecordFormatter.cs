using MessagePack;
using MessagePack.Formatters;

namespace Messenger.Hubs.Wire;

/// <summary>A contract record as a map, with the fields that its JSON has.</summary>
/// <typeparam name="T">The record.</typeparam>
sealed class RecordFormatter<T> : IMessagePackFormatter<T>
{
    /// <summary>A field's place here is its bit in the set of those read, so there are at most 64.</summary>
    readonly RecordField<T>[] _fields = [.. typeof(T).GetProperties().Select(RecordField<T>.Create)];

    readonly Dictionary<string, int> _places;
    readonly ulong _required;

    /// <summary>Reads the shape of the record once.</summary>
    public RecordFormatter()
    {
        _places = _fields.Select((f, i) => (f.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);
        _required = _fields.Select((f, i) => f.Required ? 1UL << i : 0).Aggregate(0UL, (set, bit) => set | bit);
    }

    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options)
    {
        var (present, count) = (0UL, 0);
        for (var i = 0; i < _fields.Length; i++)
        {
            if (!_fields[i].IsPresent(value)) continue;
            present |= 1UL << i;
            count++;
        }
        writer.WriteMapHeader(count);
        for (var i = 0; i < _fields.Length; i++)
        {
            if ((present & (1UL << i)) != 0) _fields[i].Write(ref writer, value, options);
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

using System.Reflection;
using System.Text.Json.Serialization;
using MessagePack;
using MessagePack.Formatters;

namespace Messenger.Hubs.Wire;

/// <summary>An enum by the name that it has in JSON.</summary>
/// <typeparam name="T">The enum.</typeparam>
sealed class NameFormatter<T> : IMessagePackFormatter<T>
    where T : struct, Enum
{
    readonly Dictionary<string, T> _values = typeof(T).GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(
        f => f.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? f.Name,
        f => (T)f.GetValue(null)!,
        StringComparer.Ordinal);

    readonly Dictionary<T, string> _names;

    /// <summary>Reads the names once.</summary>
    public NameFormatter() => _names = _values.ToDictionary(p => p.Value, p => p.Key);

    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options)
    {
        if (!_names.TryGetValue(value, out var name)) throw new MessagePackSerializationException($"{value} is no {typeof(T).Name}.");
        writer.Write(name);
    }

    /// <inheritdoc/>
    public T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        _values.TryGetValue(Utf8Text.Read(ref reader), out var value) ? value : throw new MessagePackSerializationException($"Unknown {typeof(T).Name}.");
}

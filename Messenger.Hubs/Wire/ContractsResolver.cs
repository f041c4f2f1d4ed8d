using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MessagePack;
using MessagePack.Formatters;
using Messenger.Contracts;

namespace Messenger.Hubs.Wire;

/// <summary>Knows the types that <see cref="ContractsJson"/> knows, and no others.</summary>
sealed class ContractsResolver : IFormatterResolver
{
    /// <summary>
    /// A context of its own, read under a lock: the serializer shares its metadata among equal options, and whoever reads the properties of a
    /// type while another thread fills them in finds none.
    /// </summary>
    static readonly ContractsJson Shapes = new(new JsonSerializerOptions(ContractsJson.Default.Options) { TypeInfoResolver = null });

    /// <inheritdoc/>
    public IMessagePackFormatter<T>? GetFormatter<T>() => Cache<T>.Formatter;

    static object? Create(Type type)
    {
        if (type == typeof(string)) return new TextFormatter();
        if (type == typeof(bool)) return BooleanFormatter.Instance;
        if (type == typeof(int)) return Int32Formatter.Instance;
        if (type == typeof(long)) return Int64Formatter.Instance;
        if (type == typeof(Guid)) return new UuidFormatter();
        if (type == typeof(DateTimeOffset)) return new TimestampFormatter();
        if (type.IsEnum) return Generic(typeof(NameFormatter<>), type);
        if (Nullable.GetUnderlyingType(type) is { } value) return Generic(typeof(OptionalFormatter<>), value);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return Generic(typeof(ListFormatter<>), type.GetGenericArguments()[0]);
        return Record(type);
    }

    static object? Record(Type type)
    {
        lock (Shapes)
        {
            return Shapes.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } shape ? Generic(typeof(RecordFormatter<>), type, shape) : null;
        }
    }

    static object? Generic(Type formatter, Type type, params object[] arguments) =>
        Activator.CreateInstance(formatter.MakeGenericType(type), arguments);

    static class Cache<T>
    {
        public static readonly IMessagePackFormatter<T>? Formatter = (IMessagePackFormatter<T>?)Create(typeof(T));
    }
}

using MessagePack;
using MessagePack.Formatters;
using Messenger.Contracts;

namespace Messenger.Hubs.Wire;

/// <summary>Knows the records of the contracts and what they are made of, and no other type.</summary>
sealed class ContractsResolver : IFormatterResolver
{
    /// <inheritdoc/>
    public IMessagePackFormatter<T>? GetFormatter<T>() => Cache<T>.Formatter;

    static object? Create(Type type)
    {
        if (type == typeof(string)) return new TextFormatter();
        if (type == typeof(bool)) return BooleanFormatter.Instance;
        if (type == typeof(int)) return Int32Formatter.Instance;
        if (type == typeof(long)) return Int64Formatter.Instance;
        if (type == typeof(double)) return DoubleFormatter.Instance;
        if (type == typeof(Guid)) return new UuidFormatter();
        if (type == typeof(DateTimeOffset)) return new TimestampFormatter();
        if (type.IsEnum) return Generic(typeof(NameFormatter<>), type);
        if (Nullable.GetUnderlyingType(type) is { } value) return Generic(typeof(OptionalFormatter<>), value);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return Generic(typeof(ListFormatter<>), type.GetGenericArguments()[0]);
        return type is { IsClass: true, IsSealed: true, IsAbstract: false } && type.Assembly == typeof(ContractsJson).Assembly
            ? Generic(typeof(RecordFormatter<>), type)
            : null;
    }

    static object? Generic(Type formatter, Type type, params object[] arguments) =>
        Activator.CreateInstance(formatter.MakeGenericType(type), arguments);

    static class Cache<T>
    {
        public static readonly IMessagePackFormatter<T>? Formatter = (IMessagePackFormatter<T>?)Create(typeof(T));
    }
}

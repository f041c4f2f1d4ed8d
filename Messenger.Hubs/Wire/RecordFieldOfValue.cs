using System.Reflection;
using MessagePack;
using MessagePack.Formatters;

namespace Messenger.Hubs.Wire;

/// <summary>A field with the type of its value, so that no number is boxed. The delegates also set <c>init</c> properties.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
sealed class RecordField<T, TValue> : RecordField<T>
{
    readonly Func<T, TValue> _get;
    readonly Action<T, TValue> _set;
    IMessagePackFormatter<TValue>? _formatter;

    /// <summary>The field of a property.</summary>
    public RecordField(PropertyInfo property)
        : base(property)
    {
        _get = (Func<T, TValue>)Delegate.CreateDelegate(typeof(Func<T, TValue>), property.GetMethod!);
        _set = (Action<T, TValue>)Delegate.CreateDelegate(typeof(Action<T, TValue>), property.SetMethod!);
    }

    /// <inheritdoc/>
    public override bool IsPresent(T record) => default(TValue) is not null || _get(record) is not null;

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, T record, MessagePackSerializerOptions options)
    {
        writer.WriteRaw(Key);
        FormatterOf(options).Serialize(ref writer, _get(record), options);
    }

    /// <inheritdoc/>
    public override void Read(ref MessagePackReader reader, T record, MessagePackSerializerOptions options)
    {
        if (!reader.TryReadNil()) _set(record, FormatterOf(options).Deserialize(ref reader, options));
        else if (!Nullable) throw new MessagePackSerializationException($"Field {Name} is null.");
    }

    /// <summary>Found when it is needed first, since records hold records of their own type; there is one resolver, and asking it for each field takes longer than most fields.</summary>
    IMessagePackFormatter<TValue> FormatterOf(MessagePackSerializerOptions options) => _formatter ??= options.Resolver.GetFormatterWithVerify<TValue>();
}

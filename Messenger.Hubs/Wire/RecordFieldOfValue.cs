using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using MessagePack;

namespace Messenger.Hubs.Wire;

/// <summary>A field with the type of its value, so that no number is boxed. The delegates also set <c>init</c> properties.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
sealed class RecordField<T, TValue> : RecordField<T>
{
    readonly Func<T, TValue> _get;
    readonly Action<T, TValue> _set;
    readonly bool _nullable;

    /// <summary>The field of a property.</summary>
    public RecordField(JsonPropertyInfo property)
        : base(property.Name)
    {
        var accessors = (PropertyInfo)property.AttributeProvider!;
        _get = (Func<T, TValue>)Delegate.CreateDelegate(typeof(Func<T, TValue>), accessors.GetMethod!);
        _set = (Action<T, TValue>)Delegate.CreateDelegate(typeof(Action<T, TValue>), accessors.SetMethod!);
        _nullable = property.IsSetNullable;
    }

    /// <inheritdoc/>
    public override bool IsPresent(T record) => _get(record) is not null;

    /// <inheritdoc/>
    public override void Write(ref MessagePackWriter writer, T record, MessagePackSerializerOptions options)
    {
        writer.WriteRaw(Key);
        options.Resolver.GetFormatterWithVerify<TValue>().Serialize(ref writer, _get(record), options);
    }

    /// <inheritdoc/>
    public override void Read(ref MessagePackReader reader, T record, MessagePackSerializerOptions options)
    {
        if (!reader.TryReadNil()) _set(record, options.Resolver.GetFormatterWithVerify<TValue>().Deserialize(ref reader, options));
        else if (!_nullable) throw new MessagePackSerializationException($"Field {Name} is null.");
    }
}

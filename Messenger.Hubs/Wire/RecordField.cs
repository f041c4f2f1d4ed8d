using System.Reflection;
using System.Text;
using System.Text.Json;
using MessagePack;

namespace Messenger.Hubs.Wire;

/// <summary>One field of a record: name, whether it is required and whether it may be null, as the JSON has it.</summary>
/// <typeparam name="T">The record.</typeparam>
abstract class RecordField<T>(PropertyInfo property)
{
    /// <summary>The name on the wire.</summary>
    public string Name { get; } = JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    /// <summary>The field has to be there.</summary>
    public bool Required { get; } = property.CustomAttributes.Any(a => a.AttributeType.Name == "RequiredMemberAttribute");

    /// <summary>The value may be null.</summary>
    protected bool Nullable { get; } = IsNullable(property);

    /// <summary>The name as it is written: header and UTF-8.</summary>
    protected byte[] Key { get; } = Encode(JsonNamingPolicy.CamelCase.ConvertName(property.Name));

    /// <summary>The value is not null.</summary>
    public abstract bool IsPresent(T record);

    /// <summary>Writes name and value.</summary>
    public abstract void Write(ref MessagePackWriter writer, T record, MessagePackSerializerOptions options);

    /// <summary>Reads the value; the name has been read.</summary>
    public abstract void Read(ref MessagePackReader reader, T record, MessagePackSerializerOptions options);

    /// <summary>The field of a property.</summary>
    public static RecordField<T> Create(PropertyInfo property) =>
        (RecordField<T>)Activator.CreateInstance(typeof(RecordField<,>).MakeGenericType(typeof(T), property.PropertyType), property)!;

    /// <summary>
    /// By hand (fixstr and str8): fields are made in the middle of writing the first record of their type, and a serializer that is called
    /// there writes into the buffer of the one that is at work.
    /// </summary>
    static byte[] Encode(string name)
    {
        var text = Encoding.UTF8.GetBytes(name);
        return text.Length < 32 ? [(byte)(0xA0 | text.Length), .. text] : [0xD9, checked((byte)text.Length), .. text];
    }

    /// <summary>The compiler's marks: 2 is nullable, on the property itself or as the rule of its type.</summary>
    static bool IsNullable(PropertyInfo property)
    {
        if (property.PropertyType.IsValueType) return System.Nullable.GetUnderlyingType(property.PropertyType) is not null;
        var mark = property.CustomAttributes.FirstOrDefault(a => a.AttributeType.Name == "NullableAttribute")
            ?? property.DeclaringType!.CustomAttributes.FirstOrDefault(a => a.AttributeType.Name == "NullableContextAttribute");
        var value = mark?.ConstructorArguments[0].Value;
        if (value is IReadOnlyList<CustomAttributeTypedArgument> perPart) value = perPart[0].Value;
        return value is (byte)2;
    }
}

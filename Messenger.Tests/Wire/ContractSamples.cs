using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Messenger.Contracts;

namespace Messenger.Tests.Wire;

/// <summary>Random values of every contract: whatever its fields allow, absent optional ones included.</summary>
static class ContractSamples
{
    public static readonly JsonSerializerOptions Json = JsonOptions();

    /// <summary>Every record that travels.</summary>
    public static readonly Type[] Records =
    [
        .. typeof(ContractsJson).Assembly.GetExportedTypes().SelectMany(Closed).Where(t => IsRecord(t)),
    ];

    public static object Create(Type type, Random random)
    {
        if (Nullable.GetUnderlyingType(type) is { } value) return Create(value, random);
        if (type == typeof(string)) return Text(random);
        if (type == typeof(bool)) return random.Next(2) == 0;
        if (type == typeof(int)) return (int)Number(random);
        if (type == typeof(long)) return Number(random);
        if (type == typeof(double)) return Number(random) / 8.0;
        if (type == typeof(Guid)) return Id(random);
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero);
        if (type.IsEnum) return Enum.GetValuesAsUnderlyingType(type) is var values ? Enum.ToObject(type, values.GetValue(random.Next(values.Length))!) : type;
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? List(type.GetGenericArguments()[0], random)
            : Record(type, random);
    }

    static object Record(Type type, Random random)
    {
        var record = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties())
        {
            if (property.IsDefined(typeof(RequiredMemberAttribute), false) || random.Next(3) > 0) property.SetValue(record, Create(property.PropertyType, random));
        }
        return record;
    }

    static Array List(Type element, Random random)
    {
        var list = Array.CreateInstance(element, random.Next(4));
        for (var i = 0; i < list.Length; i++) list.SetValue(Create(element, random), i);
        return list;
    }

    static string Text(Random random)
    {
        string[] parts = ["", "hello ", "会议室", "𝄞", "😀", "\"\\\n\t", "</script>", "é", "\u202E", new string('x', 40)];
        return string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => parts[random.Next(parts.Length)]));
    }

    static long Number(Random random) => random.Next(4) switch
    {
        0 => 0,
        1 => random.Next(-200, 200),
        2 => random.Next(),
        _ => -random.Next(),
    };

    static Guid Id(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    static IEnumerable<Type> Closed(Type type) => type switch
    {
        { IsInterface: true } or { IsEnum: true } => [],
        { IsGenericTypeDefinition: true } => typeof(IMessengerHub).GetMethods().Select(m => m.ReturnType.GetGenericArguments()[0]),
        _ => [type],
    };

    static bool IsRecord(Type type) => Json.TryGetTypeInfo(type, out var shape) && shape.Kind == JsonTypeInfoKind.Object;

    static JsonSerializerOptions JsonOptions()
    {
        var options = new JsonSerializerOptions();
        ContractsJson.Apply(options);
        return options;
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Recording;

/// <summary>How a history is written: one JSON object per line, rows as short arrays.</summary>
static class HistoryJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        AllowOutOfOrderMetadataProperties = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // What has its type's default value is left out, so what is absent is no mistake.
        RespectRequiredConstructorParameters = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new RowConverter() },
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver
        {
            Modifiers = { type => { foreach (var property in type.Properties) property.IsRequired = false; } },
        },
    };

    sealed class RowConverter : JsonConverter<Row>
    {
        public override Row Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            var row = document.RootElement;
            return new Row(row[0].GetInt64(), row[1].GetInt64(), row[2].GetGuid(), row[3].ValueKind == JsonValueKind.Null ? Guid.Empty : row[3].GetGuid(), row[4].GetUInt64(), (RowState)row[5].GetInt32())
            {
                Joined = Users(row, 6),
                Left = Users(row, 7),
            };
        }

        public override void Write(Utf8JsonWriter writer, Row value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(value.Seq);
            writer.WriteNumberValue(value.Version);
            writer.WriteStringValue(value.Sender);
            if (value.IsSystem) writer.WriteNullValue();
            else writer.WriteStringValue(value.MessageId);
            writer.WriteNumberValue(value.Hash);
            writer.WriteNumberValue((int)value.State);
            if (value.Joined is not null || value.Left is not null)
            {
                JsonSerializer.Serialize(writer, value.Joined ?? [], options);
                JsonSerializer.Serialize(writer, value.Left ?? [], options);
            }
            writer.WriteEndArray();
        }

        static List<Guid>? Users(JsonElement row, int place) =>
            row.GetArrayLength() > place && row[place].GetArrayLength() > 0 ? [.. row[place].EnumerateArray().Select(u => u.GetGuid())] : null;
    }
}

using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using MessagePack;
using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Hubs.Wire;
using Xunit;

namespace Messenger.Tests.Wire;

public sealed class TravellingAsMessagePack
{
    static readonly MessagePackSerializerOptions Options = ContractsMessagePack.Options;

    public static TheoryData<Type> Records => [.. ContractSamples.Records];

    [Theory]
    [MemberData(nameof(Records))]
    public void Every_contract_travels_as_MessagePack(Type type)
    {
        var packed = MessagePackSerializer.Serialize(type, ContractSamples.Create(type, new Random(7)), Options, TestContext.Current.CancellationToken);

        Assert.IsType(type, MessagePackSerializer.Deserialize(type, packed, Options, TestContext.Current.CancellationToken));
    }

    [Property(MaxTest = 300)]
    public void A_contract_is_the_same_after_JSON_and_after_MessagePack(int seed)
    {
        foreach (var type in ContractSamples.Records)
        {
            var sample = ContractSamples.Create(type, new Random(seed));
            var json = JsonSerializer.Serialize(sample, type, ContractSamples.Json);

            var throughMessagePack = MessagePackSerializer.Deserialize(type, MessagePackSerializer.Serialize(type, sample, Options), Options);
            var throughJson = JsonSerializer.Deserialize(json, type, ContractSamples.Json);

            Assert.Equal(json, JsonSerializer.Serialize(throughMessagePack, type, ContractSamples.Json));
            Assert.Equal(json, JsonSerializer.Serialize(throughJson, type, ContractSamples.Json));
        }
    }

    [Property(MaxTest = 100)]
    public void The_map_has_exactly_the_fields_of_the_JSON(int seed)
    {
        foreach (var type in ContractSamples.Records)
        {
            var sample = ContractSamples.Create(type, new Random(seed));
            var json = JsonNode.Parse(JsonSerializer.Serialize(sample, type, ContractSamples.Json))!;

            Assert.Equal(Keys(json), Keys(MessagePackSerializer.Serialize(type, sample, Options)));
        }
    }

    [Property(MaxTest = 2000)]
    public void Random_bytes_are_refused_in_one_way(byte[] bytes, int seed)
    {
        var type = ContractSamples.Records[(seed & int.MaxValue) % ContractSamples.Records.Length];

        Assert.Null(Unexpected(type, bytes));
    }

    [Property(MaxTest = 2000)]
    public void A_damaged_message_is_read_or_refused_in_one_way(int seed)
    {
        var random = new Random(seed);
        var type = ContractSamples.Records[random.Next(ContractSamples.Records.Length)];
        var bytes = MessagePackSerializer.Serialize(type, ContractSamples.Create(type, random), Options);
        for (var i = random.Next(1, 4); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);

        Assert.Null(Unexpected(type, bytes[..random.Next(1, bytes.Length + 1)]));
    }

    [Fact]
    public void An_absent_field_keeps_its_default()
    {
        var id = Guid.Parse("01234567-89ab-cdef-0123-456789abcdef");
        var packed = Pack((ref MessagePackWriter w) =>
        {
            w.WriteMapHeader(1);
            w.Write("conversationId");
            w.Write(id.ToString());
        });

        var fromMap = MessagePackSerializer.Deserialize<GetMessages>(packed, Options, TestContext.Current.CancellationToken);
        var fromJson = JsonSerializer.Deserialize<GetMessages>($$"""{"conversationId":"{{id}}"}""", ContractSamples.Json);

        Assert.Equal(new GetMessages { ConversationId = id, Limit = 50 }, fromMap);
        Assert.Equal(fromMap, fromJson);
        Assert.Empty(JsonSerializer.Deserialize<StartConversation>("""{"kind":"group"}""", ContractSamples.Json)!.MemberIds);
    }

    [Fact]
    public void Unknown_fields_are_skipped_and_optional_ones_may_be_null()
    {
        var packed = Pack((ref MessagePackWriter w) =>
        {
            w.WriteMapHeader(3);
            w.Write("code");
            w.Write("not_a_member");
            w.Write("later");
            w.WriteArrayHeader(2);
            w.WriteMapHeader(1);
            w.Write(1);
            w.WriteNil();
            w.Write(2.5);
            w.Write("retryAfterMilliseconds");
            w.WriteNil();
        });

        Assert.Equal(new Refusal { Code = ErrorCode.NotAMember }, MessagePackSerializer.Deserialize<Refusal>(packed, Options, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Values_that_do_not_fit_are_refused()
    {
        Refused<Refusal>((ref MessagePackWriter w) => w.WriteMapHeader(0));
        Refused<Refusal>((ref MessagePackWriter w) => Field(ref w, "code", (ref MessagePackWriter v) => v.Write(5)));
        Refused<Refusal>((ref MessagePackWriter w) => Field(ref w, "code", (ref MessagePackWriter v) => v.Write("NotAMember")));
        Refused<Refusal>((ref MessagePackWriter w) => Field(ref w, "Code", (ref MessagePackWriter v) => v.Write("not_a_member")));
        Refused<Refusal>((ref MessagePackWriter w) => Field(ref w, "code", (ref MessagePackWriter v) => v.WriteNil()));
        Refused<AddMembers>((ref MessagePackWriter w) => Field(ref w, "userIds", (ref MessagePackWriter v) => v.WriteNil()));
        Refused<AddMembers>((ref MessagePackWriter w) => Field(ref w, "userIds", (ref MessagePackWriter v) =>
        {
            v.WriteArrayHeader(1);
            v.WriteNil();
        }));
        Refused<SyncResult>((ref MessagePackWriter w) => Field(ref w, "token", (ref MessagePackWriter v) => v.WriteString([0xC3, 0x28])));
        Refused<Refusal>((ref MessagePackWriter w) =>
        {
            w.WriteMapHeader(2);
            for (var i = 0; i < 2; i++)
            {
                w.Write("code");
                w.Write("not_a_member");
            }
        });
        Refused<object>((ref MessagePackWriter w) => w.WriteMapHeader(0));
    }

    [Theory]
    [InlineData(0x91)]
    [InlineData(0x81)]
    public void Deep_nesting_is_refused(byte opening)
    {
        var deep = Enumerable.Repeat(opening, 1_000_000);
        byte[] inUnknownField = [0x81, 0xA1, (byte)'x', .. deep];

        Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<Refusal>(inUnknownField, Options, TestContext.Current.CancellationToken));
        Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<AddMembers>(deep.ToArray(), Options, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_huge_declared_length_costs_no_memory()
    {
        byte[][] promises =
        [
            [0xDD, 0xFF, 0xFF, 0xFF, 0xFF], // array32
            [0xDF, 0xFF, 0xFF, 0xFF, 0xFF], // map32
            [0xDB, 0xFF, 0xFF, 0xFF, 0xFF], // str32
            [0xDB, 0x7F, 0xFF, 0xFF, 0xFF],
            [0xC6, 0x7F, 0xFF, 0xFF, 0xFF], // bin32
            [0xC9, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF], // ext32
        ];
        byte[] field = [0x81, 0xA7, .. "userIds"u8];
        byte[] unknown = [0x81, 0xA1, (byte)'x'];
        var before = GC.GetAllocatedBytesForCurrentThread();

        foreach (var promise in promises)
        {
            foreach (byte[] bytes in new byte[][] { promise, [.. field, .. promise], [.. unknown, .. promise] })
            {
                Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<AddMembers>(bytes, Options, TestContext.Current.CancellationToken));
            }
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    delegate void Writing(ref MessagePackWriter writer);

    static void Refused<T>(Writing write) =>
        Assert.Throws<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<T>(Pack(write), Options));

    static void Field(ref MessagePackWriter writer, string name, Writing value)
    {
        writer.WriteMapHeader(1);
        writer.Write(name);
        value(ref writer);
    }

    static byte[] Pack(Writing write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        write(ref writer);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    static Exception? Unexpected(Type type, byte[] bytes)
    {
        try
        {
            MessagePackSerializer.Deserialize(type, bytes, Options);
            return null;
        }
        catch (MessagePackSerializationException)
        {
            return null;
        }
        catch (Exception other)
        {
            return other;
        }
    }

    /// <summary>All field names with their depth, in order.</summary>
    static List<string> Keys(JsonNode? node) => node switch
    {
        JsonObject map => [.. map.SelectMany(p => Keys(p.Value).Select(k => "." + k).Prepend(p.Key))],
        JsonArray list => [.. list.SelectMany(Keys)],
        _ => [],
    };

    static List<string> Keys(byte[] packed)
    {
        var reader = new MessagePackReader(packed);
        return Keys(ref reader);
    }

    static List<string> Keys(ref MessagePackReader reader)
    {
        var keys = new List<string>();
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Map:
                for (var left = reader.ReadMapHeader(); left > 0; left--)
                {
                    keys.Add(Encoding.UTF8.GetString(reader.ReadStringSequence()!.Value.ToArray()));
                    keys.AddRange(Keys(ref reader).Select(k => "." + k));
                }
                break;
            case MessagePackType.Array:
                for (var left = reader.ReadArrayHeader(); left > 0; left--) keys.AddRange(Keys(ref reader));
                break;
            default:
                reader.Skip();
                break;
        }
        return keys;
    }
}

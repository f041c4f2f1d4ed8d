using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Xunit;

namespace Messenger.Tests.Wire;

public sealed class TravellingAsJson
{
    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00")]
    [InlineData("a\\ud800\\u0041")]
    [InlineData("\\ud83d\\ude00\\ud83d")]
    [InlineData("会议\\n\\\"\\ud800 é")]
    public void Half_a_surrogate_pair_is_read_as_it_is(string escaped)
    {
        var text = Read(Encoding.UTF8.GetBytes(escaped));

        Assert.True(HasUnpairedSurrogate(text));
    }

    [Fact]
    public void Escapes_around_half_a_pair_are_read_right() =>
        Assert.Equal("\b\f\n\r\t\"\\/é😀\ud800!", Read("\\b\\f\\n\\r\\t\\\"\\\\\\/\\u00e9😀\\ud800!"u8));

    [Fact]
    public void Bytes_that_are_not_UTF8_are_read_as_half_a_pair()
    {
        Assert.True(HasUnpairedSurrogate(Read([(byte)'a', 0xC3, 0x28])));
        Assert.True(HasUnpairedSurrogate(Read([0xFF, .. "\\udc00"u8])));
        Assert.True(HasUnpairedSurrogate(Read([0xED, 0xA0, 0x80]))); // a surrogate as three bytes
    }

    [Property]
    public void A_good_text_is_read_as_it_is(string? text)
    {
        if (text is null || HasUnpairedSurrogate(text)) return;

        Assert.Equal(text, Read(JsonEncodedText.Encode(text).EncodedUtf8Bytes));
    }

    [Theory]
    [InlineData("""{"code":5}""")]
    [InlineData("""{"code":"NotAMember"}""")]
    [InlineData("""{"code":"later_code"}""")]
    [InlineData("""{"code":null}""")]
    [InlineData("""{"Code":"not_a_member"}""")]
    [InlineData("""{"code":"not_a_member","code":"not_a_member"}""")]
    [InlineData("""{"code":"not_a_member","retryAfterMilliseconds":1.5}""")]
    [InlineData("""{"code":"not_a_member","retryAfterMilliseconds":"1"}""")]
    [InlineData("""{"code":"not_a_member",}""")]
    [InlineData("""{"code":"not_a_member"/**/}""")]
    public void Values_that_do_not_fit_are_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Refusal>(json, ContractSamples.Json));

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var deep = $$"""{"code":"not_a_member","later":{{new string('[', 100_000)}}""";

        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<Refusal>(deep, ContractSamples.Json));
    }

    [Fact]
    public void Chinese_is_not_escaped() =>
        Assert.Contains("会议室。", JsonSerializer.Serialize(new UpdateConversation { Title = "会议室。" }, ContractSamples.Json), StringComparison.Ordinal);

    static string Read(ReadOnlySpan<byte> escaped)
    {
        byte[] json = [.. "{\"token\":\""u8, .. escaped, .. "\"}"u8];
        return JsonSerializer.Deserialize<Sync>(json, ContractSamples.Json)!.Token!;
    }

    static bool HasUnpairedSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i)) i++;
            else if (char.IsSurrogate(text[i])) return true;
        }
        return false;
    }
}

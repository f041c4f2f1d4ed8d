using System.Text;
using Messenger.Faults.Proxy;
using Xunit;

namespace Messenger.Tests.Faults;

/// <summary>Whole messages of channels are taken out of what Redis sends.</summary>
public sealed class LosingMessagesOfRedis
{
    const string Message = "*3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$6\r\na\r\n*3b\r\n";
    const string Others = "+OK\r\n$-1\r\n*3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n$0\r\n\r\n*2\r\n*1\r\n:7\r\n$2\r\n\r\n\r\n%1\r\n+a\r\n#t\r\n";

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000)]
    public void What_is_not_lost_passes_byte_for_byte_however_it_comes(int slice)
    {
        var stream = string.Concat(Enumerable.Repeat(Message + Others, 20));

        var passed = Pass(stream, slice, lost: 0);

        Assert.Equal(stream, passed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000)]
    public void Only_messages_are_lost(int slice)
    {
        var stream = string.Concat(Enumerable.Repeat(Message + Others, 20));

        var passed = Pass(stream, slice, lost: 1);

        Assert.Equal(string.Concat(Enumerable.Repeat(Others, 20)), passed);
    }

    [Fact]
    public void Of_many_messages_the_share_asked_for_is_lost()
    {
        var stream = string.Concat(Enumerable.Repeat(Message, 10_000));

        var passed = Pass(stream, 4_096, lost: 0.1);

        Assert.InRange(passed.Length / Message.Length, 8_700, 9_300);
    }

    static string Pass(string stream, int slice, double lost)
    {
        var messages = new RedisMessages(seed: 7);
        return string.Concat(Encoding.Latin1.GetBytes(stream).Chunk(slice).Select(bytes => Encoding.Latin1.GetString(messages.Pass(bytes, lost))));
    }
}

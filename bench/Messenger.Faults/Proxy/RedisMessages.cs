using System.Buffers.Text;

namespace Messenger.Faults.Proxy;

/// <summary>
/// Takes messages of channels out of what a Redis server sends, whole ones, so that the rest still makes sense: a loss that neither side
/// can notice. It must see a connection from its first byte.
/// </summary>
public sealed class RedisMessages(int seed)
{
    readonly Random _chance = new(seed);
    byte[] _waiting = [];

    /// <summary>Answers what passes; a reply that is not complete yet waits for its end.</summary>
    /// <param name="came">What the server sent.</param>
    /// <param name="lost">The share of the messages that is lost, from 0 to 1.</param>
    public byte[] Pass(ReadOnlySpan<byte> came, double lost)
    {
        byte[] all = [.. _waiting, .. came];
        var passed = new List<byte>(all.Length);
        var from = 0;
        while (End(all, from) is { } end)
        {
            var reply = all.AsSpan(from, end - from);
            if (!IsMessage(reply) || _chance.NextDouble() >= lost) passed.AddRange(reply);
            from = end;
        }
        _waiting = all[from..];
        return [.. passed];
    }

    static bool IsMessage(ReadOnlySpan<byte> reply) => reply.Length > 1 && reply[0] is (byte)'*' or (byte)'>' && reply[1..].StartsWith("3\r\n$7\r\nmessage\r\n"u8);

    /// <summary>Where a reply ends that begins here; null if that has not come yet.</summary>
    static int? End(ReadOnlySpan<byte> bytes, int from)
    {
        if (from >= bytes.Length || bytes[from..].IndexOf("\r\n"u8) is not (>= 0 and var length)) return null;
        var end = from + length + 2;
        var kind = (char)bytes[from];
        if (kind is not ('$' or '=' or '!' or '*' or '>' or '~' or '%')) return end;
        if (!Utf8Parser.TryParse(bytes[(from + 1)..(end - 2)], out int count, out _)) throw new InvalidDataException("That is no reply of Redis.");
        if (count < 0) return end;
        if (kind is '$' or '=' or '!') return end + count + 2 is var whole && whole <= bytes.Length ? whole : null;
        for (var i = kind == '%' ? 2 * count : count; i > 0; i--)
        {
            if (End(bytes, end) is not { } next) return null;
            end = next;
        }
        return end;
    }
}

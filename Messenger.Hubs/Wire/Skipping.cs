using MessagePack;

namespace Messenger.Hubs.Wire;

/// <summary>Skips what a newer peer sends. The library's own skipping follows any depth, and a frame of nothing but arrays is deep.</summary>
static class Skipping
{
    /// <summary>Skips one value that nests at most so deep.</summary>
    public static void SkipValue(ref MessagePackReader reader, int depth)
    {
        if (depth < 0) throw new MessagePackSerializationException("Nested too deep.");
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Array:
                for (var left = reader.ReadArrayHeader(); left > 0; left--) SkipValue(ref reader, depth - 1);
                break;
            case MessagePackType.Map:
                for (var left = 2L * reader.ReadMapHeader(); left > 0; left--) SkipValue(ref reader, depth - 1);
                break;
            default:
                reader.Skip();
                break;
        }
    }
}

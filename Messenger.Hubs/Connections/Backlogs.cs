namespace Messenger.Hubs.Connections;

/// <summary>The bytes that wait for all of a node's connections that have fallen behind.</summary>
sealed class Backlogs(ConnectionSettings settings)
{
    long _bytes;

    /// <summary>All of them together.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>More bytes wait, or fewer when negative. True while the node can bear them.</summary>
    public bool Add(long bytes) => Interlocked.Add(ref _bytes, bytes) <= settings.BacklogBytes;
}

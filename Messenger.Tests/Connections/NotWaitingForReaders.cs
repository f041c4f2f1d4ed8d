using System.IO.Pipelines;
using Messenger.Hubs.Connections;
using Xunit;

namespace Messenger.Tests.Connections;

/// <summary>What lies under each connection of the hub.</summary>
public sealed class NotWaitingForReaders
{
    const int Soft = 64 * 1024;

    readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: Soft, resumeWriterThreshold: Soft / 2, useSynchronizationContext: false));
    int _cuts;

    [Fact]
    public async Task A_flush_never_waits_and_the_connection_is_behind_until_its_reader_has_caught_up()
    {
        var node = new Backlogs(new());
        var writer = Writer(node);

        await WriteAsync(writer, Soft - 1);
        Assert.True(writer.DrainedAsync().IsCompleted);
        await WriteAsync(writer, 100_000);
        await WriteAsync(writer, 100_000);
        var drained = writer.DrainedAsync();

        Assert.False(drained.IsCompleted);
        Assert.Equal(200_000, node.Bytes);
        await ReadAllAsync();
        await drained.WaitAsync(Employee.Patience, TestContext.Current.CancellationToken);
        Assert.Equal((0L, 0), (node.Bytes, _cuts));
        await WriteAsync(writer, 1_000);
        Assert.True(writer.DrainedAsync().IsCompleted);
    }

    [Fact]
    public async Task Who_falls_too_far_behind_is_cut_off_once_and_what_is_written_then_goes_nowhere()
    {
        var node = new Backlogs(new());
        var writer = Writer(node);
        await WriteAsync(writer, Soft);
        var drained = writer.DrainedAsync();

        for (var i = 0; i < 10; i++) await WriteAsync(writer, NonWaitingWriter.MostBehind / 4);

        Assert.Equal(1, _cuts);
        Assert.True(drained.IsCompleted);
        Assert.Equal(0, node.Bytes);
        Assert.True((await writer.FlushAsync(TestContext.Current.CancellationToken)).IsCompleted);
    }

    [Fact]
    public async Task A_nodes_backlogs_together_are_bounded()
    {
        var node = new Backlogs(new() { BacklogBytes = 1_000_000 });
        node.Add(950_000); // of others
        var writer = Writer(node);

        await WriteAsync(writer, Soft);

        Assert.Equal(1, _cuts);
        Assert.Equal(950_000, node.Bytes);
    }

    [Fact]
    public async Task A_connection_that_ends_takes_its_backlog_with_it()
    {
        var node = new Backlogs(new());
        var writer = Writer(node);
        await WriteAsync(writer, 2 * Soft);
        var drained = writer.DrainedAsync();

        writer.Complete();

        await drained.WaitAsync(Employee.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(0, node.Bytes);
    }

    NonWaitingWriter Writer(Backlogs node) => new(_pipe.Writer, () => _cuts++, node);

    static async Task WriteAsync(NonWaitingWriter writer, int bytes)
    {
        writer.GetSpan(bytes)[..bytes].Clear();
        writer.Advance(bytes);
        var flush = writer.FlushAsync(TestContext.Current.CancellationToken);
        Assert.True(flush.IsCompleted);
        await flush;
    }

    async Task ReadAllAsync()
    {
        while (_pipe.Reader.TryRead(out var read) && !read.Buffer.IsEmpty) _pipe.Reader.AdvanceTo(read.Buffer.End);
        await Task.CompletedTask;
    }
}

using Messenger.Faults.Checking;
using Messenger.Faults.Checking.Events;
using Xunit;

namespace Messenger.Tests.Faults;

/// <summary>Memory is judged over the whole of a run and over all nodes: one node that takes over another's connections has no leak.</summary>
public sealed class JudgingMemory
{
    const long MiB = 1 << 20;

    [Fact]
    public void Memory_that_grows_from_mark_to_mark_is_found()
    {
        var history = Run(Enumerable.Range(0, 12).Select(mark => (60 + 8 * mark, 60 + 8 * mark)));

        var growth = MemoryUse.Growth(MemoryUse.Totals(history));

        Assert.Equal((2 * (60 + 8 * 3) * MiB, 2 * (60 + 8 * 8) * MiB), growth);
    }

    [Fact]
    public void Connections_that_move_to_the_other_node_are_no_growth()
    {
        var history = Run(Enumerable.Range(0, 12).Select(mark => mark < 6 ? (60, 60) : (100, 20)));

        Assert.Null(MemoryUse.Growth(MemoryUse.Totals(history)));
    }

    [Fact]
    public void One_high_mark_is_no_growth()
    {
        var history = Run(Enumerable.Range(0, 12).Select(mark => mark == 11 ? (300, 300) : (60, 60)));

        Assert.Null(MemoryUse.Growth(MemoryUse.Totals(history)));
    }

    [Fact]
    public void A_mark_at_which_a_node_did_not_answer_says_nothing()
    {
        var events = Measured([(60, 60), (60, 60)]).Where(m => m is not { Mark: 1, Node: "node 2" });

        Assert.Equal([(0, 2, 120 * MiB)], MemoryUse.Totals(new History(events)));
    }

    static History Run(IEnumerable<(int, int)> live) => new(Measured(live));

    static IEnumerable<NodeMeasured> Measured(IEnumerable<(int First, int Second)> live) => live.SelectMany((at, mark) => (NodeMeasured[])
    [
        new() { Node = "node 1", Mark = mark, Live = at.First * MiB, Resident = 0, At = 1_000_000 * mark },
        new() { Node = "node 2", Mark = mark, Live = at.Second * MiB, Resident = 0, At = 1_000_000 * mark + 1 },
    ]);
}

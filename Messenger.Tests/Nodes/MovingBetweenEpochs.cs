using FsCheck.Xunit;
using Messenger.Hubs.Conversations;
using Xunit;

namespace Messenger.Tests.Nodes;

/// <summary>The bookkeeping of delivery groups, fed in any order and with losses.</summary>
public sealed class MovingBetweenEpochs
{
    static readonly Guid Room = Employee.NewId();
    static readonly Guid Ann = Employee.NewId();
    static readonly Guid Bob = Employee.NewId();

    [Fact]
    public void Those_who_stay_move_and_who_was_removed_does_not()
    {
        var node = new GroupMemberships();
        node.Enter(Room, 0, "ann", Ann);
        node.Enter(Room, 0, "bob", Bob);

        var moved = node.Move(Room, 0, 1, [Bob]);

        Assert.Equal(["ann"], moved.Connections);
        Assert.Empty(moved.Stale);
        Assert.Equal(Ann, node.AnyUserAt(Room, 1));
        Assert.Null(node.Leave(Room, "bob"));
    }

    [Fact]
    public void Who_missed_a_removal_moves_no_further_until_he_has_asked()
    {
        var node = new GroupMemberships();
        node.Enter(Room, 0, "ann", Ann);
        node.Enter(Room, 0, "bob", Bob);

        // The news of Bob's removal (epoch 1) was lost.
        var moved = node.Move(Room, 1, 2, []);

        Assert.Empty(moved.Connections);
        Assert.Equal(["ann", "bob"], moved.Stale.Order());
        Assert.Equal((true, null), node.Enter(Room, 2, "ann", Ann));
    }

    [Fact]
    public void A_read_from_before_the_news_does_not_bring_a_connection_back()
    {
        var node = new GroupMemberships();
        node.Enter(Room, 0, "ann", Ann);
        node.Move(Room, 0, 1, [Bob]);

        Assert.Equal((false, null), node.Enter(Room, 0, "ann", Ann));
        Assert.Equal(1, node.Leave(Room, "ann"));
    }

    [Fact]
    public void A_connection_that_is_gone_is_nowhere()
    {
        var node = new GroupMemberships();
        node.Enter(Room, 0, "ann", Ann);

        node.Forget("ann");

        Assert.Null(node.AnyUserAt(Room, 0));
        Assert.Empty(node.Move(Room, 0, 1, []).Connections);
    }

    /// <summary>
    /// The members change one by one; this node hears of some changes, in any order, and of reads at any time. Nobody is ever at an epoch that began
    /// when he was not a member.
    /// </summary>
    [Property(MaxTest = 2_000)]
    public bool Nobody_is_at_an_epoch_at_which_he_is_no_member(bool[] removesAnn, (byte Which, bool IsRead)[] heard)
    {
        var node = new GroupMemberships();
        var isMember = new List<(bool Ann, bool Bob)> { (true, true) };
        var moves = new List<Guid>();
        foreach (var removesHer in removesAnn.Take(12))
        {
            // Whoever is out comes back without a new epoch, before the next removal.
            moves.Add(removesHer ? Ann : Bob);
            isMember.Add((!removesHer, removesHer));
        }

        foreach (var (which, isRead) in heard)
        {
            if (isRead)
            {
                var epoch = which % isMember.Count;
                if (isMember[epoch].Ann) node.Enter(Room, epoch, "ann", Ann);
                if (isMember[epoch].Bob) node.Enter(Room, epoch, "bob", Bob);
            }
            else if (moves.Count > 0)
            {
                var epoch = which % moves.Count;
                node.Move(Room, epoch, epoch + 1, [moves[epoch]]);
            }
        }

        return (node.Leave(Room, "ann") is not { } anns || isMember[anns].Ann) && (node.Leave(Room, "bob") is not { } bobs || isMember[bobs].Bob);
    }
}

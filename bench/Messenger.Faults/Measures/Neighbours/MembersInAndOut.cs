using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Faults.Workload;

namespace Messenger.Faults.Measures.Neighbours;

/// <summary>The owner of a large group who adds and removes a member in a loop: each removal moves all members' connections to another delivery group.</summary>
static class MembersInAndOut
{
    public static async Task RunAsync(AbuseOrder order, Tally tally, CancellationToken stop)
    {
        using var session = new DeviceSession(order.Owner, order.Nodes[0], []);
        var (everybody, who) = (order.Owner.Conversations[1], order.Strangers[^1].User);
        for (var added = true; !stop.IsCancellationRequested; added = !added)
        {
            if (added) Count("removed", (await session.Api(0).RemoveMemberAsync(everybody, who, CancellationToken.None)).Error);
            else Count("added", (await session.Api(0).AddMembersAsync(everybody, new AddMembers { UserIds = [who] }, CancellationToken.None)).Error);
        }
        // The next round finds him there.
        await session.Api(0).AddMembersAsync(everybody, new AddMembers { UserIds = [who] }, CancellationToken.None);

        void Count(string done, Refusal? error) => tally.Add(error is null ? done : $"refused: {error.Code}");
    }
}

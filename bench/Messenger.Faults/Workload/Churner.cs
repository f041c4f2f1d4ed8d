using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Faults.Checking.Events;
using Messenger.Faults.Recording;

namespace Messenger.Faults.Workload;

/// <summary>An owner who removes a member and adds him again; each change is repeated until its outcome is known.</summary>
sealed class Churner(ChurnPlan plan, DeviceSession owner, HistoryWriter history, Random chance, Rest rest)
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Goes on until told to stop; what is under way is finished first.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        for (var added = false; !stop.IsCancellationRequested;)
        {
            await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(chance.Next(1_000, 6_000)), stop));
            if (!stop.IsCancellationRequested && await rest.TryAsync(() => ChangeAsync(added))) added = !added;
        }
    }

    async Task ChangeAsync(bool added)
    {
        var change = new MemberChanged { User = plan.Owner, Device = owner.Plan.Name, Conversation = plan.Conversation, Who = plan.Who, Added = added, Phase = Phase.Invoke };
        history.Write(change);
        var (phase, code) = added
            ? await UntilKnownAsync<Conversation>(way => ct => owner.Api(way).AddMembersAsync(plan.Conversation, new AddMembers { UserIds = [plan.Who] }, ct))
            : await UntilKnownAsync<Done>(way => ct => owner.Api(way).RemoveMemberAsync(plan.Conversation, plan.Who, ct));
        // A removal that was done by a try of unknown outcome finds nobody.
        history.Write(change with { Phase = phase == Phase.Refused && code != nameof(ErrorCode.NotFound) ? Phase.Refused : Phase.Ok });
    }

    async Task<(Phase, string?)> UntilKnownAsync<T>(Func<int, Func<CancellationToken, Task<Reply<T>>>> ask)
        where T : class
    {
        var (phase, _, code) = await Tries.UntilKnownAsync(ct => ask(chance.Next(owner.Ways))(ct), Limit, CancellationToken.None);
        return (phase, code);
    }
}

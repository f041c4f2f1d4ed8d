using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Checking;

/// <summary>
/// When people were no members of conversations: from the version and the acknowledgement of a removal to the beginning of the operation
/// that added them again. The entries of the log and the operations of the history come in the same order, one of each for each change.
/// </summary>
sealed class MemberTimes
{
    readonly Dictionary<(Guid Conversation, Guid User), List<Absence>> _absences = [];
    readonly HashSet<(Guid Conversation, Guid User)> _changing = [];

    public MemberTimes(History history)
    {
        foreach (var operations in history.Of<MemberChanged>().GroupBy(m => (m.Conversation, m.Who)))
        {
            _changing.Add(operations.Key);
            var versions = history.Log.Rows(operations.Key.Conversation).Where(r => r.Left?.Contains(operations.Key.Who) == true).Select(r => r.Version).ToList();
            List<Absence> absences = [];
            if (operations.First().Added) absences.Add(new(long.MinValue, long.MinValue, long.MaxValue));
            var removals = 0;
            foreach (var operation in operations)
            {
                if (operation is { Added: false, Phase: Phase.Ok } && removals < versions.Count)
                    absences.Add(new(versions[removals++], operation.At, long.MaxValue));
                else if (operation is { Added: true, Phase: Phase.Invoke } && absences is [.., { Until: long.MaxValue } last])
                    absences[^1] = last with { Until = operation.At };
            }
            _absences[operations.Key] = absences;
        }
    }

    /// <summary>The times when somebody was no member.</summary>
    public IReadOnlyList<Absence> Of(Guid conversation, Guid user) => _absences.GetValueOrDefault((conversation, user), []);

    /// <summary>The membership was changed in this run, so that what the member sees has a beginning or an end within it.</summary>
    public bool Changes(Guid conversation, Guid user) => _changing.Contains((conversation, user));
}

/// <summary>Somebody was no member.</summary>
/// <param name="Version">Rows with a higher version were not for him.</param>
/// <param name="From">When the removal was acknowledged.</param>
/// <param name="Until">When it began to be taken back; until then no such row may reach him.</param>
sealed record Absence(long Version, long From, long Until);

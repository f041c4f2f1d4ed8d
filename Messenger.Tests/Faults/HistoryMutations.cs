using Messenger.Faults.Checking;
using Messenger.Faults.Checking.Events;

namespace Messenger.Tests.Faults;

/// <summary>For each invariant, one single wrong that breaks it.</summary>
static class HistoryMutations
{
    public static readonly IReadOnlyDictionary<string, Action<List<HistoryEvent>>> All = new Dictionary<string, Action<List<HistoryEvent>>>
    {
        ["I1"] = DropAnAcknowledgedMessage,
        ["I2"] = StoreAMessageTwice,
        ["I3"] = AlterWhatOneDeviceSees,
        ["I4"] = LeaveAHole,
        ["I5"] = SwapTwoMessages,
        ["I6"] = InventAMessage,
        ["I7"] = SkipARowOfAView,
        ["I8"] = PushToOneWhoWasRemoved,
        ["I9"] = PushToAnEndedSession,
        ["I10"] = LowerACursor,
        ["I11"] = LetADeviceNeverConverge,
        ["I12"] = BringARecalledTextBack,
        ["I13"] = LoseAMessageInTheCrash,
        ["I14"] = FallSilent,
    };

    static void DropAnAcknowledgedMessage(List<HistoryEvent> events)
    {
        var lost = events.OfType<Sent>().Last(s => s.Phase == Phase.Ok);
        ReplaceLogs(events, lost.Conversation, _ => true, rows => [.. rows.Where(r => r.MessageId != lost.MessageId)]);
    }

    static void StoreAMessageTwice(List<HistoryEvent> events) =>
        ReplaceLogs(events, Busiest(events), _ => true, rows => [.. rows, rows.Last(r => !r.IsSystem) with { Seq = rows[^1].Seq + 1, Version = rows.Max(r => r.Version) + 1 }]);

    static void AlterWhatOneDeviceSees(List<HistoryEvent> events) =>
        Replace<Pushed>(events, p => p.Rows is [{ IsSystem: false }], p => p with { Rows = [p.Rows[0] with { Hash = p.Rows[0].Hash + 1 }] });

    static void LeaveAHole(List<HistoryEvent> events) =>
        ReplaceLogs(events, Busiest(events), _ => true, rows => [.. rows.Where((_, i) => i != rows.Count / 2)]);

    /// <summary>Two messages, one acknowledged long before the other was begun, change places in all that anybody was ever told.</summary>
    static void SwapTwoMessages(List<HistoryEvent> events)
    {
        var conversation = Busiest(events);
        var acknowledged = events.OfType<Sent>().Where(s => s.Conversation == conversation && s.Phase == Phase.Ok).ToList();
        var (a, b) = (acknowledged[0], acknowledged[^1]);
        for (var i = 0; i < events.Count; i++)
        {
            events[i] = events[i] switch
            {
                Sent { Phase: Phase.Ok } s when s.MessageId == a.MessageId => s with { Seq = b.Seq, Version = b.Version },
                Sent { Phase: Phase.Ok } s when s.MessageId == b.MessageId => s with { Seq = a.Seq, Version = a.Version },
                FinalLog log when log.Conversation == conversation => log with { Rows = [.. log.Rows.Select(Swap).OrderBy(r => r.Seq)] },
                var other => other,
            };
        }

        Row Swap(Row row) =>
            row.MessageId == a.MessageId && !row.IsSystem ? row with { Seq = b.Seq }
            : row.MessageId == b.MessageId && !row.IsSystem ? row with { Seq = a.Seq }
            : row;
    }

    static void InventAMessage(List<HistoryEvent> events) =>
        ReplaceLogs(events, Busiest(events), _ => true, rows => [.. rows, new Row(rows[^1].Seq + 1, rows.Max(r => r.Version) + 1, rows[^1].Sender, new Guid(99, 9, 9, new byte[8]), 9)]);

    static void SkipARowOfAView(List<HistoryEvent> events) =>
        Replace<Viewed>(events, v => !v.Final && v.Rows.Count > 2, v => v with { Rows = [.. v.Rows.Where((_, i) => i != 1)] });

    static void PushToOneWhoWasRemoved(List<HistoryEvent> events)
    {
        var removal = events.OfType<MemberChanged>().First(m => m is { Added: false, Phase: Phase.Ok });
        var back = events.OfType<MemberChanged>().FirstOrDefault(m => m is { Added: true, Phase: Phase.Invoke })?.At ?? long.MaxValue;
        var version = events.OfType<FinalLog>().SelectMany(l => l.Rows).First(r => r.Left?.Contains(removal.Who) == true).Version;
        var other = events.OfType<Pushed>().First(p => p.Conversation == removal.Conversation && p.At < back && p.User != removal.Who && p.Version > version);
        events.Add(other with { User = removal.Who, Device = "5" });
    }

    static void PushToAnEndedSession(List<HistoryEvent> events)
    {
        var revoked = events.OfType<Revoked>().First(r => r.Phase == Phase.Ok);
        var live = events.OfType<Pushed>().Last();
        events.Add(live with { Session = revoked.Ended, At = Math.Max(live.At, revoked.At) + 20_000_000 });
    }

    static void LowerACursor(List<HistoryEvent> events) =>
        Replace<FinalHead>(events, h => h.Read > 0 && events.OfType<Marked>().Any(m => m.User == h.User && m.Conversation == h.Conversation && m.Phase == Phase.Ok && m.Seq == h.Read), h => h with { Read = h.Read - 1 });

    static void LetADeviceNeverConverge(List<HistoryEvent> events) => events.Remove(events.OfType<Converged>().Last());

    /// <summary>An answer to a question asked long after the recall still has the text.</summary>
    static void BringARecalledTextBack(List<HistoryEvent> events)
    {
        var final = events.OfType<FinalLog>().Where(l => l.Source == History.Sql).ToDictionary(l => l.Conversation);
        var recall = events.OfType<Edited>().First(e => e is { Phase: Phase.Ok, State: RowState.Recalled });
        var row = final[recall.Conversation].Rows[(int)recall.Seq - 1];
        var text = events.OfType<Sent>().First(s => s.MessageId == row.MessageId).Hash;
        var end = events.Max(e => e.At);
        events.Add(new Fetched
        {
            Device = "0",
            User = GoodHistory.UserId(0),
            Conversation = recall.Conversation,
            Invoked = end + 1,
            At = end + 2,
            Rows = [row with { Hash = text, State = RowState.Posted, Version = row.Version - 1 }],
        });
    }

    static void LoseAMessageInTheCrash(List<HistoryEvent> events) =>
        ReplaceLogs(events, Busiest(events), l => l.Source == History.AfterCrash, rows => [.. rows.SkipLast(1)]);

    static void FallSilent(List<HistoryEvent> events)
    {
        var fault = events.OfType<FaultDone>().First(f => f.Begins);
        events.RemoveAll(e => e is Sent { Phase: Phase.Ok } && e.At > fault.At && e.At < fault.At + 20_000_000);
    }

    static Guid Busiest(List<HistoryEvent> events) => events.OfType<FinalLog>().MaxBy(l => l.Rows.Count)!.Conversation;

    static void ReplaceLogs(List<HistoryEvent> events, Guid conversation, Func<FinalLog, bool> which, Func<IReadOnlyList<Row>, IReadOnlyList<Row>> change)
    {
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is FinalLog log && log.Conversation == conversation && which(log)) events[i] = log with { Rows = change(log.Rows) };
        }
    }

    static void Replace<T>(List<HistoryEvent> events, Predicate<T> which, Func<T, T> change)
        where T : HistoryEvent
    {
        var place = events.FindIndex(e => e is T one && which(one));
        events[place] = change((T)events[place]);
    }
}

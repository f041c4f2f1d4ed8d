using Messenger.Faults.Checking;
using Messenger.Faults.Checking.Events;
using Xunit;

namespace Messenger.Tests.Faults;

/// <summary>The checker is itself checked: it is silent about good histories, and each single wrong in one is found by its own invariant.</summary>
public sealed class JudgingHistories
{
    [Fact]
    public void Two_hundred_good_histories_with_unknown_outcomes_are_clean()
    {
        var verdicts = Enumerable.Range(1, 200).Select(seed => (seed, Checker.Check(new History(GoodHistory.Make(seed))))).ToList();

        Assert.All(verdicts, v => Assert.Equal([], v.Item2.Violations.Select(b => $"seed {v.seed}: {b}")));
        Assert.All(verdicts, v => Assert.Equal(Judgement.Clean, v.Item2.Judgement));
        Assert.All(verdicts, v => Assert.True(v.Item2 is { Acknowledged: > 100, Unknown: > 10, Recovered: > 0, Faults: 3 }));
    }

    [Theory]
    [MemberData(nameof(Mutations))]
    public void One_wrong_in_a_good_history_is_found_by_its_own_invariant(string invariant, int seed)
    {
        var events = GoodHistory.Make(seed);

        HistoryMutations.All[invariant](events);

        var verdict = Checker.Check(new History(events));
        Assert.Equal(Judgement.Violated, verdict.Judgement);
        Assert.Contains(invariant, verdict.Counts.Keys);
        Assert.Contains(invariant, Checker.Check(new History(events), [invariant]).Counts.Keys);
    }

    [Fact]
    public void A_run_without_a_send_an_unknown_outcome_or_a_fault_proves_nothing()
    {
        var events = GoodHistory.Make(1);

        Judgement[] judgements =
        [
            Checker.Check(new History([])).Judgement,
            Checker.Check(new History(events.Where(e => e is not FaultDone))).Judgement,
            Checker.Check(new History(events.OfType<FaultDone>().Concat<HistoryEvent>(OneSend()))).Judgement,
        ];

        Assert.All(judgements, j => Assert.Equal(Judgement.Invalid, j));
    }

    [Fact]
    public void Every_invariant_has_its_mutation()
    {
        Assert.Equal(Enumerable.Range(1, 14).Select(i => $"I{i}"), Checker.Invariants.Select(i => i.Name));
        Assert.Equal(Checker.Invariants.Select(i => i.Name), HistoryMutations.All.Keys);
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void A_silence_is_excused_by_a_worse_fault_beside_it_and_by_a_pause(bool beside, bool paused, bool isBroken)
    {
        const long second = 1_000_000;
        var fault = new FaultDone { Fault = "F9", Target = "Redis", Begins = true, LongestSilence = 5 * second, At = 2 * second };
        List<HistoryEvent> events = [Acknowledged(1 * second), fault, fault with { Begins = false, At = 20 * second }, Acknowledged(21 * second)];
        if (paused) events.Add(new Paused { At = 4 * second });
        if (beside) events.AddRange([fault with { Fault = "F7", LongestSilence = 30 * second }, fault with { Fault = "F7", Begins = false, At = 20 * second }]);

        var verdict = Checker.Check(new History(events), ["I14"]);

        Assert.Equal(isBroken, verdict.Counts.ContainsKey("I14"));
    }

    static Sent Acknowledged(long at) =>
        new() { At = at, User = new(1, 1, 1, new byte[8]), Conversation = new(2, 2, 2, new byte[8]), MessageId = new(3, 3, 3, new byte[8]), Hash = 5, Phase = Phase.Ok, Seq = at, Version = at };

    public static TheoryData<string, int> Mutations()
    {
        var data = new TheoryData<string, int>();
        foreach (var invariant in HistoryMutations.All.Keys)
        {
            for (var seed = 1; seed <= 5; seed++) data.Add(invariant, seed);
        }
        return data;
    }

    static IEnumerable<HistoryEvent> OneSend()
    {
        var sent = new Sent { At = 1, User = new(1, 1, 1, new byte[8]), Conversation = new(2, 2, 2, new byte[8]), MessageId = new(3, 3, 3, new byte[8]), Hash = 5, Phase = Phase.Invoke };
        return [sent, sent with { At = 2, Phase = Phase.Ok, Seq = 1, Version = 1 }, new FinalLog { At = 3, Source = History.Sql, Conversation = sent.Conversation, Rows = [new(1, 1, sent.User, sent.MessageId, 5)] }];
    }
}

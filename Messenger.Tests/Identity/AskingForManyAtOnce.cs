using Messenger.Infrastructure.Identity;
using Xunit;

namespace Messenger.Tests.Identity;

public sealed class AskingForManyAtOnce
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_comes_while_a_question_is_under_way_shares_the_next_one()
    {
        var (asked, first) = (new List<int>(), new TaskCompletionSource<IReadOnlySet<Guid>>());
        var begun = new TaskCompletionSource();
        var open = Employee.NewId();
        var questions = new SharedQuestions(atOnce: 1, ids =>
        {
            asked.Add(ids.Count);
            begun.TrySetResult();
            return asked.Count == 1 ? first.Task : Task.FromResult<IReadOnlySet<Guid>>(new HashSet<Guid> { open });
        });

        var alone = questions.AskAsync(Employee.NewId(), Cancelled);
        await begun.Task;
        Task<bool>[] crowd = [.. Enumerable.Range(0, 99).Select(_ => questions.AskAsync(Employee.NewId(), Cancelled)), questions.AskAsync(open, Cancelled)];
        first.SetResult(new HashSet<Guid>());

        Assert.False(await alone);
        var answers = await Task.WhenAll(crowd);
        Assert.Equal(Enumerable.Repeat(false, 99).Append(true), answers);
        Assert.Equal([1, 100], asked);
    }

    [Fact]
    public async Task A_question_that_fails_does_so_for_all_who_share_it_and_the_next_is_asked_anew()
    {
        var fails = true;
        var questions = new SharedQuestions(atOnce: 2, ids => fails ? throw new IOException("Gone.") : Task.FromResult<IReadOnlySet<Guid>>(ids.ToHashSet()));

        var crowd = Enumerable.Range(0, 10).Select(_ => questions.AskAsync(Employee.NewId(), Cancelled)).ToList();
        foreach (var one in crowd) await Assert.ThrowsAsync<IOException>(() => one);
        fails = false;

        Assert.True(await questions.AskAsync(Employee.NewId(), Cancelled));
    }

    [Fact]
    public async Task A_question_that_hangs_does_not_hold_up_those_who_come_later()
    {
        var (hanging, begun) = (new TaskCompletionSource<IReadOnlySet<Guid>>(), new TaskCompletionSource());
        var questions = new SharedQuestions(atOnce: 2, ids => begun.TrySetResult() ? hanging.Task : Task.FromResult<IReadOnlySet<Guid>>(ids.ToHashSet()));

        var stuck = questions.AskAsync(Employee.NewId(), Cancelled);
        await begun.Task;
        Assert.True(await questions.AskAsync(Employee.NewId(), Cancelled));

        hanging.SetResult(new HashSet<Guid>());
        Assert.False(await stuck);
    }
}

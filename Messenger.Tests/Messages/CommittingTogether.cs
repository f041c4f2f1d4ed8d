using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Messages;
using Xunit;

namespace Messenger.Tests.Messages;

/// <summary>The group commit against a log that answers, breaks, and commits without saying so.</summary>
public sealed class CommittingTogether
{
    static readonly GroupCommitLimits Quick = new() { Lanes = 2, BatchSize = 8, Patience = TimeSpan.FromMinutes(1), Pause = TimeSpan.FromTicks(1) };

    /// <summary>What a client does: who posts what where, and how often he says it.</summary>
    public sealed record Post(int Conversation, int Sender, int Message, int Times, bool Poisoned);

    public static Arbitrary<Post[]> Posts() => Arb.From(
        (from conversation in Gen.Choose(0, 3)
         from sender in Gen.Choose(0, 4)
         from message in Gen.Choose(0, 30)
         from times in Gen.Choose(1, 3)
         from poisoned in Gen.Frequency((30, Gen.Constant(false)), (1, Gen.Constant(true)))
         select new Post(conversation, sender, message, times, poisoned)).ArrayOf());

    public static Arbitrary<Fate[]> Fates() => Arb.From(
        Gen.Frequency(
            (6, Gen.Constant(Fate.Commits)), (1, Gen.Constant(Fate.IsUnavailable)), (2, Gen.Constant(Fate.CommitsUnheard)),
            (1, Gen.Constant(Fate.VanishesUnheard))).ArrayOf());

    [Property(MaxTest = 2_000, Arbitrary = [typeof(CommittingTogether)])]
    public async Task<bool> Whatever_breaks_each_message_is_stored_once_and_answered_the_same_each_time(Post[] posts, Fate[] fates)
    {
        var log = new SimulatedLog(fates) { Strangers = { Id(4) } };
        await using var commit = new GroupCommit<NewMessage, Message>(log, new RecordedDelivery(), TimeProvider.System, Quick);

        var answers = await Task.WhenAll(posts.SelectMany(p => Enumerable.Repeat(p, p.Times)).Select(async post =>
        {
            try
            {
                return (post, answer: (Result<Message>?)await commit.WriteAsync(New(post), CancellationToken.None));
            }
            catch (WriteFailedException)
            {
                return (post, answer: null);
            }
        }));

        return answers.All(a => IsRight(a.post, a.answer, log)) && log.Logs.Values.All(IsDense);
    }

    [Fact]
    public async Task A_refused_message_never_fails_its_neighbours()
    {
        var log = new SimulatedLog([]);
        await using var commit = new GroupCommit<NewMessage, Message>(log, new RecordedDelivery(), TimeProvider.System, Quick with { Lanes = 1, BatchSize = 100 });
        var posts = Enumerable.Range(0, 40).Select(i => new Post(i % 2, 0, i, 1, Poisoned: i == 17)).ToList();

        var answers = await Task.WhenAll(posts.Select(async p => await Record.ExceptionAsync(() => commit.WriteAsync(New(p), CancellationToken.None))));

        Assert.Equal([17], Enumerable.Range(0, 40).Where(i => answers[i] is not null));
        Assert.Equal(39, log.Logs.Values.Sum(l => l.Count));
    }

    [Fact]
    public async Task A_locked_conversation_delays_only_those_who_post_there()
    {
        var log = new SimulatedLog([]) { Locked = { Id(1) } };
        await using var commit = new GroupCommit<NewMessage, Message>(log, new RecordedDelivery(), TimeProvider.System, Quick with { Lanes = 1 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => commit.WriteAsync(New(new(i % 2, 0, i, 1, false)), CancellationToken.None)));

        Assert.Equal([null, ErrorCode.UnavailableRetry, null, ErrorCode.UnavailableRetry, null, ErrorCode.UnavailableRetry], answers.Select(CodeOf));
    }

    [Fact]
    public async Task Parts_of_a_batch_of_unknown_end_are_written_as_reruns_too()
    {
        var gate = new TaskCompletionSource();
        var log = new SimulatedLog([Fate.Commits, Fate.CommitsUnheard]) { LockedOnRerun = { Id(1) }, Gate = gate.Task };
        await using var commit = new GroupCommit<NewMessage, Message>(log, new RecordedDelivery(), TimeProvider.System, Quick with { Lanes = 1 });
        var first = commit.WriteAsync(New(new(0, 0, 0, 1, false)), CancellationToken.None);
        await log.Entered;
        // While the first is under way, these gather in one batch, whose end is unknown, and whose rerun meets a locked conversation.
        var others = Enumerable.Range(1, 6).Select(i => commit.WriteAsync(New(new(i % 2, 0, i, 1, false)), CancellationToken.None)).ToList();
        gate.SetResult();

        Assert.All(await Task.WhenAll([first, .. others]), a => Assert.Null(CodeOf(a)));
        Assert.Equal([(1, false), (6, false), (6, true), (3, true), (3, true)], log.Writes.Select(w => (w.Items, w.Rerun)));
    }

    [Fact]
    public async Task Who_loses_patience_is_told_to_retry_and_never_that_it_failed()
    {
        var log = new SimulatedLog(Enumerable.Repeat(Fate.IsUnavailable, 1_000));
        await using var commit = new GroupCommit<NewMessage, Message>(
            log, new RecordedDelivery(), TimeProvider.System, Quick with { Patience = TimeSpan.FromMilliseconds(50), Pause = TimeSpan.FromMilliseconds(5) });

        var answer = await commit.WriteAsync(New(new(0, 0, 0, 1, false)), CancellationToken.None);

        Assert.Equal(ErrorCode.UnavailableRetry, CodeOf(answer));
    }

    [Fact]
    public async Task What_was_taken_is_answered_before_the_end()
    {
        var log = new SimulatedLog([]);
        var commit = new GroupCommit<NewMessage, Message>(log, new RecordedDelivery(), TimeProvider.System, Quick);
        var answers = Enumerable.Range(0, 50).Select(i => commit.WriteAsync(New(new(i % 3, 0, i, 1, false)), CancellationToken.None)).ToList();

        await commit.DisposeAsync();

        // No new commit is under way any more, so all that is missing are the callers' own continuations.
        Assert.All(await Task.WhenAll(answers), a => Assert.Null(CodeOf(a)));
        Assert.Equal(50, log.Logs.Values.Sum(l => l.Count));
    }

    static bool IsRight(Post post, Result<Message>? answer, SimulatedLog log)
    {
        var stored = log.Logs.GetValueOrDefault(Id(post.Conversation))?.Where(m => m.SenderId == Id(post.Sender) && m.ClientMessageId == Id(post.Message)).ToList() ?? [];
        if (answer is null) return post.Poisoned;
        return answer.Value.IsOk(out var message, out var refusal)
            ? stored is [var only] && only == message
            // After a try of unknown end a refusal is not the last word: whoever asks is told to ask again.
            : refusal.Code is ErrorCode.NotAMember or ErrorCode.UnavailableRetry && post.Sender == 4 && stored.Count == 0;
    }

    static bool IsDense(List<Message> log) => log.Select(m => m.Seq).SequenceEqual(Enumerable.Range(1, log.Count).Select(i => (long)i));

    static ErrorCode? CodeOf(Result<Message> answer) => answer.IsOk(out _, out var refusal) ? null : refusal.Code;

    static NewMessage New(Post post) =>
        new(Id(post.Conversation), Id(post.Sender), Id(post.Message), post.Poisoned ? SimulatedLog.Poison : $"message {post.Message}");

    static Guid Id(int n) => new(n, 0, 0, new byte[8]);
}

using System.Threading.Channels;
using Messenger.Contracts;

namespace Messenger.Domain;

/// <summary>How items are gathered into batches.</summary>
public sealed record GroupCommitLimits
{
    /// <summary>Batches that may be under way at the same time; a conversation's items always take the same lane, one batch after the other.</summary>
    public int Lanes { get; init; } = 1;

    /// <summary>Items of one batch, at most.</summary>
    public int BatchSize { get; init; } = 200;

    /// <summary>Items that wait in one lane, at most; who comes then is told to retry.</summary>
    public int Backlog { get; init; } = 5_000;

    /// <summary>How long a caller waits for an answer, at most; then he is told to retry, which is safe whatever happened.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a try of unknown end may still wait in the database, at most: the writers' bound for locks, and some.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The pause between two tries while the database cannot be reached.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(200);
}

/// <summary>
/// Gathers concurrent items and commits them together. There is no timer: what arrives while one commit is under way goes into the next.
/// </summary>
/// <remarks>
/// A batch ends in one of three ways. <em>Committed</em>: each caller gets his own answer, then the pushes go out. <em>Refused</em> as a
/// whole: its conversations are tried one by one, then the items of the one that fails, so that no neighbour pays for it; who waits for a
/// conversation that is locked is told to retry.
/// <em>Unknown</em>: the same items are written again, which the writer answers from what is stored, before anyone is told anything.
/// A caller who gives up, or whose patience ends, changes nothing for the batch.
/// </remarks>
public sealed class GroupCommit<TItem, TAnswer> : IAsyncDisposable
    where TAnswer : notnull
{
    readonly IBatchWriter<TItem, TAnswer> _writer;
    readonly ILiveDelivery _live;
    readonly TimeProvider _clock;
    readonly GroupCommitLimits _limits;
    readonly Channel<Pending>[] _lanes;
    readonly Task _running;

    /// <summary>Starts the lanes.</summary>
    public GroupCommit(IBatchWriter<TItem, TAnswer> writer, ILiveDelivery live, TimeProvider clock, GroupCommitLimits limits)
    {
        (_writer, _live, _clock, _limits) = (writer, live, clock, limits);
        _lanes = [.. Enumerable.Range(0, limits.Lanes).Select(_ =>
            Channel.CreateBounded<Pending>(new BoundedChannelOptions(limits.Backlog) { SingleReader = true }))];
        // On the scheduler that made it: the pool's in a host, one that a seed decides in a simulation.
        _running = Task.WhenAll(_lanes.Select(lane =>
            Task.Factory.StartNew(() => RunAsync(lane.Reader), CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Current).Unwrap()));
    }

    /// <summary>Writes one item with the next batch of its lane.</summary>
    /// <returns>The writer's answer, or <c>unavailable_retry</c> when none could be had in time.</returns>
    public async Task<Result<TAnswer>> WriteAsync(TItem item, CancellationToken cancellationToken)
    {
        var pending = new Pending(item, _clock.GetTimestamp());
        var lane = _lanes[(uint)_writer.ConversationOf(item).GetHashCode() % _lanes.Length];
        if (!lane.Writer.TryWrite(pending)) return Retry(TimeSpan.FromSeconds(1));
        await using var patience = _clock.CreateTimer(_ => pending.Answer.TrySetResult(Retry(_limits.Pause)), null, _limits.Patience, Timeout.InfiniteTimeSpan);
        await using var cancelled = cancellationToken.Register(() => pending.Answer.TrySetCanceled(cancellationToken));
        return await pending.Answer.Task;
    }

    /// <summary>Takes nothing more, and ends when all that was taken is answered.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes) lane.Writer.TryComplete();
        await _running;
    }

    async Task RunAsync(ChannelReader<Pending> lane)
    {
        var teller = new Teller();
        while (await lane.WaitToReadAsync())
        {
            var batch = new List<Pending>(_limits.BatchSize);
            while (batch.Count < _limits.BatchSize && lane.TryRead(out var pending))
                if (IsAwaited(pending)) batch.Add(pending);
            await CommitAsync(batch, rerun: false, teller);
        }
        await teller.EndAsync();
    }

    /// <summary>Whoever has lost patience before the first try has been told to retry: writing it now would only delay the others.</summary>
    bool IsAwaited(Pending pending) => _clock.GetElapsedTime(pending.Since) < _limits.Patience;

    /// <summary>Parts of a batch keep <paramref name="rerun"/>: what the unknown try stored of them is still to be made safe and pushed.</summary>
    async Task CommitAsync(IReadOnlyList<Pending> batch, bool rerun, Teller teller)
    {
        while (batch.Count > 0)
        {
            try
            {
                var (committed, again) = (batch, rerun);
                var written = await _writer.WriteAsync([.. committed.Select(p => p.Item)], again);
                await teller.TellAsync(() => Complete(committed, written, again));
                return;
            }
            catch (WriteFailedException e) when (e.Failure is WriteFailure.Refused or WriteFailure.Blocked
                && Split(batch, e.Failure) is { Count: > 1 } parts)
            {
                foreach (var part in parts) await CommitAsync(part, rerun, teller);
                return;
            }
            catch (WriteFailedException e) when (e.Failure == WriteFailure.Blocked)
            {
                foreach (var pending in batch) pending.Answer.TrySetResult(Retry(_limits.Pause));
                return;
            }
            catch (WriteFailedException e) when (e.Failure is WriteFailure.Unavailable or WriteFailure.Unknown)
            {
                rerun |= e.Failure == WriteFailure.Unknown;
                batch = AnswerTheImpatient(batch);
                if (batch.Count > 0) await Task.Delay(_limits.Pause, _clock);
            }
            catch (Exception e)
            {
                // A fault, or a single item that the database refuses to take: its caller gets the exception, the lane goes on.
                foreach (var pending in batch) pending.Answer.TrySetException(e);
                return;
            }
        }
    }

    /// <summary>
    /// A rerun that finds an item neither stored nor allowed proves little: the try of unknown end may still wait for its lock, and find it allowed
    /// a moment later. Its sender is told to ask again when that try has surely ended.
    /// </summary>
    void Complete(IReadOnlyList<Pending> batch, WrittenBatch<TAnswer> written, bool rerun)
    {
        try
        {
            for (var i = 0; i < batch.Count; i++)
            {
                var answer = written.Answers[i];
                batch[i].Answer.TrySetResult(rerun && !answer.IsOk(out _, out _) ? Retry(_limits.Settling) : answer);
            }
            foreach (var delivery in written.Deliveries) _live.Publish(delivery);
        }
        catch (Exception e)
        {
            foreach (var pending in batch) pending.Answer.TrySetException(e);
        }
    }

    List<List<Pending>> Split(IReadOnlyList<Pending> batch, WriteFailure failure)
    {
        var conversations = batch.GroupBy(p => _writer.ConversationOf(p.Item)).Select(g => g.ToList()).ToList();
        return conversations.Count > 1 || failure == WriteFailure.Blocked ? conversations : [.. batch.Select(p => new List<Pending> { p })];
    }

    List<Pending> AnswerTheImpatient(IReadOnlyList<Pending> batch)
    {
        foreach (var pending in batch.Where(p => !IsAwaited(p))) pending.Answer.TrySetResult(Retry(_limits.Pause));
        return [.. batch.Where(IsAwaited)];
    }

    static Refusal Retry(TimeSpan after) =>
        new() { Code = ErrorCode.UnavailableRetry, RetryAfterMilliseconds = (int)after.TotalMilliseconds };

    /// <summary>Tells callers and receivers of one batch while the lane writes the next; one batch after the other, and only one ahead.</summary>
    sealed class Teller
    {
        Task _telling = Task.CompletedTask;

        public async Task TellAsync(Action tell)
        {
            await _telling;
            _telling = Task.Factory.StartNew(tell, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Current);
        }

        public Task EndAsync() => _telling;
    }

    sealed record Pending(TItem Item, long Since)
    {
        public TaskCompletionSource<Result<TAnswer>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

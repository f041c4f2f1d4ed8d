namespace Messenger.Infrastructure.Identity;

/// <summary>
/// Asks for many at once what each caller asks for one: while as many questions are under way as may be, whoever comes waits, and the next question is
/// for all of them. So a crowd costs few connections, however large it is, and each answer is from after its caller asked.
/// </summary>
/// <param name="atOnce">Questions under way at once: more than one, so that a connection that hangs does not hold up everybody.</param>
/// <param name="ask">Answers which of these it is true for.</param>
sealed class SharedQuestions(int atOnce, Func<IReadOnlyCollection<Guid>, Task<IReadOnlySet<Guid>>> ask)
{
    readonly Lock _lock = new();
    Round _next = new();
    int _asking;

    /// <summary>Whether it is true for this one. A question that fails does so for all who share it.</summary>
    public async Task<bool> AskAsync(Guid id, CancellationToken cancellationToken)
    {
        Round round;
        lock (_lock)
        {
            (round = _next).Ids.Add(id);
            if (_asking < atOnce)
            {
                _asking++;
                _ = Task.Run(AskAllAsync, CancellationToken.None);
            }
        }
        return (await round.Answer.Task.WaitAsync(cancellationToken)).Contains(id);
    }

    async Task AskAllAsync()
    {
        while (TakeRound() is { } round)
        {
            try
            {
                round.Answer.SetResult(await ask(round.Ids));
            }
#pragma warning disable CA1031 // Whoever waits hears of it, whatever it is.
            catch (Exception e)
#pragma warning restore CA1031
            {
                round.Answer.SetException(e);
                _ = round.Answer.Task.Exception; // Observed, also when all who waited have gone.
            }
        }
    }

    /// <summary>Those who wait now; when nobody does, this asker ends.</summary>
    Round? TakeRound()
    {
        lock (_lock)
        {
            var round = _next;
            if (round.Ids.Count == 0)
            {
                _asking--;
                return null;
            }
            _next = new();
            return round;
        }
    }

    sealed class Round
    {
        public HashSet<Guid> Ids { get; } = [];

        public TaskCompletionSource<IReadOnlySet<Guid>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

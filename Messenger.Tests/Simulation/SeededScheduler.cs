namespace Messenger.Tests.Simulation;

/// <summary>Runs all tasks of a simulation on one thread, in an order that the seed decides: the same seed, the same run.</summary>
sealed class SeededScheduler(Random chance, SimulatedClock clock) : TaskScheduler
{
    readonly List<Task> _ready = [];

    /// <summary>Runs until the work is done; fails when nothing is left to do before that.</summary>
    public void Run(Func<Task> work)
    {
        var done = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();
        while (!done.IsCompleted)
        {
            if (_ready.Count > 0)
            {
                var i = chance.Next(_ready.Count);
                (var next, _ready[i]) = (_ready[i], _ready[^1]);
                _ready.RemoveAt(_ready.Count - 1);
                TryExecuteTask(next);
            }
            else if (!clock.AdvanceToNext())
            {
                throw new InvalidOperationException("Everybody waits, and nothing will happen.");
            }
        }
        done.GetAwaiter().GetResult();
    }

    protected override void QueueTask(Task task) => _ready.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _ready;
}

namespace Messenger.Faults.Nemesis;

/// <summary>Something that is done to the service for a while.</summary>
sealed record Fault
{
    /// <summary>Its number in the list of faults, such as <c>F9</c>.</summary>
    public required string Name { get; init; }

    /// <summary>To what, and how.</summary>
    public required string Target { get; init; }

    /// <summary>How long it lasts.</summary>
    public TimeSpan Lasts { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time without an acknowledged send that it may cause; zero for any.</summary>
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Nobody sends anything from before its end until all have converged: then no later push shows to a client that it has missed one,
    /// and the service itself must say so.
    /// </summary>
    public bool EndsInQuiet { get; init; }

    /// <summary>It brings more clients than the workload ever has.</summary>
    public bool BringsClients { get; init; }

    /// <summary>What takes its time before it can begin, and is no fault yet.</summary>
    public Func<Task> PrepareAsync { get; init; } = () => Task.CompletedTask;

    /// <summary>Begins.</summary>
    public Func<Task> BeginAsync { get; init; } = () => Task.CompletedTask;

    /// <summary>Takes it back; the nodes and servers run again after it.</summary>
    public Func<Task> EndAsync { get; init; } = () => Task.CompletedTask;

    /// <summary>A fault that is something going on: it runs until told to stop.</summary>
    public Fault While(Func<CancellationToken, Task> runAsync)
    {
        var stop = new CancellationTokenSource();
        var running = Task.CompletedTask;
        return this with
        {
            BeginAsync = () =>
            {
                running = runAsync(stop.Token);
                return Task.CompletedTask;
            },
            EndAsync = async () =>
            {
                await stop.CancelAsync();
                await running;
                stop.Dispose();
            },
        };
    }
}

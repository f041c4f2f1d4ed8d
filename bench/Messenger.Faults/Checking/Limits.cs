namespace Messenger.Faults.Checking;

/// <summary>The times that the judgement goes by.</summary>
public sealed record Limits
{
    /// <summary>How soon every device shows what was in the log when the faults ended.</summary>
    public TimeSpan Convergence { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How soon an ended session is dead on all nodes when nothing is broken.</summary>
    public TimeSpan Revocation { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The same while a fault lasts, and for as long after it.</summary>
    public TimeSpan RevocationInFaults { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>What the observer itself may be late by, on a busy machine.</summary>
    public TimeSpan Slack { get; init; } = TimeSpan.FromSeconds(1);
}

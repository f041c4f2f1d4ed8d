namespace Messenger.Tests.Simulation;

/// <summary>A fault planted into the simulated parts, to see whether the judge finds it.</summary>
public enum Bug
{
    None,

    /// <summary>A send is acknowledged before its commit, which may then fail.</summary>
    AcknowledgesBeforeCommit,

    /// <summary>What is stored already is stored again.</summary>
    SkipsDedupe,

    /// <summary>Pushes go out before the commit, which may then fail.</summary>
    PublishesBeforeCommit,

    /// <summary>The sync token is the newest transaction, not the oldest that still runs.</summary>
    TakesTheTokenFromTheClock,

    /// <summary>Devices are never told to catch up and never do so by themselves.</summary>
    NeverResyncs,

    /// <summary>A removal leaves the delivery group as it is.</summary>
    KeepsTheOldGroup,

    /// <summary>A batch of unknown outcome is answered as refused.</summary>
    CallsUnknownRefused,
}

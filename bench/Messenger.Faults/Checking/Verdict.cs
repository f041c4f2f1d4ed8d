namespace Messenger.Faults.Checking;

/// <summary>How a run is judged.</summary>
public enum Judgement
{
    /// <summary>No promise was broken.</summary>
    Clean,

    /// <summary>At least one was.</summary>
    Violated,

    /// <summary>Nothing was sent, nothing became unknown, or no fault was hit: such a run proves nothing.</summary>
    Invalid,
}

/// <summary>What a checker found.</summary>
public sealed record Verdict
{
    /// <summary>How it is judged.</summary>
    public required Judgement Judgement { get; init; }

    /// <summary>The counter-examples, the first ones of each invariant.</summary>
    public required IReadOnlyList<Violation> Violations { get; init; }

    /// <summary>How often each invariant was broken, by its name.</summary>
    public required IReadOnlyDictionary<string, int> Counts { get; init; }

    /// <summary>When the first of them was seen, from the first event on.</summary>
    public TimeSpan? FirstSeen { get; init; }

    /// <summary>Messages that were acknowledged.</summary>
    public required int Acknowledged { get; init; }

    /// <summary>Messages with a try whose outcome was unknown.</summary>
    public required int Unknown { get; init; }

    /// <summary>Those of them that are in the log although none of their tries was acknowledged.</summary>
    public required int Recovered { get; init; }

    /// <summary>Faults that began.</summary>
    public required int Faults { get; init; }
}

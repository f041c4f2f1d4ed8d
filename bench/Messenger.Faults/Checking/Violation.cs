namespace Messenger.Faults.Checking;

/// <summary>A promise that was broken.</summary>
/// <param name="Invariant">Its name, <c>I1</c> to <c>I14</c>.</param>
/// <param name="What">What happened, as a sentence.</param>
/// <param name="At">When it was seen, in microseconds of the history's clock.</param>
public sealed record Violation(string Invariant, string What, long At);

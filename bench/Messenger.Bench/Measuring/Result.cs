namespace Messenger.Bench.Measuring;

/// <summary>One line of the table.</summary>
/// <param name="Row">Which work of the list it belongs to.</param>
/// <param name="What">What was measured, and against what.</param>
/// <param name="Figure">What came out: the median of the runs, with the least and the most.</param>
/// <param name="Bar">What it must hold; empty when it only stands beside.</param>
/// <param name="Met">Whether it does; null without a bar.</param>
sealed record Result(int Row, string What, string Figure, string Bar = "", bool? Met = null)
{
    public string Verdict => Met switch { true => "met", false => "missed", null => "" };
}

using System.Globalization;

namespace Messenger.Bench.Measuring;

/// <summary>What several runs gave: the middle one, the least and the most.</summary>
readonly record struct Spread(double Median, double Least, double Most)
{
    /// <summary>Of some runs.</summary>
    public static Spread Of(IEnumerable<double> runs)
    {
        var sorted = runs.Order().ToList();
        return sorted.Count == 0 ? new(double.NaN, double.NaN, double.NaN) : new((sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2, sorted[0], sorted[^1]);
    }

    /// <summary>With a unit, such as <c>1.77 (1.70–1.84)</c>.</summary>
    public string Text(string format = "0.00") =>
        string.Create(CultureInfo.InvariantCulture, $"{Median.ToString(format, CultureInfo.InvariantCulture)} ({Least.ToString(format, CultureInfo.InvariantCulture)}–{Most.ToString(format, CultureInfo.InvariantCulture)})");
}

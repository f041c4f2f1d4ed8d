using System.Globalization;
using System.Runtime.InteropServices;

namespace Messenger.Bench.Measuring;

/// <summary>What the figures were taken on.</summary>
static class Machine
{
    /// <summary>Processors, memory, kernel and runtime.</summary>
    public static string Describe()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1] ?? RuntimeInformation.ProcessArchitecture.ToString();
        var memory = long.Parse(File.ReadLines("/proc/meminfo").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) >> 20;
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors ({model}), {memory} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
    }
}

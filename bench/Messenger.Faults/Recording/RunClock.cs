using System.Diagnostics;

namespace Messenger.Faults.Recording;

/// <summary>The monotonic clock of the machine, which all processes of a run share.</summary>
static class RunClock
{
    /// <summary>Microseconds since the machine started.</summary>
    public static long Now => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);
}

using System.Globalization;

namespace Messenger.Bench.Measuring;

/// <summary>Processor time as the kernel counts it (proc(5), <c>/proc/[pid]/stat</c>), in ticks of 10 ms.</summary>
static class ProcessorTime
{
    const double TicksPerSecond = 100;

    /// <summary>What these processes have used up to now, with all that they started, running or ended.</summary>
    public static TimeSpan Of(IEnumerable<int> roots)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Read).OfType<Usage>().ToDictionary(u => u.Id);
        var children = all.Values.ToLookup(u => u.Parent);
        var ticks = 0L;
        var left = new Stack<int>(roots);
        while (left.TryPop(out var id))
        {
            if (!all.TryGetValue(id, out var usage)) continue;
            ticks += usage.Ticks;
            foreach (var child in children[id]) left.Push(child.Id);
        }
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    static Usage? Read(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return null;
        try
        {
            var fields = File.ReadAllText(Path.Combine(folder, "stat")).Split(") ")[^1].Split(' ');
            // utime, stime, and what children that were waited for have used
            return new(id, int.Parse(fields[1], CultureInfo.InvariantCulture), fields[11..15].Sum(f => long.Parse(f, CultureInfo.InvariantCulture)));
        }
        catch (IOException)
        {
            return null; // it has ended meanwhile
        }
    }

    sealed record Usage(int Id, int Parent, long Ticks);
}

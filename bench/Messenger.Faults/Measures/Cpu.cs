using System.Globalization;

namespace Messenger.Faults.Measures;

/// <summary>What processors did, as the kernel counts it; in ticks of which the machine has as many a second as it has processors times a hundred.</summary>
sealed record Cpu(long Busy, long Idle, long Nodes, long Abuser)
{
    /// <summary>Up to now.</summary>
    public static Cpu Read(IEnumerable<int> nodes, int abuser)
    {
        var all = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(Number).ToList();
        var idle = all[3] + all[4];
        return new(all.Sum() - idle, idle, nodes.Sum(Of), Of(abuser));
    }

    public static Cpu operator -(Cpu after, Cpu before) => new(after.Busy - before.Busy, after.Idle - before.Idle, after.Nodes - before.Nodes, after.Abuser - before.Abuser);

    public static Cpu operator +(Cpu one, Cpu other) => new(one.Busy + other.Busy, one.Idle + other.Idle, one.Nodes + other.Nodes, one.Abuser + other.Abuser);

    /// <summary>A part of all that the machine had, in percent.</summary>
    public double Percent(long ticks) => 100.0 * ticks / Math.Max(1, Busy + Idle);

    static long Of(int process)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat");
        if (!File.Exists(file)) return 0;
        var fields = File.ReadAllText(file).Split(") ")[^1].Split(' ');
        return Number(fields[11]) + Number(fields[12]);
    }

    static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace Messenger.Faults.Nemesis;

/// <summary>What needs rights over the machine: time and resources. Where these are missing, the report says so.</summary>
static class MachineFaults
{
    const string CpuGroups = "/sys/fs/cgroup/cpu";
    const string MemoryGroups = "/sys/fs/cgroup/memory";
    const int Period = 100_000; // microseconds, the kernel's default
    const int Fifth = Period / 5;

    static readonly string[] FakeTimeLibraries = ["/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"];

    static string? FakeTime => FakeTimeLibraries.FirstOrDefault(File.Exists);

    public static string? WhyNoFakeTime => FakeTime is null ? "faketime is not installed" : null;

    public static string? WhyNoCpuGroup => WhyNoGroup(CpuGroups);

    public static string? WhyNoMemoryGroup => WhyNoGroup(MemoryGroups);

    /// <summary>A node, or PostgreSQL, lives in another time.</summary>
    public static Fault OtherTime(Surroundings s)
    {
        var (node, offset) = (s.AnyNode(), s.Any("+1h", "-1h"));
        if (s.Chance.Next(3) > 0)
        {
            return new()
            {
                Name = "F17",
                Target = $"the clock of {node.Name} is at {offset}",
                Lasts = s.Seconds(15, 25),
                LongestSilence = TimeSpan.FromSeconds(30),
                BeginAsync = async () =>
                {
                    await node.Process.KillAsync();
                    await node.StartAsync(environment: Environment(offset));
                },
                EndAsync = async () =>
                {
                    await node.Process.KillAsync();
                    await node.StartAsync();
                },
            };
        }
        var step = s.Any("-10s", "+10s");
        return new()
        {
            Name = "F17",
            Target = $"the clock of PostgreSQL is at {step}",
            Lasts = s.Seconds(8, 15),
            LongestSilence = TimeSpan.FromSeconds(30),
            BeginAsync = async () =>
            {
                await s.Cluster.Postgres.StopAsync("fast");
                await s.Cluster.Postgres.StartAsync(["env", .. Environment(step).Select(e => $"{e.Key}={e.Value}")]);
            },
            EndAsync = async () =>
            {
                await s.Cluster.Postgres.StopAsync("fast");
                await s.Cluster.Postgres.StartAsync();
            },
        };
    }

    /// <summary>A node gets a fifth of one processor.</summary>
    public static Fault Starve(Surroundings s)
    {
        var node = s.AnyNode();
        var group = Path.Combine(CpuGroups, string.Create(CultureInfo.InvariantCulture, $"messenger-faults-{node.Process.Id}"));
        return new()
        {
            Name = "F26",
            Target = $"{node.Name} has a fifth of a processor",
            Lasts = s.Seconds(8, 15),
            LongestSilence = TimeSpan.FromSeconds(30),
            BeginAsync = async () =>
            {
                Directory.CreateDirectory(group);
                await File.WriteAllTextAsync(Path.Combine(group, "cpu.cfs_period_us"), Text(Period));
                await File.WriteAllTextAsync(Path.Combine(group, "cpu.cfs_quota_us"), Text(Fifth));
                await MoveAsync(Text(node.Process.Id), group);
            },
            EndAsync = async () =>
            {
                await File.WriteAllTextAsync(Path.Combine(group, "cpu.cfs_quota_us"), "-1");
                foreach (var id in await File.ReadAllLinesAsync(Path.Combine(group, "cgroup.procs"))) await MoveAsync(id, CpuGroups);
                await RemoveAsync(group);
            },
        };
    }

    /// <summary>A node has little memory. If the kernel kills it for that, it is as if we had.</summary>
    public static Fault LimitMemory(Surroundings s)
    {
        var (node, limit) = (s.AnyNode(), s.Any(512, 224));
        var group = Path.Combine(MemoryGroups, string.Create(CultureInfo.InvariantCulture, $"messenger-faults-{node.Process.Id}"));
        return new()
        {
            Name = "F26-memory",
            Target = $"{node.Name} has {limit} MiB of memory",
            Lasts = s.Seconds(15, 25),
            LongestSilence = TimeSpan.FromSeconds(s.Cluster.Nodes.Count > 1 ? 20 : 60),
            BeginAsync = async () =>
            {
                await node.Process.KillAsync();
                Directory.CreateDirectory(group);
                await File.WriteAllTextAsync(Path.Combine(group, "memory.limit_in_bytes"), Text(limit << 20));
                await node.StartAsync(["sh", "-c", $"echo $$ > {group}/cgroup.procs && exec \"$@\"", "sh"]);
            },
            EndAsync = async () =>
            {
                var most = long.Parse(await File.ReadAllTextAsync(Path.Combine(group, "memory.max_usage_in_bytes")), CultureInfo.InvariantCulture);
                s.Note($"F26: {node.Name} used {most >> 20} of {limit} MiB, and was {(node.Process.HasExited ? "killed for it" : "not killed")}.");
                await node.Process.KillAsync();
                await RemoveAsync(group);
                await node.StartAsync();
            },
        };
    }

    /// <summary>Another fault of the same moment may have ended the process.</summary>
    static async Task MoveAsync(string process, string group)
    {
        try
        {
            await File.WriteAllTextAsync(Path.Combine(group, "cgroup.procs"), process);
        }
        catch (IOException) when (!Directory.Exists($"/proc/{process}"))
        {
            // Then there is nothing to move.
        }
    }

    /// <summary>The kernel keeps a group for a moment after its last process has ended.</summary>
    static async Task RemoveAsync(string group)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                Directory.Delete(group);
                return;
            }
            catch (IOException) when (tries < 100)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }
    }

    static string? WhyNoGroup(string groups) => System.Environment.IsPrivilegedProcess && Directory.Exists(groups) ? null : "control groups (version 1) cannot be made here";

    static Dictionary<string, string> Environment(string offset) =>
        new() { ["LD_PRELOAD"] = FakeTime!, ["FAKETIME"] = offset, ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1" };

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

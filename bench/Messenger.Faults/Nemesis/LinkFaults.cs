using Messenger.Faults.Proxy;

namespace Messenger.Faults.Nemesis;

/// <summary>What happens to the links.</summary>
static class LinkFaults
{
    /// <summary>Everybody is thrown out at once.</summary>
    public static Fault ResetAll(Surroundings s) => new()
    {
        Name = "F14",
        Target = "all connections of clients are reset at once",
        Lasts = TimeSpan.FromSeconds(1),
        BeginAsync = () =>
        {
            s.Cluster.Front.Reset();
            foreach (var node in s.Cluster.Nodes) node.Inward.Reset();
            return Task.CompletedTask;
        },
    };

    /// <summary>A bad network on one link.</summary>
    public static Fault BadNetwork(Surroundings s)
    {
        var links = s.Cluster.Links.Where(l => !l.Name.EndsWith("Redis", StringComparison.Ordinal)).ToList();
        var (name, link) = links[s.Chance.Next(links.Count)];
        var (what, faults) = s.Any(
            ("300 ms, more or less 200", new LaneFaults { Latency = TimeSpan.FromMilliseconds(100), Jitter = TimeSpan.FromMilliseconds(400) }),
            ("1 % of the segments are lost", new LaneFaults { LostSegments = 0.01 }),
            ("20 % of the segments are lost", new LaneFaults { LostSegments = 0.2 }),
            ("56 kbit/s", new LaneFaults { BytesPerSecond = 7_000 }),
            ("one byte at a time", new LaneFaults { SliceSize = 1 }),
            ("half-open: everything is swallowed", new LaneFaults { Swallow = true }));
        return new()
        {
            Name = "F18",
            Target = $"{what}, on the link {name}",
            Lasts = s.Seconds(8, 15),
            LongestSilence = TimeSpan.FromSeconds(40),
            BeginAsync = () =>
            {
                link.Set(faults);
                return Task.CompletedTask;
            },
            EndAsync = link.HealAsync,
        };
    }

    /// <summary>Swizzle-clog: all links stop one after the other, and go on in another order.</summary>
    public static Fault Swizzle(Surroundings s)
    {
        var links = s.Cluster.Links.Select(l => l.Link).ToArray();
        return new()
        {
            Name = "F30",
            Target = "all links stop one by one and go on in another order",
            Lasts = TimeSpan.FromSeconds(3),
            LongestSilence = TimeSpan.FromSeconds(40),
            BeginAsync = async () =>
            {
                foreach (var link in Shuffled())
                {
                    link.Set(new LaneFaults { Hold = true });
                    await Task.Delay(s.Chance.Next(100, 600));
                }
            },
            EndAsync = async () =>
            {
                foreach (var link in Shuffled())
                {
                    await link.HealAsync();
                    await Task.Delay(s.Chance.Next(100, 600));
                }
            },
        };

        FaultProxy[] Shuffled()
        {
            FaultProxy[] order = [.. links];
            s.Chance.Shuffle(order);
            return order;
        }
    }
}

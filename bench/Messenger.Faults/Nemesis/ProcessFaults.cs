namespace Messenger.Faults.Nemesis;

/// <summary>What happens to the processes of the nodes.</summary>
static class ProcessFaults
{
    static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(25);

    public static Fault KillNode(Surroundings s)
    {
        var node = s.AnyNode();
        return new()
        {
            Name = "F1",
            Target = $"kill -9 {node.Name}",
            LongestSilence = TimeSpan.FromSeconds(s.Cluster.Nodes.Count > 1 ? 5 : 30),
            BeginAsync = () => node.Process.KillAsync(),
            EndAsync = () => node.StartAsync(),
        };
    }

    /// <summary>A node drains; sometimes it is killed in the middle of that.</summary>
    public static Fault DrainNode(Surroundings s)
    {
        var (node, kill) = (s.AnyNode(), s.Chance.Next(3) == 0);
        return new()
        {
            Name = "F2",
            Target = kill ? $"SIGTERM to {node.Name}, then kill -9 in mid-drain" : $"SIGTERM to {node.Name}",
            Lasts = TimeSpan.FromSeconds(3),
            LongestSilence = TimeSpan.FromSeconds(s.Cluster.Nodes.Count > 1 ? 5 : 60),
            BeginAsync = () => node.Process.SignalAsync("TERM"),
            EndAsync = async () =>
            {
                if (kill) await node.Process.KillAsync();
                else if (!await node.Process.WaitAsync(DrainLimit)) s.Find($"F2: {node.Name} had not ended {DrainLimit.TotalSeconds} s after SIGTERM.");
                await node.StartAsync();
            },
        };
    }

    /// <summary>A long pause of the collector, or a virtual machine that moves.</summary>
    public static Fault PauseNode(Surroundings s)
    {
        var node = s.AnyNode();
        var lasts = s.Any(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
        return new()
        {
            Name = "F13",
            Target = $"SIGSTOP {node.Name}",
            Lasts = lasts,
            LongestSilence = lasts + TimeSpan.FromSeconds(10),
            BeginAsync = () => node.Process.SignalAsync("STOP"),
            EndAsync = () => node.Process.SignalAsync("CONT"),
        };
    }

    /// <summary>HAProxy is restarted, or reads its configuration again.</summary>
    public static Fault RestartBalancer(Surroundings s)
    {
        var reload = s.Chance.Next(2) == 0;
        return new()
        {
            Name = "F15",
            Target = reload ? "reload of HAProxy" : "restart of HAProxy",
            BeginAsync = () => reload ? s.Cluster.Balancer.ReloadAsync() : s.Cluster.Balancer.RestartAsync(),
        };
    }
}

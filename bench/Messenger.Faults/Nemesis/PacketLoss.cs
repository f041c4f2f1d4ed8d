using System.Globalization;

namespace Messenger.Faults.Nemesis;

/// <summary>
/// Packets of one link are lost, which only the kernel can do. Its rules end with the network namespace they are in; a run that shares
/// its namespace with others must not make any.
/// </summary>
static class PacketLoss
{
    public static string? WhyNot { get; } =
        !System.Environment.IsPrivilegedProcess || NamespaceOf("self") == NamespaceOf("1") ? "the run has no network namespace of its own (bench/faults.sh makes one for root)"
        : !File.Exists("/usr/sbin/iptables") ? "iptables is not installed"
        : null;

    public static Fault Make(Surroundings s)
    {
        var links = s.Cluster.Links.Where(l => l.Link == s.Cluster.Front || s.Cluster.Nodes.Any(n => n.Postgres == l.Link)).ToList();
        var (name, link) = links[s.Chance.Next(links.Count)];
        var share = s.Any(0.01, 0.2);
        return new()
        {
            Name = "F18-loss",
            Target = string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} % of the packets are lost, on the link {name}"),
            Lasts = s.Seconds(10, 20),
            LongestSilence = TimeSpan.FromSeconds(40),
            BeginAsync = () => RulesAsync("-A", link.Port, share),
            EndAsync = () => RulesAsync("-D", link.Port, share),
        };
    }

    /// <summary>Both directions.</summary>
    static async Task RulesAsync(string change, int port, double share)
    {
        foreach (var side in (string[])["--dport", "--sport"])
        {
            await Child.RunAsync([
                "iptables", "-w", change, "INPUT", "-i", "lo", "-p", "tcp", side, port.ToString(CultureInfo.InvariantCulture),
                "-m", "statistic", "--mode", "random", "--probability", share.ToString(CultureInfo.InvariantCulture), "-j", "DROP"]);
        }
    }

    static string? NamespaceOf(string process) => new FileInfo($"/proc/{process}/ns/net").LinkTarget;
}

namespace Messenger.Faults.Workload;

/// <summary>What a process of bare connections is to do.</summary>
/// <param name="Nodes">The nodes, each through its proxy.</param>
/// <param name="Cookies">The cookie of each connection.</param>
/// <param name="Seed">Where its choices begin.</param>
sealed record CrowdOrder(IReadOnlyList<Uri> Nodes, IReadOnlyList<string> Cookies, int Seed);

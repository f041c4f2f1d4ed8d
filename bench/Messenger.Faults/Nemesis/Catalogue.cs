namespace Messenger.Faults.Nemesis;

/// <summary>The faults that can be done.</summary>
static class Catalogue
{
    static readonly Dictionary<string, Func<Surroundings, Fault>> Makers = new()
    {
        ["F1"] = ProcessFaults.KillNode,
        ["F2"] = ProcessFaults.DrainNode,
        ["F3"] = PostgresFaults.KillBackend,
        ["F4"] = PostgresFaults.Restart,
        ["F6"] = PostgresFaults.KillPostmaster,
        ["F7"] = PostgresFaults.HoldLock,
        ["F9"] = RedisFaults.Break,
        ["F10"] = PostgresFaults.HoldConnections,
        ["F11"] = PostgresFaults.CancelStatements,
        ["F13"] = ProcessFaults.PauseNode,
        ["F14"] = LinkFaults.ResetAll,
        ["F15"] = ProcessFaults.RestartBalancer,
        ["F18"] = LinkFaults.BadNetwork,
        ["F25"] = RedisFaults.LoseNews,
        ["F30"] = LinkFaults.Swizzle,
    };

    /// <summary>The names of all.</summary>
    public static IReadOnlyCollection<string> Names => Makers.Keys;

    /// <summary>Why one cannot be done here; null if it can.</summary>
    public static string? WhyNot(string name, RunSettings settings) =>
        !Makers.ContainsKey(name) ? "there is no such fault here"
        : name is "F9" or "F25" && !settings.Redis ? "the run is without Redis"
        : null;

    public static Fault Make(string name, Surroundings surroundings) => Makers[name](surroundings);
}

using System.Globalization;
using Messenger.Faults.Checking;
using Messenger.Faults.Deployment;
using Messenger.Faults.Nemesis;

namespace Messenger.Faults.Observing;

/// <summary>What must hold of the nodes themselves, whatever was done to them.</summary>
static class Observations
{
    /// <summary>No task of a node failed without anybody noticing.</summary>
    public static void Unobserved(Node node, Surroundings surroundings)
    {
        foreach (var (exception, times) in node.UnobservedExceptions.CountBy(e => e))
            surroundings.Find($"{node.Name}: nobody looked at the exception of a task ({times.ToString(CultureInfo.InvariantCulture)} times): {exception}");
    }

    /// <summary>Memory does not grow from fault to fault.</summary>
    public static void Judge(History history, Surroundings surroundings)
    {
        if (MemoryUse.Growth(MemoryUse.Totals(history)) is var (before, after))
            surroundings.Find(string.Create(CultureInfo.InvariantCulture, $"Memory grows: the nodes held at most {before >> 20} MiB in the first third of the run, and at least {after >> 20} MiB in the last."));
    }
}

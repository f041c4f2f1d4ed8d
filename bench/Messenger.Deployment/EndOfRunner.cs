using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Messenger.Deployment;

/// <summary>What must be done when a signal ends the runner before it has ended what it started.</summary>
static class EndOfRunner
{
    static readonly ConcurrentDictionary<object, Func<Task>> Duties = [];
    static readonly List<PosixSignalRegistration> Heard = [];

    /// <summary>From now on a signal that ends the runner does first what is to be done then.</summary>
    public static void Listen()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP])
            Heard.Add(PosixSignalRegistration.Create(signal, _ => Task.WhenAll(Duties.Values.Select(duty => duty())).Wait()));
    }

    /// <summary>One thing to do, until <see cref="Forget"/>.</summary>
    public static void Do(object owner, Func<Task> duty) => Duties[owner] = duty;

    /// <summary>It has been done in order.</summary>
    public static void Forget(object owner) => Duties.TryRemove(owner, out _);
}

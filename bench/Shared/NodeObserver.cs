using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace Messenger.Observing;

/// <summary>
/// Lives in a node, whose own code knows nothing of it. Writes down each exception of a task that nobody looked at; and, when the process
/// gets SIGUSR1, what is left after a full collection, because a working set alone says more about the collector than about leaks, and how long
/// methods were compiled so far.
/// </summary>
sealed class NodeObserver
{
    /// <summary>Says in the environment of a node where to write.</summary>
    public const string Variable = "MESSENGER_OBSERVED";

    public const string Unobserved = "unobserved ";
    public const string Memory = "memory ";

    const PosixSignal Asked = (PosixSignal)10; // SIGUSR1 of Linux

    readonly Lock _gate = new();
    readonly string _file;
    readonly PosixSignalRegistration _asked;

    NodeObserver(string file)
    {
        _file = file;
        TaskScheduler.UnobservedTaskException += (_, unobserved) => Write($"{Unobserved}{unobserved.Exception.Flatten().InnerExceptions[0]}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End();
        _asked = PosixSignalRegistration.Create(Asked, Measure);
    }

    /// <summary>Begins; the events above keep it alive.</summary>
    public static NodeObserver Start(string file) => new(file);

    void Measure(PosixSignalContext signal)
    {
        signal.Cancel = true; // its default would end the process
        Collect();
        Write(string.Create(CultureInfo.InvariantCulture, $"{Memory}{GC.GetTotalMemory(forceFullCollection: false)} {Environment.WorkingSet} {(long)JitInfo.GetCompilationTime().TotalMilliseconds}"));
    }

    void End()
    {
        Collect(); // the tasks of its last seconds
        _asked.Dispose();
    }

    void Write(string line)
    {
        lock (_gate) File.AppendAllText(_file, $"{line.ReplaceLineEndings(" | ")}\n");
    }

    /// <summary>Tasks that nobody looked at tell so from their finalizers.</summary>
    static void Collect()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true); // gives back to the system what is free
    }
}

using System.Diagnostics;
using Messenger.Faults.Measures.Soak;

using Messenger.Faults.Planting;
using Microsoft.Extensions.Hosting;

/// <summary>
/// Runs in a node before its own code, because the fault runner says so by <c>DOTNET_STARTUP_HOOKS</c>: it observes the node, gauges it, and
/// plants a bug in its services when it is to have one. The product knows nothing of it: no build of it has a bug to be switched on.
/// </summary>
#pragma warning disable CA1050, CA1852 // The runtime looks for this name, in no namespace.
sealed class StartupHook
#pragma warning restore CA1050, CA1852
{
    StartupHook()
    {
    }

    /// <summary>Called by the runtime.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(NodeObserver.Variable) is { Length: > 0 } file) NodeObserver.Start(file);
        DiagnosticListener.AllListeners.Subscribe(new Listeners());
    }

    sealed class Listeners : IObserver<DiagnosticListener>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting") value.Subscribe(new Hosts());
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    /// <summary>A host that is about to be built, with all of its services.</summary>
    sealed class Hosts : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is { Key: "HostBuilding", Value: IHostBuilder builder }) builder.ConfigureServices((_, services) =>
            {
                NodeGauges.Into(services);
                if (Environment.GetEnvironmentVariable(Plants.Variable) is { Length: > 0 }) Plants.Plant(services);
            });
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}

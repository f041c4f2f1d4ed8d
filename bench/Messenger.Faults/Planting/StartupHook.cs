using System.Diagnostics;
using Messenger.Faults.Measures.Soak;
using Messenger.Faults.Planting;
using Microsoft.Extensions.Hosting;

/// <summary>
/// Runs in a node before its own code, when the fault runner says so by <c>DOTNET_STARTUP_HOOKS</c>, and plants a bug in the node's
/// services, or gauges. The product knows nothing of it: no build of it has a bug to be switched on.
/// </summary>
#pragma warning disable CA1050, CA1852 // The runtime looks for this name, in no namespace.
sealed class StartupHook
#pragma warning restore CA1050, CA1852
{
    StartupHook()
    {
    }

    /// <summary>Called by the runtime.</summary>
    public static void Initialize() => DiagnosticListener.AllListeners.Subscribe(new Listeners());

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
                if (Environment.GetEnvironmentVariable(Plants.Variable) is not null) Plants.Plant(services);
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

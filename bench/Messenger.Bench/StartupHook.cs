/// <summary>Runs in a node before its own code, because the bench says so by <c>DOTNET_STARTUP_HOOKS</c>: it tells what memory the node holds when it is asked.</summary>
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
    }
}

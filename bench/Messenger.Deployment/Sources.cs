namespace Messenger.Deployment;

/// <summary>Where what is run lies.</summary>
static class Sources
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory).First(folder => File.Exists(Path.Combine(folder, "Messenger.sln")));

    /// <summary>The host, built in the same configuration as this program.</summary>
    public static string Host { get; } = Path.Combine(
        Root, "artifacts", "bin", "Messenger.Api", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Messenger.Api.dll");

    static IEnumerable<string> Above(string folder)
    {
        for (var here = new DirectoryInfo(folder); here is not null; here = here.Parent) yield return here.FullName;
    }
}

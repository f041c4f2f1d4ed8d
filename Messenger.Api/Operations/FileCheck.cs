using Messenger.Domain.Files;
using Messenger.Infrastructure;
using Messenger.Infrastructure.Postgres;

namespace Messenger.Api.Operations;

/// <summary>
/// Compares the storage of files with the database, <c>Messenger.Api check-files</c> with the settings of a node: a line for each content that is missing, damaged or
/// extra. It changes nothing, and may run beside nodes.
/// </summary>
static class FileCheck
{
    public const string Command = "check-files";

    /// <summary>0 if nothing is wrong, 1 otherwise.</summary>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using var postgres = await builder.AddBuiltInPostgresAsync(cancellationToken);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSection<FileSettings>("Files");
        builder.Services.AddSingleton<FileChecker>();
        builder.AddInfrastructure();
        using var host = builder.Build();
        var faults = 0;
        await foreach (var (fault, key) in host.Services.GetRequiredService<FileChecker>().RunAsync(cancellationToken))
        {
            faults++;
            Console.WriteLine($"{fault}: {key}");
        }
        Console.WriteLine(faults == 0 ? "All files are as they should be." : $"{faults} contents are not as they should be.");
        return faults == 0 ? 0 : 1;
    }
}

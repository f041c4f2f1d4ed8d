using Messenger.Infrastructure.Postgres;

namespace Messenger.Api.Operations;

/// <summary>
/// The built-in database without a node, <c>Messenger.Api database</c>: several nodes on one machine share it, and none of them takes it along when
/// it ends (<c>run.sh --nodes</c>).
/// </summary>
static class DatabaseAlone
{
    public const string Command = "database";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddSingleton(TimeProvider.System);
        await using var postgres = await builder.AddBuiltInPostgresAsync(cancellationToken)
            ?? throw new StartRefusedException("ConnectionStrings:Postgres names a database already: there is no need for the built-in one.");
        using var host = builder.Build();
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(
            () => Console.WriteLine($"The database is ready at {builder.Configuration.GetConnectionString("Postgres")}"));
        await host.RunAsync(cancellationToken);
        return 0;
    }
}

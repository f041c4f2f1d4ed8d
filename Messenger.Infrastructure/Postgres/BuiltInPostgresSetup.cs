using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messenger.Infrastructure.Postgres;

/// <summary>Gives the host a database when it was given none.</summary>
public static partial class BuiltInPostgresSetup
{
    /// <summary>
    /// With no connection string <c>Postgres</c>, starts the built-in server and sets it. Dispose of the answer after the host has ended:
    /// that stops the server.
    /// </summary>
    /// <exception cref="StartRefusedException">It cannot be started here; the message says why.</exception>
    public static async Task<IAsyncDisposable?> AddBuiltInPostgresAsync(this IHostApplicationBuilder builder, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString("Postgres"))) return null;
        var options = BuiltInPostgresOptions.From(builder.Configuration, builder.Environment.ContentRootPath);
        var postgres = await BuiltInPostgres.StartAsync(options, cancellationToken);
        builder.Configuration["ConnectionStrings:Postgres"] = postgres.ConnectionString;
        builder.Services.AddHostedService(provider => new Watch(
            postgres, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<BuiltInPostgres>>()));
        return postgres;
    }

    sealed partial class Watch(BuiltInPostgres postgres, TimeProvider clock, ILogger<BuiltInPostgres> logger) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            postgres.KeepRunning(clock, LogWatched);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        [LoggerMessage(1, LogLevel.Error, "{Happened}")]
        partial void LogWatched(string happened);
    }
}

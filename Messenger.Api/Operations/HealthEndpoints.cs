using System.Text.Json.Nodes;
using Messenger.Domain.Operations;
using Messenger.Hubs.Connections;
using Messenger.Infrastructure.Postgres;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Messenger.Api.Operations;

/// <summary>
/// What load balancers and supervisors ask, without signing in: <c>/health/live</c> (the process answers) and <c>/health/ready</c> (it can
/// serve, perhaps worse than usual). 200 or 503, and a JSON body that names each check.
/// </summary>
static class HealthEndpoints
{
    const string Ready = "ready";

    public static void AddHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PostgresCheck>(); // else each question would make a new one, which has seen no schema
        builder.Services.AddSingleton<HealthLog>();
        builder.Services.AddSingleton<ErrorTally>();
        builder.Services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<ErrorTally>());
        builder.Services.AddSingleton<IErrorTally>(provider => provider.GetRequiredService<ErrorTally>());
        builder.Services.AddSingleton<SystemExaminer>();
        builder.Services.AddSingleton<EffectivePolicies>();
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None); // it repeats a failure at every question
        builder.Services.AddHealthChecks()
            .AddCheck<PostgresCheck>("postgres", tags: [Ready], timeout: TimeSpan.FromSeconds(3))
            .AddCheck<DrainCheck>("accepting", tags: [Ready]);
    }

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", Only(_ => false)).AllowAnonymous();
        app.MapHealthChecks("/health/ready", Only(check => check.Tags.Contains(Ready))).AllowAnonymous();
    }

    static HealthCheckOptions Only(Func<HealthCheckRegistration, bool> checks) => new()
    {
        Predicate = checks,
        AllowCachingResponses = false,
        ResponseWriter = (context, report) =>
        {
            context.RequestServices.GetRequiredService<HealthLog>().Note(report);
            return context.Response.WriteAsJsonAsync(
                new JsonObject
                {
                    ["status"] = Name(report.Status),
                    ["checks"] = new JsonObject(report.Entries.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, Name(entry.Value.Status)))),
                },
                context.RequestAborted);
        },
    };

    // Only the names: what exactly ails a node is for its log, not for everyone who asks.
    internal static string Name(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ok",
        HealthStatus.Degraded => "degraded",
        _ => "failing",
    };

    /// <summary>
    /// PostgreSQL answers and has the schema of this version. One that takes no writes (its disk is full) leaves the node worse off and still ready:
    /// all nodes have the same database, and if none were ready, people could not even read.
    /// </summary>
    sealed class PostgresCheck(DatabaseHealth postgres, IDbContextFactory<MessengerDbContext> contexts) : IHealthCheck
    {
        volatile bool _schemaSeen; // migrations never go back while a node runs

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
        {
            if (!_schemaSeen)
            {
                await using var database = await contexts.CreateDbContextAsync(cancellationToken);
                if ((await database.Database.GetPendingMigrationsAsync(cancellationToken)).Any()) return HealthCheckResult.Unhealthy("Migrations are missing.");
                _schemaSeen = true;
            }
            return await postgres.TakesWritesAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("It takes no writes.");
        }
    }

    /// <summary>The node has not been told to stop.</summary>
    sealed class DrainCheck(IHostApplicationLifetime lifetime, NodeDrain drain) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
            Task.FromResult(lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested && !drain.IsDraining
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The node starts or stops."));
    }
}

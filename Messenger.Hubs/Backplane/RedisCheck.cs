using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Messenger.Hubs.Backplane;

/// <summary>Whether the node is joined to the others. Without Redis it serves its own connections, so it is worse off then, and still ready.</summary>
sealed class RedisCheck(BackplaneLink link) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(link.State == LinkState.Up ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("The link to Redis is down."));
}

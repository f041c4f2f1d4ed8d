using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Messenger.Api.Operations;

/// <summary>Writes a line when a check changes, and none while it stays as it is, however often it is asked.</summary>
sealed partial class HealthLog(ILogger<HealthLog> logger)
{
    readonly ConcurrentDictionary<string, HealthStatus> _last = new();

    public void Note(HealthReport report)
    {
        foreach (var (check, entry) in report.Entries)
        {
            var before = _last.GetValueOrDefault(check, HealthStatus.Healthy);
            if (entry.Status == before || !TryChange(check, entry.Status, before)) continue;
            LogChange(entry.Status == HealthStatus.Healthy ? LogLevel.Information : LogLevel.Warning, check, HealthEndpoints.Name(entry.Status), entry.Description, entry.Exception?.Message);
        }
    }

    // Of two questions at once, one sees the change.
    bool TryChange(string check, HealthStatus status, HealthStatus before) => _last.TryAdd(check, status) || _last.TryUpdate(check, status, before);

    [LoggerMessage(EventId = 1, Message = "Health: {Check} is {Status}. {Description} {Reason}")]
    partial void LogChange(LogLevel level, string check, string status, string? description, string? reason);
}

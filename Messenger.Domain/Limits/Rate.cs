using System.ComponentModel.DataAnnotations;

namespace Messenger.Domain.Limits;

/// <summary>How often something may be done.</summary>
public sealed record Rate
{
    /// <summary>Times a second, on average.</summary>
    [Range(0.01, 100_000)]
    public double PerSecond { get; init; }

    /// <summary>Times at once before <see cref="PerSecond"/> counts.</summary>
    [Range(1, 1_000_000)]
    public int AtOnce { get; init; }
}

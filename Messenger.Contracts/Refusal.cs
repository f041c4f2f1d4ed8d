namespace Messenger.Contracts;

/// <summary>Why a request was not done.</summary>
public sealed record Refusal
{
    /// <summary>Why.</summary>
    public required ErrorCode Code { get; init; }

    /// <summary>Milliseconds to wait before the same request has a chance; only with <c>rate_limited</c>, <c>unavailable_retry</c>, <c>slow_mode</c> and <c>muted</c>.</summary>
    public int? RetryAfterMilliseconds { get; init; }
}

using System.Collections.Concurrent;
using Messenger.Contracts;

namespace Messenger.Domain.Limits;

/// <summary>Counts what each user does, and refuses what is beyond the rates.</summary>
public sealed class VerbPace(VerbLimits limits, TimeProvider clock)
{
    /// <summary>Beyond it, those that are as good as new are forgotten.</summary>
    const int MostRemembered = 50_000;

    readonly ConcurrentDictionary<(Guid User, Verb Verb), Pace> _paces = new();

    /// <summary>The refusal, which says when to come back; null if the user may.</summary>
    public Refusal? Take(Guid user, Verb verb)
    {
        if (_paces.Count >= MostRemembered)
        {
            foreach (var (key, idle) in _paces.Where(p => p.Value.IsIdle)) _paces.TryRemove(new(key, idle));
        }
        return PaceOf(user, verb).TryTake(out var wait) ? null : TooOften(wait);
    }

    /// <summary>Counts something that cost more than it should as if it had been done so many times more.</summary>
    public void Charge(Guid user, Verb verb, int times) => PaceOf(user, verb).Charge(times);

    Pace PaceOf(Guid user, Verb verb) => _paces.GetOrAdd((user, verb), static (key, made) => new(made.limits.Of(key.Verb), made.clock), (limits, clock));

    /// <summary>The refusal of what is done too often.</summary>
    public static Refusal TooOften(TimeSpan wait) =>
        new() { Code = ErrorCode.RateLimited, RetryAfterMilliseconds = (int)Math.Min(wait.TotalMilliseconds + 1, int.MaxValue) };
}

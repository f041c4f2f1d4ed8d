namespace Messenger.Domain.Identity;

/// <summary>
/// How long an account does not take a password from an address after failures in a row. It grows and ends: nobody is locked out for good, and
/// other addresses are not concerned.
/// </summary>
public static class SignInDelay
{
    const int Free = 5;

    static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Failures are forgotten after this time without another one.</summary>
    public static TimeSpan Memory { get; } = TimeSpan.FromHours(1);

    /// <summary>The delays after 1, 2, ... failures; after more than these, it stays at the last.</summary>
    public static IReadOnlyList<TimeSpan> Steps { get; } = [.. Enumerable.Range(1, Free + 9).Select(After)];

    /// <summary>Nothing for the first failures, then one second, doubled each time, up to five minutes.</summary>
    public static TimeSpan After(int failures) =>
        failures < Free ? TimeSpan.Zero
        : failures - Free >= 9 ? Longest
        : TimeSpan.FromSeconds(Math.Min(1 << (failures - Free), Longest.TotalSeconds));
}

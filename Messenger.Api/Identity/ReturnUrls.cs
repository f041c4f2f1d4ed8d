namespace Messenger.Api.Identity;

/// <summary>Where a browser may be sent after signing in: to a path of this server, nowhere else.</summary>
static class ReturnUrls
{
    const int Longest = 2_000;

    /// <summary>The address if it is a path of this server, otherwise the start page.</summary>
    public static string LocalOrHome(string? returnUrl) => IsLocal(returnUrl) ? returnUrl! : "/";

    /// <summary>
    /// One slash, then no other: browsers read <c>//host</c>, <c>/\host</c> and both with tabs or line ends between as another host.
    /// </summary>
    public static bool IsLocal(string? returnUrl)
    {
        if (returnUrl is not ['/', ..] || returnUrl.Length > Longest || returnUrl is ['/', '/' or '\\', ..]) return false;
        foreach (var c in returnUrl)
        {
            if (c is <= ' ' or '\\' or >= '\x7f') return false;
        }
        return true;
    }
}

using System.ComponentModel.DataAnnotations;

namespace Messenger.Domain.Identity;

/// <summary>How long sign-ins last. Settings <c>Sessions</c>.</summary>
public sealed class Sessions
{
    /// <summary>A session ends this long after the sign-in, however much it is used.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "366.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>A session ends after not being used for this long.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "366.00:00:00")]
    public TimeSpan IdleLimit { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long it is kept that a session was, after its end.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long an access token of a native client is valid; it gets the next one with its refresh token.</summary>
    [Range(typeof(TimeSpan), "00:00:30", "01:00:00")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// A refresh token that was used may come once more within this time, from a client that lost the answer. Later, it ends the session.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan RefreshTokenLeeway { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Native clients that cannot send headers may put their access token into the query of <c>/hubs</c>. Off by default, because
    /// addresses end up in logs.
    /// </summary>
    public bool AllowQueryToken { get; set; }

    /// <summary>Clients may keep messages on the device; told in the reply to signing in.</summary>
    public bool AllowDeviceCache { get; set; } = true;

    /// <summary>
    /// The name of the web client's cookie, without the <c>__Host-</c> that it gets under https. Cookies ignore ports: two instances on
    /// one host need two names.
    /// </summary>
    [RegularExpression("[A-Za-z0-9_-]{1,64}")]
    public string CookieName { get; set; } = "messenger";
}

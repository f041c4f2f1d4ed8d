using Microsoft.AspNetCore.HttpOverrides;

namespace Messenger.Api;

/// <summary>
/// Behind a load balancer, every connection comes from there: who asked, by which scheme and for which host, is in the headers
/// <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c>. Anyone can write those, so they count from <c>Messenger:TrustedProxies</c> only.
/// </summary>
static class ForwardedRequests
{
    /// <summary>
    /// Takes the framework's own switch out of use: with <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c>, which some images and hosting services set, these
    /// headers would be believed from everybody.
    /// </summary>
    public static void AddForwardedRequests(this IServiceCollection services) =>
        services.PostConfigure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.None);

    /// <summary>Must stand first: whatever looks at the address, the scheme or the host must see the client's.</summary>
    public static void UseForwardedRequests(this WebApplication app)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            // Through several proxies: from the last one backwards, as far as each is trusted.
            ForwardLimit = null,
        };
        // The defaults trust this machine, and so every program on it.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in app.Services.GetRequiredService<PublicAddress>().ProxyNetworks()) options.KnownIPNetworks.Add(network);
        // Without any known one, the middleware would trust everybody.
        if (options.KnownIPNetworks.Count > 0) app.UseForwardedHeaders(options);
    }
}

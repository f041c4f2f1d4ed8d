using System.ComponentModel.DataAnnotations;
using System.Net;
using Messenger.Domain;

namespace Messenger.Api;

/// <summary>Where people reach this installation. Section <c>Messenger</c>.</summary>
sealed class PublicAddress : IValidatableObject
{
    /// <summary>The address in the browser, such as <c>https://chat.example.com</c>. Without it only this machine is served.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Other origins whose pages may call with a cookie, such as that of a development server.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>
    /// The load balancers in front of this node, as addresses or networks such as <c>10.0.0.5</c> and <c>10.1.0.0/24</c>: what they say about the
    /// client's address, scheme and host is believed. Nobody else may be in there.
    /// </summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Cookies and addresses must be kept to TLS.</summary>
    public bool IsHttps => PublicUrl?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;

    public Uri? Url => PublicUrl is null ? null : new Uri(PublicUrl.TrimEnd('/') + "/");

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PublicUrl is not null && (!Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/"))
            yield return new("Messenger:PublicUrl must be an address such as https://chat.example.com, without a path.", [nameof(PublicUrl)]);
        foreach (var proxy in TrustedProxies.Where(p => Networks.Parse(p) is null))
            yield return new($"Messenger:TrustedProxies must hold addresses or networks such as 10.0.0.5 or 10.1.0.0/24, not '{proxy}'.", [nameof(TrustedProxies)]);
    }

    /// <summary><see cref="TrustedProxies"/> as networks.</summary>
    public IEnumerable<IPNetwork> ProxyNetworks() => TrustedProxies.Select(Networks.Parse).OfType<IPNetwork>();

    /// <summary>Whether a page of this origin is ours. Without a public address that is a loopback name which the request itself was sent to.</summary>
    public bool IsOurs(string origin, HostString host)
    {
        if (AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)) return true;
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var page)) return false;
        if (Url is { } url) return page.GetLeftPart(UriPartial.Authority).Equals(url.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);
        return page.IsLoopback && page.Scheme == "http" && page.Authority.Equals(host.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The address to put before a path of ours.</summary>
    public string BaseOf(HttpRequest request) => Url?.GetLeftPart(UriPartial.Authority) ?? $"{request.Scheme}://{request.Host}";
}

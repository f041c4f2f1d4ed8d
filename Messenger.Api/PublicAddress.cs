using System.ComponentModel.DataAnnotations;

namespace Messenger.Api;

/// <summary>Where people reach this installation. Section <c>Messenger</c>.</summary>
sealed class PublicAddress : IValidatableObject
{
    /// <summary>The address in the browser, such as <c>https://chat.example.com</c>. Without it only this machine is served.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Other origins whose pages may call with a cookie, such as that of a development server.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Cookies and addresses must be kept to TLS.</summary>
    public bool IsHttps => PublicUrl?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;

    public Uri? Url => PublicUrl is null ? null : new Uri(PublicUrl.TrimEnd('/') + "/");

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PublicUrl is not null && (!Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/"))
            yield return new("Messenger:PublicUrl must be an address such as https://chat.example.com, without a path.", [nameof(PublicUrl)]);
    }

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

using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Messenger.Domain.Links;

/// <summary>The section <c>LinkPreviews</c> of the settings: which pages this server reads in order to show what is behind a link. At first none.</summary>
public sealed class LinkPreviewSettings : IValidatableObject
{
    string? _except;

    /// <summary>
    /// The hosts whose pages are read: <c>example.com</c>; <c>*.example.com</c> for those below it; <c>*</c> for all. A port that is not the scheme's own must
    /// be named: <c>wiki.intranet:8443</c>.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>
    /// Networks that are read besides public ones, as addresses or networks such as <c>10.20.0.0/16</c>. Whoever may post could read there what this server
    /// can reach.
    /// </summary>
    public IReadOnlyList<string> AllowedNetworks { get; init; } = [];

    /// <summary>Leaves out the pages of one address, whatever else is allowed: those of this installation show nothing to somebody who is not signed in.</summary>
    public void Except(Uri own) => _except = own.Authority;

    /// <summary>Whether pages of this address may be read, as far as its name says.</summary>
    public bool Allows(Uri link)
    {
        if (link.Authority.Equals(_except, StringComparison.OrdinalIgnoreCase)) return false;
        var (host, authority) = (link.IdnHost, $"{link.IdnHost}:{link.Port}");
        return AllowedHosts.Any(allowed => allowed.Contains(':', StringComparison.Ordinal) ? Matches(allowed, authority) : link.IsDefaultPort && Matches(allowed, host));
    }

    /// <summary><see cref="AllowedNetworks"/> as networks.</summary>
    public IEnumerable<IPNetwork> Networks() => AllowedNetworks.Select(Domain.Networks.Parse).OfType<IPNetwork>();

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var network in AllowedNetworks.Where(n => Domain.Networks.Parse(n) is null))
            yield return new($"LinkPreviews:AllowedNetworks must hold addresses or networks such as 10.20.0.0/16, not '{network}'.", [nameof(AllowedNetworks)]);
        foreach (var host in AllowedHosts.Where(h => h != "*" && !IsHost(h.StartsWith("*.", StringComparison.Ordinal) ? h[2..] : h)))
            yield return new($"LinkPreviews:AllowedHosts must hold names such as example.com or *.example.com, not '{host}'.", [nameof(AllowedHosts)]);
    }

    static bool Matches(string allowed, string name) =>
        allowed == "*" || name.Equals(allowed, StringComparison.OrdinalIgnoreCase)
        || (allowed.StartsWith("*.", StringComparison.Ordinal) && name.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase));

    static bool IsHost(string text) => Uri.TryCreate($"https://{text}/", UriKind.Absolute, out var url) && url.PathAndQuery == "/" && url.UserInfo.Length == 0 && url.Host.Length > 0;
}

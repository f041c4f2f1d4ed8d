using System.ComponentModel.DataAnnotations;
using Messenger.Infrastructure.Postgres;

namespace Messenger.Api.Identity;

/// <summary>Another application that signs its users in with this Messenger, as an entry of the section <c>OpenId:Clients</c>.</summary>
sealed class OpenIdClient : IValidatableObject
{
    const string Section = "OpenId:Clients";

    /// <summary>Its id.</summary>
    [Required]
    public required string ClientId { get; init; }

    /// <summary>Its secret.</summary>
    [Required, MinLength(16)]
    public required string ClientSecret { get; init; }

    /// <summary>Its exact redirect addresses.</summary>
    [Required, MinLength(1)]
    public required IReadOnlyList<string> RedirectUris { get; init; }

    /// <summary>Reads and checks the settings; what is wrong stops the start and names itself.</summary>
    public static IReadOnlyList<OpenIdClient> Read(IConfiguration configuration)
    {
        var all = configuration.GetSection(Section).Get<OpenIdClient[]>() ?? [];
        foreach (var (i, client) in all.Index())
        {
            var errors = new List<ValidationResult>();
            Validator.TryValidateObject(client, new(client), errors, validateAllProperties: true);
            if (all.Count(c => c.ClientId == client.ClientId) > 1) errors.Add(new("ClientId is used twice."));
            if (errors.Count > 0) throw new StartRefusedException($"Setting {Section}:{i}: {string.Join(" ", errors.Select(e => e.ErrorMessage))}");
        }
        return all;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ClientId == OpenIdProvider.NativeClient) yield return new($"ClientId {ClientId} is our own.");
        foreach (var uri in RedirectUris.Where(uri =>
            !Uri.TryCreate(uri, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https") || parsed.Fragment.Length > 0))
            yield return new($"RedirectUris: {uri} is not an http address without a fragment.");
    }
}

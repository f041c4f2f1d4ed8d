using System.ComponentModel.DataAnnotations;

namespace Messenger.Api.Identity;

/// <summary>Another application that signs its users in with this Messenger, as an entry of the section <c>OpenId:Clients</c>.</summary>
sealed class OpenIdClient
{
    /// <summary>Its id.</summary>
    [Required]
    public required string ClientId { get; init; }

    /// <summary>Its secret.</summary>
    [Required, MinLength(16)]
    public required string ClientSecret { get; init; }

    /// <summary>Its exact redirect addresses.</summary>
    [Required, MinLength(1)]
    public required IReadOnlyList<string> RedirectUris { get; init; }
}

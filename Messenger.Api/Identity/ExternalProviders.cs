using System.ComponentModel.DataAnnotations;
using Messenger.Infrastructure.Postgres;

namespace Messenger.Api.Identity;

/// <summary>A company's OpenID provider, as an entry of the section <c>ExternalProviders</c>.</summary>
sealed class ExternalProvider
{
    /// <summary>The name in addresses: <c>/connect/external/{name}</c>; its callback is <c>/connect/callback/{name}</c>.</summary>
    [Required, RegularExpression("[a-z0-9-]{1,32}")]
    public required string Name { get; init; }

    /// <summary>The name on the sign-in page.</summary>
    [Required]
    public required string DisplayName { get; init; }

    /// <summary>The issuer.</summary>
    [Required, Url]
    public required string Authority { get; init; }

    /// <summary>Our id there.</summary>
    [Required]
    public required string ClientId { get; init; }

    /// <summary>Our secret there, if it gave us one.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What we ask for.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "profile", "email"];

    /// <summary>The claim that becomes the user name.</summary>
    public string UserNameClaim { get; init; } = "preferred_username";

    /// <summary>The claim that becomes the name that is shown.</summary>
    public string DisplayNameClaim { get; init; } = "name";

    /// <summary>The claim with the mail address.</summary>
    public string EmailClaim { get; init; } = "email";

    /// <summary>The claim with the department.</summary>
    public string DepartmentClaim { get; init; } = "department";

    /// <summary>Whoever comes for the first time gets an account.</summary>
    public bool CreateUsers { get; init; } = true;

    /// <summary>Only people with a verified mail address in one of these domains may sign in; empty for all.</summary>
    public IReadOnlyList<string> AllowedEmailDomains { get; init; } = [];

    /// <summary>The issuer must be reached by https. Off only for tests on one machine.</summary>
    public bool RequireHttps { get; init; } = true;
}

/// <summary>The configured providers.</summary>
sealed record ExternalProviders(IReadOnlyList<ExternalProvider> All)
{
    /// <summary>Reads and checks the settings; what is wrong stops the start and names itself.</summary>
    public static ExternalProviders Read(IConfiguration configuration)
    {
        var all = configuration.GetSection("ExternalProviders").Get<ExternalProvider[]>() ?? [];
        foreach (var (i, provider) in all.Index())
        {
            var errors = new List<ValidationResult>();
            Validator.TryValidateObject(provider, new(provider), errors, validateAllProperties: true);
            if (provider.RequireHttps && provider.Authority?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == false)
                errors.Add(new("Authority must begin with https://."));
            if (all.Count(p => p.Name == provider.Name) > 1) errors.Add(new("Name is used twice."));
            if (errors.Count > 0)
                throw new StartRefusedException($"Setting ExternalProviders:{i}: {string.Join(" ", errors.Select(e => e.ErrorMessage))}");
        }
        return new(all);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Infrastructure.Identity;

/// <summary>What a key of the OpenID provider is used for.</summary>
public enum TokenKeyUse
{
    /// <summary>To sign tokens.</summary>
    Signing = 1,

    /// <summary>To encrypt them.</summary>
    Encryption = 2,
}

/// <summary>A key of the OpenID provider, the same for all nodes.</summary>
public sealed class TokenKeyRow
{
    /// <summary>The id, also its <c>kid</c>.</summary>
    public required Guid Id { get; init; }

    /// <summary>What for.</summary>
    public required TokenKeyUse Use { get; init; }

    /// <summary>The private key (PKCS#8), protected by Data Protection.</summary>
    public required string ProtectedKey { get; init; }

    /// <summary>When it was made. When it signs follows from that and from <see cref="KeyRotation"/>.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

sealed class TokenKeyConfiguration : IEntityTypeConfiguration<TokenKeyRow>
{
    public void Configure(EntityTypeBuilder<TokenKeyRow> key) => key.ToTable("token_keys");
}

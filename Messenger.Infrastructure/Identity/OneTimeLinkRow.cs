using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Infrastructure.Identity;

/// <summary>What a one-time link is for.</summary>
public enum OneTimeLinkPurpose
{
    /// <summary>To make the first administrator.</summary>
    SetUp = 1,

    /// <summary>To set a password.</summary>
    Password = 2,
}

/// <summary>A link that works once. Only the hash of its token is kept.</summary>
public sealed class OneTimeLinkRow
{
    /// <summary>SHA-256 of the token.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>What for.</summary>
    public required OneTimeLinkPurpose Purpose { get; init; }

    /// <summary>Whose password; null for the set-up.</summary>
    public Guid? UserId { get; init; }

    /// <summary>When it expires.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was used, or replaced by a newer one; null while it is good.</summary>
    public DateTimeOffset? UsedAt { get; set; }
}

sealed class OneTimeLinkConfiguration : IEntityTypeConfiguration<OneTimeLinkRow>
{
    public void Configure(EntityTypeBuilder<OneTimeLinkRow> link)
    {
        link.ToTable("one_time_links");
        link.HasKey(l => l.TokenHash);
        link.HasIndex(l => l.UserId);
        link.HasOne<UserRow>().WithMany().HasForeignKey(l => l.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

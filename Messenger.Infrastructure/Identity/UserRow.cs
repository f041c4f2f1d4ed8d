using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Infrastructure.Identity;

/// <summary>An account.</summary>
public sealed class UserRow : IdentityUser<Guid>
{
    /// <summary>The name that is shown.</summary>
    public required string DisplayName { get; set; }

    /// <summary>The department.</summary>
    public string? Department { get; set; }

    /// <summary>The user administrates accounts.</summary>
    public bool IsAdministrator { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was deactivated; null while it is active.</summary>
    public DateTimeOffset? DeactivatedAt { get; set; }

    /// <summary>When its last connection closed.</summary>
    public DateTimeOffset? LastSeenAt { get; set; }
}

sealed class UserConfiguration : IEntityTypeConfiguration<UserRow>
{
    public void Configure(EntityTypeBuilder<UserRow> user)
    {
        user.ToTable("users");
        user.Property(u => u.DisplayName).HasMaxLength(100);
        user.Property(u => u.Department).HasMaxLength(100);
        user.HasIndex(u => new { u.DisplayName, u.Id });
    }
}

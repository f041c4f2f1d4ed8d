using Messenger.Contracts.Presence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Infrastructure.Identity;

/// <summary>An account.</summary>
public sealed class UserRow : IdentityUser<Guid>
{
    /// <summary>The name that is shown.</summary>
    public required string DisplayName { get; set; }

    /// <summary>The name of the department, as it is in the department's row; nodes of the version before departments go by it alone.</summary>
    public string? Department { get; set; }

    /// <summary>The department.</summary>
    public Guid? DepartmentId { get; set; }

    /// <summary>What the user does.</summary>
    public string? Title { get; set; }

    /// <summary>The telephone number, as it is shown; the one of Identity is for signing in.</summary>
    public string? Phone { get; set; }

    /// <summary>What the user says of how the display name is read; null for what is usual.</summary>
    public string? Pinyin { get; set; }

    /// <summary>The time zone, by its IANA name.</summary>
    public string? TimeZone { get; set; }

    /// <summary>The language, by its BCP 47 tag.</summary>
    public string? Language { get; set; }

    /// <summary>Grows with each new picture; null without one.</summary>
    public long? AvatarVersion { get; set; }

    /// <summary>What the user says of being reachable.</summary>
    public Availability? Availability { get; set; }

    /// <summary>The emoji of the status.</summary>
    public string? StatusEmoji { get; set; }

    /// <summary>The words of the status.</summary>
    public string? StatusText { get; set; }

    /// <summary>When the status ends; null for never.</summary>
    public DateTimeOffset? StatusUntil { get; set; }

    /// <summary>Nobody sees when the user was last connected.</summary>
    public bool HidesLastSeen { get; set; }

    /// <summary>The transaction that last changed what a search for people goes by; a trigger of the table writes it.</summary>
    public ulong? ChangedXid { get; private set; }

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
        user.Property(u => u.Title).HasMaxLength(100);
        user.Property(u => u.Phone).HasMaxLength(40);
        user.Property(u => u.Pinyin).HasMaxLength(200);
        user.Property(u => u.TimeZone).HasMaxLength(64);
        user.Property(u => u.Language).HasMaxLength(35);
        user.Property(u => u.StatusEmoji).HasMaxLength(32);
        user.Property(u => u.StatusText).HasMaxLength(100);
        user.Property(u => u.ChangedXid).HasColumnType("xid8");
        user.HasIndex(u => u.DepartmentId).IsCreatedConcurrently();
        user.HasIndex(u => u.ChangedXid).IsCreatedConcurrently();
        user.HasIndex(u => new { u.DisplayName, u.Id });
    }
}

using Messenger.Contracts.Personal;
using Messenger.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Infrastructure.Personal;

/// <summary>One thing of a user. Written by SQL on Npgsql only.</summary>
public sealed class PersonalItemRow
{
    /// <summary>Whose.</summary>
    public required Guid UserId { get; init; }

    /// <summary>What it is.</summary>
    public required PersonalKind Kind { get; init; }

    /// <summary>What it is about.</summary>
    public required string Key { get; init; }

    /// <summary>The version of the user's things at which it last changed.</summary>
    public required long Version { get; set; }

    /// <summary>When that was.</summary>
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>The JSON of <see cref="PersonalItem"/>; null when it was removed.</summary>
    public string? Value { get; set; }

    /// <summary>When the server has something to do with it.</summary>
    public DateTimeOffset? DueAt { get; set; }
}

sealed class PersonalItemConfiguration : IEntityTypeConfiguration<PersonalItemRow>
{
    public void Configure(EntityTypeBuilder<PersonalItemRow> item)
    {
        item.ToTable("personal_items");
        item.HasKey(i => new { i.UserId, i.Kind, i.Key });
        item.HasIndex(i => new { i.UserId, i.Version });
        item.HasIndex(i => i.DueAt).HasFilter("due_at is not null");
        item.HasIndex(i => i.ChangedAt).HasFilter("value is null");
        item.Property(i => i.Value).HasColumnType("jsonb");
        item.HasOne<UserRow>().WithMany().HasForeignKey(i => i.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>How far the things of a user have come.</summary>
public sealed class PersonalVersionRow
{
    /// <summary>Whose.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The version of the latest change.</summary>
    public required long Version { get; set; }

    /// <summary>Marks of what was removed are forgotten up to this version: who holds an older one loads everything.</summary>
    public long ForgottenVersion { get; set; }
}

sealed class PersonalVersionConfiguration : IEntityTypeConfiguration<PersonalVersionRow>
{
    public void Configure(EntityTypeBuilder<PersonalVersionRow> version)
    {
        version.ToTable("personal_versions");
        version.HasKey(v => v.UserId);
        version.Property(v => v.ForgottenVersion).HasDefaultValue(0L);
        version.HasOne<UserRow>().WithMany().HasForeignKey(v => v.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

using Messenger.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Infrastructure.Directory;

/// <summary>A department.</summary>
public sealed class DepartmentRow
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The department that it belongs to; null at the top.</summary>
    public Guid? ParentId { get; set; }

    /// <summary>The name.</summary>
    public required string Name { get; set; }

    /// <summary>Its place among its siblings.</summary>
    public int Position { get; set; }
}

/// <summary>Who leads a department.</summary>
public sealed class DepartmentHeadRow
{
    /// <summary>The department.</summary>
    public required Guid DepartmentId { get; init; }

    /// <summary>Who.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The place among its heads.</summary>
    public required int Position { get; init; }
}

/// <summary>The picture of a user.</summary>
public sealed class UserAvatarRow
{
    /// <summary>Whose.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The media type.</summary>
    public required string ContentType { get; set; }

    /// <summary>The file.</summary>
    public required byte[] Bytes { get; set; }
}

sealed class DepartmentConfiguration : IEntityTypeConfiguration<DepartmentRow>
{
    public void Configure(EntityTypeBuilder<DepartmentRow> department)
    {
        department.ToTable("departments");
        department.Property(d => d.Name).HasMaxLength(100);
        department.HasOne<DepartmentRow>().WithMany().HasForeignKey(d => d.ParentId).OnDelete(DeleteBehavior.Restrict);
        department.HasIndex(d => new { d.ParentId, d.Name }).IsUnique().AreNullsDistinct(false);
    }
}

sealed class DepartmentHeadConfiguration : IEntityTypeConfiguration<DepartmentHeadRow>
{
    public void Configure(EntityTypeBuilder<DepartmentHeadRow> head)
    {
        head.ToTable("department_heads");
        head.HasKey(h => new { h.DepartmentId, h.UserId });
        head.HasIndex(h => h.UserId);
        head.HasOne<DepartmentRow>().WithMany().HasForeignKey(h => h.DepartmentId).OnDelete(DeleteBehavior.Cascade);
        head.HasOne<UserRow>().WithMany().HasForeignKey(h => h.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class UserAvatarConfiguration : IEntityTypeConfiguration<UserAvatarRow>
{
    public void Configure(EntityTypeBuilder<UserAvatarRow> avatar)
    {
        avatar.ToTable("user_avatars");
        avatar.HasKey(a => a.UserId);
        avatar.HasOne<UserRow>().WithMany().HasForeignKey(a => a.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

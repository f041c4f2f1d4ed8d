using Messenger.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Infrastructure.Conversations;

/// <summary>Somebody who asks to join. Written by SQL on Npgsql only.</summary>
public sealed class JoinRequestRow
{
    /// <summary>The group.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>Who.</summary>
    public required Guid UserId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>What he wrote.</summary>
    public string? Note { get; init; }
}

sealed class JoinRequestConfiguration : IEntityTypeConfiguration<JoinRequestRow>
{
    public void Configure(EntityTypeBuilder<JoinRequestRow> request)
    {
        request.ToTable("join_requests");
        request.HasKey(r => new { r.ConversationId, r.UserId });
        request.Property(r => r.Note).HasMaxLength(200);
        request.HasOne<ConversationRow>().WithMany().HasForeignKey(r => r.ConversationId).OnDelete(DeleteBehavior.Cascade);
        request.HasOne<UserRow>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>A link by which colleagues join a group. Only the hash of its token is kept.</summary>
public sealed class JoinLinkRow
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The group.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>SHA-256 of the token.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>Who made it.</summary>
    public required Guid CreatedBy { get; init; }

    /// <summary>Until when it is good.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How many may still join by it; null for any number.</summary>
    public int? UsesLeft { get; set; }

    /// <summary>Whoever comes by it has to ask.</summary>
    public bool NeedsApproval { get; init; }
}

sealed class JoinLinkConfiguration : IEntityTypeConfiguration<JoinLinkRow>
{
    public void Configure(EntityTypeBuilder<JoinLinkRow> link)
    {
        link.ToTable("join_links");
        link.HasKey(l => l.Id);
        link.HasIndex(l => l.TokenHash).IsUnique();
        link.HasIndex(l => l.ConversationId);
        link.HasOne<ConversationRow>().WithMany().HasForeignKey(l => l.ConversationId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>The picture of a group.</summary>
public sealed class AvatarRow
{
    /// <summary>The group.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The media type.</summary>
    public required string ContentType { get; set; }

    /// <summary>The file.</summary>
    public required byte[] Bytes { get; set; }
}

sealed class AvatarConfiguration : IEntityTypeConfiguration<AvatarRow>
{
    public void Configure(EntityTypeBuilder<AvatarRow> avatar)
    {
        avatar.ToTable("avatars");
        avatar.HasKey(a => a.ConversationId);
        avatar.HasOne<ConversationRow>().WithMany().HasForeignKey(a => a.ConversationId).OnDelete(DeleteBehavior.Cascade);
    }
}

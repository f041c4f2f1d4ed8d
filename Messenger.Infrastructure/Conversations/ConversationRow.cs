using Messenger.Contracts.Conversations;
using Messenger.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Infrastructure.Conversations;

/// <summary>A conversation and the counters of its log.</summary>
public sealed class ConversationRow
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Direct or group.</summary>
    public required ConversationKind Kind { get; init; }

    /// <summary>The title of a group.</summary>
    public string? Title { get; set; }

    /// <summary>The description of a group.</summary>
    public string? Description { get; set; }

    /// <summary>What new members see.</summary>
    public required HistoryVisibility History { get; set; }

    /// <summary>Who posts: from this role on.</summary>
    public MemberRole Posting { get; set; } = MemberRole.Member;

    /// <summary>Who mentions everybody: from this role on.</summary>
    public MemberRole MentioningEveryone { get; set; } = MemberRole.Member;

    /// <summary>The pause of slow mode; 0 for none.</summary>
    public int SlowModeSeconds { get; set; }

    /// <summary>Who can find it.</summary>
    public Visibility Visibility { get; set; } = Visibility.Private;

    /// <summary>How people come into it by themselves.</summary>
    public Joining Joining { get; set; } = Joining.Invited;

    /// <summary>The announcement.</summary>
    public string? Announcement { get; set; }

    /// <summary>Who wrote it.</summary>
    public Guid? AnnouncedBy { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset? AnnouncedAt { get; set; }

    /// <summary>The version at which the picture last changed; null without one.</summary>
    public long? AvatarVersion { get; set; }

    /// <summary>When it was archived; null while it is not.</summary>
    public DateTimeOffset? ArchivedAt { get; set; }

    /// <summary>A direct conversation's two users, the smaller id first; both null in groups.</summary>
    public Guid? DirectLow { get; init; }

    /// <summary>The other one; the same one in a note to oneself.</summary>
    public Guid? DirectHigh { get; init; }

    /// <summary>The newest message.</summary>
    public long Seq { get; set; }

    /// <summary>The newest change.</summary>
    public long Version { get; set; }

    /// <summary>The version at which title, description, settings or the number of members last changed.</summary>
    public long DetailsVersion { get; set; }

    /// <summary>Open memberships.</summary>
    public int MemberCount { get; set; }

    /// <summary>Goes up when somebody is removed; part of the name of the group that pushes go to.</summary>
    public int DeliveryEpoch { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When something was last posted.</summary>
    public required DateTimeOffset ActiveAt { get; set; }

    /// <summary>The transaction that last changed it (<c>pg_current_xact_id()</c>); what <c>Sync</c> goes by.</summary>
    public ulong ChangedXid { get; set; }
}

sealed class ConversationConfiguration : IEntityTypeConfiguration<ConversationRow>
{
    public void Configure(EntityTypeBuilder<ConversationRow> conversation)
    {
        // Every append updates the row. Room on the page and no index on what changes keeps these updates within the page (HOT).
        conversation.ToTable("conversations").HasStorageParameter("fillfactor", 70);
        conversation.Property(c => c.Title).HasMaxLength(100);
        conversation.Property(c => c.Description).HasMaxLength(1000);
        // The defaults are for rows that a node of the version before makes.
        conversation.Property(c => c.Posting).HasDefaultValue(MemberRole.Member).HasSentinel((MemberRole)0);
        conversation.Property(c => c.MentioningEveryone).HasDefaultValue(MemberRole.Member).HasSentinel((MemberRole)0);
        conversation.Property(c => c.SlowModeSeconds).HasDefaultValue(0);
        conversation.Property(c => c.Visibility).HasDefaultValue(Visibility.Private).HasSentinel((Visibility)0);
        conversation.Property(c => c.Joining).HasDefaultValue(Joining.Invited).HasSentinel((Joining)0);
        conversation.Property(c => c.ChangedXid).HasColumnType("xid8");
        conversation.HasIndex(c => c.Visibility).HasFilter("visibility = 2").IsCreatedConcurrently();
        conversation.HasIndex(c => new { c.DirectLow, c.DirectHigh }).IsUnique();
    }
}

/// <summary>A membership. It stays after its end, so that those who held it are told.</summary>
public sealed class MemberRow
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The user.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The role.</summary>
    public required MemberRole Role { get; set; }

    /// <summary>When the present membership began.</summary>
    public required DateTimeOffset JoinedAt { get; set; }

    /// <summary>The first seq that this member may see.</summary>
    public required long FirstSeq { get; set; }

    /// <summary>When it ended; null while it is open.</summary>
    public DateTimeOffset? LeftAt { get; set; }

    /// <summary>The largest seq read.</summary>
    public long ReadSeq { get; set; }

    /// <summary>An administrator has muted this member until then.</summary>
    public DateTimeOffset? MutedUntil { get; set; }

    /// <summary>When this member last posted while the conversation was in slow mode.</summary>
    public DateTimeOffset? LastPostedAt { get; set; }

    /// <summary>The conversation's version at which role or membership last changed.</summary>
    public required long Version { get; set; }

    /// <summary>The transaction that last changed this row (<c>pg_current_xact_id()</c>); what <c>Sync</c> goes by.</summary>
    public ulong ChangedXid { get; set; }
}

sealed class MemberConfiguration : IEntityTypeConfiguration<MemberRow>
{
    public void Configure(EntityTypeBuilder<MemberRow> member)
    {
        member.ToTable("members").HasStorageParameter("fillfactor", 80);
        member.HasKey(m => new { m.ConversationId, m.UserId });
        member.HasIndex(m => m.UserId);
        // What one has left is asked for with every sync, and is little.
        member.HasIndex(m => m.UserId, "Left").HasDatabaseName("ix_members_user_id_left").HasFilter("left_at is not null").IsCreatedConcurrently();
        member.HasIndex(m => new { m.ConversationId, m.Role }).HasFilter("role > 1 and left_at is null").IsCreatedConcurrently();
        member.Property(m => m.ChangedXid).HasColumnType("xid8");
        member.HasOne<ConversationRow>().WithMany().HasForeignKey(m => m.ConversationId).OnDelete(DeleteBehavior.Cascade);
        member.HasOne<UserRow>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}

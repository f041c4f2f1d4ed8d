using Messenger.Contracts.Messages;
using Messenger.Infrastructure.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;

namespace Messenger.Infrastructure.Messages;

/// <summary>A row of the log. Written by SQL on Npgsql only.</summary>
public sealed class MessageRow
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The place in the conversation.</summary>
    public required long Seq { get; init; }

    /// <summary>The version at which it last changed.</summary>
    public required long Version { get; set; }

    /// <summary>Text or system.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>Who wrote it, or whose action it reports.</summary>
    public required Guid SenderId { get; init; }

    /// <summary>The client's id; null on system entries.</summary>
    public Guid? ClientMessageId { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset PostedAt { get; init; }

    /// <summary>The text; null on system entries and on what was recalled.</summary>
    public string? Text { get; set; }

    /// <summary>When the text was last changed.</summary>
    public DateTimeOffset? EditedAt { get; set; }

    /// <summary>When it was taken back.</summary>
    public DateTimeOffset? RecalledAt { get; set; }

    /// <summary>By whom.</summary>
    public Guid? RecalledBy { get; set; }

    /// <summary>The message that it answers.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>The first message of its thread.</summary>
    public long? ThreadSeq { get; init; }

    /// <summary>It belongs to a thread, and to the main line as well.</summary>
    public bool AlsoInMain { get; init; }

    /// <summary>Replies of the thread that it began.</summary>
    public int ThreadReplies { get; set; }

    /// <summary>The newest of them.</summary>
    public long? ThreadLastSeq { get; set; }

    /// <summary>When it was pinned.</summary>
    public DateTimeOffset? PinnedAt { get; set; }

    /// <summary>By whom.</summary>
    public Guid? PinnedBy { get; set; }

    /// <summary>The members whom it names.</summary>
    public Guid[]? Mentions { get; set; }

    /// <summary>It mentions everybody.</summary>
    public MentionScope? MentionsEveryone { get; set; }

    /// <summary>When it vanishes for everybody.</summary>
    public DateTimeOffset? VanishesAt { get; init; }

    /// <summary>The messages of a card, as JSON.</summary>
    public string? Card { get; set; }

    /// <summary>What is only ever read with the row, as the JSON of <see cref="MessageDetail"/>.</summary>
    public string? Detail { get; set; }

    /// <summary>A system entry, as the JSON of <see cref="SystemEntry"/>.</summary>
    public string? System { get; init; }

    /// <summary>The words under which it is found; null if it has no text, or none were made yet.</summary>
    public NpgsqlTsVector? Words { get; set; }
}

sealed class MessageConfiguration : IEntityTypeConfiguration<MessageRow>
{
    public void Configure(EntityTypeBuilder<MessageRow> message)
    {
        message.ToTable("messages");
        message.HasKey(m => new { m.ConversationId, m.Seq });
        message.HasIndex(m => new { m.ConversationId, m.SenderId, m.ClientMessageId }).IsUnique();
        message.HasIndex(m => new { m.ConversationId, m.Version });
        message.Property(m => m.System).HasColumnType("jsonb");
        message.Property(m => m.Detail).HasColumnType("jsonb");
        message.Property(m => m.Card).HasColumnType("jsonb");
        message.HasIndex(m => m.VanishesAt).HasFilter("vanishes_at is not null and recalled_at is null").IsCreatedConcurrently();
        message.HasIndex(m => new { m.SenderId, m.ConversationId, m.ThreadSeq }).HasFilter("thread_seq is not null").IsCreatedConcurrently();
        message.HasIndex(m => new { m.SenderId, m.ConversationId, m.Seq }).HasFilter("thread_last_seq is not null").IsCreatedConcurrently();
        message.Property(m => m.AlsoInMain).HasDefaultValue(false);
        message.Property(m => m.ThreadReplies).HasDefaultValue(0);
        message.HasIndex(m => new { m.ConversationId, m.ThreadSeq, m.Seq }).HasFilter("thread_seq is not null").IsCreatedConcurrently();
        message.HasIndex(m => new { m.ConversationId, m.ReplyTo }).HasFilter("reply_to is not null").IsCreatedConcurrently();
        message.HasIndex(m => new { m.ConversationId, m.PinnedAt }).HasFilter("pinned_at is not null").IsCreatedConcurrently();
        message.HasIndex(m => m.Words).HasMethod("gin").IsCreatedConcurrently();
        message.HasIndex(m => new { m.PostedAt, m.ConversationId, m.Seq }).IsCreatedConcurrently();
        message.HasIndex(m => new { m.ConversationId, m.Seq }).HasDatabaseName("ix_messages_without_words").HasFilter("words is null and text is not null").IsCreatedConcurrently();
        message.HasOne<ConversationRow>().WithMany().HasForeignKey(m => m.ConversationId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>A reaction.</summary>
public sealed class ReactionRow
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The message.</summary>
    public required long Seq { get; init; }

    /// <summary>The emoji.</summary>
    public required string Emoji { get; init; }

    /// <summary>Whose.</summary>
    public required Guid UserId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset ReactedAt { get; init; }
}

sealed class ReactionConfiguration : IEntityTypeConfiguration<ReactionRow>
{
    public void Configure(EntityTypeBuilder<ReactionRow> reaction)
    {
        reaction.ToTable("reactions");
        reaction.HasKey(r => new { r.ConversationId, r.Seq, r.Emoji, r.UserId });
        reaction.HasOne<MessageRow>().WithMany().HasForeignKey(r => new { r.ConversationId, r.Seq }).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>A vote in a poll.</summary>
public sealed class PollVoteRow
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The message.</summary>
    public required long Seq { get; init; }

    /// <summary>The place of the answer, from 0.</summary>
    public required int Option { get; init; }

    /// <summary>Whose.</summary>
    public required Guid UserId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset VotedAt { get; init; }
}

sealed class PollVoteConfiguration : IEntityTypeConfiguration<PollVoteRow>
{
    public void Configure(EntityTypeBuilder<PollVoteRow> vote)
    {
        vote.ToTable("poll_votes");
        vote.HasKey(v => new { v.ConversationId, v.Seq, v.Option, v.UserId });
        vote.HasOne<MessageRow>().WithMany().HasForeignKey(v => new { v.ConversationId, v.Seq }).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>A text that a message had.</summary>
public sealed class EarlierTextRow
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The message.</summary>
    public required long Seq { get; init; }

    /// <summary>The version at which the text went.</summary>
    public required long Version { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>When it went.</summary>
    public required DateTimeOffset ReplacedAt { get; init; }
}

sealed class EarlierTextConfiguration : IEntityTypeConfiguration<EarlierTextRow>
{
    public void Configure(EntityTypeBuilder<EarlierTextRow> text)
    {
        text.ToTable("earlier_texts");
        text.HasKey(t => new { t.ConversationId, t.Seq, t.Version });
        text.HasOne<MessageRow>().WithMany().HasForeignKey(t => new { t.ConversationId, t.Seq }).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>A member whom a message mentions, so that mentions are counted without reading texts.</summary>
public sealed class MentionRow
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>Who is mentioned; the empty id for everybody.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The message.</summary>
    public required long Seq { get; init; }

    /// <summary>Its sender, who is not told of what he wrote himself.</summary>
    public required Guid SenderId { get; init; }

    /// <summary>It is shown in a thread only.</summary>
    public bool InThread { get; init; }
}

sealed class MentionConfiguration : IEntityTypeConfiguration<MentionRow>
{
    public void Configure(EntityTypeBuilder<MentionRow> mention)
    {
        mention.ToTable("mentions");
        mention.HasKey(m => new { m.ConversationId, m.UserId, m.Seq });
        mention.HasOne<MessageRow>().WithMany().HasForeignKey(m => new { m.ConversationId, m.Seq }).OnDelete(DeleteBehavior.Cascade);
    }
}

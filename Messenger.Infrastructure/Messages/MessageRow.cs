using Messenger.Contracts.Messages;
using Messenger.Infrastructure.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

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

    /// <summary>The text; null on system entries.</summary>
    public string? Text { get; set; }

    /// <summary>A system entry, as the JSON of <see cref="SystemEntry"/>.</summary>
    public string? System { get; init; }
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
        message.HasOne<ConversationRow>().WithMany().HasForeignKey(m => m.ConversationId).OnDelete(DeleteBehavior.Cascade);
    }
}

using Messenger.Contracts.Files;
using Messenger.Infrastructure.Identity;
using Messenger.Infrastructure.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;

namespace Messenger.Infrastructure.Files;

/// <summary>A file of a user, or the upload that becomes one. Written by SQL on Npgsql only.</summary>
public sealed class FileRow
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who has sent it up.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes that were announced. A picture that lost what it says of itself has fewer; whoever sent it still asks by this.</summary>
    public required long Size { get; set; }

    /// <summary>Bytes that are here.</summary>
    public required long Received { get; set; }

    /// <summary>How far it is.</summary>
    public required UploadState State { get; set; }

    /// <summary>The contents of which it consists until it is ready.</summary>
    public required string[] Segments { get; set; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When something was last done with it.</summary>
    public required DateTimeOffset TouchedAt { get; set; }

    /// <summary>Until when somebody finishes it.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Where who finishes it puts the whole.</summary>
    public string? PendingKey { get; set; }

    /// <summary>Its content; null until it is ready.</summary>
    public byte[]? Hash { get; set; }
}

sealed class FileConfiguration : IEntityTypeConfiguration<FileRow>
{
    public void Configure(EntityTypeBuilder<FileRow> file)
    {
        file.ToTable("files");
        file.HasKey(f => f.Id);
        file.HasIndex(f => new { f.UserId, f.Id });
        file.HasIndex(f => f.Hash);
        file.HasIndex(f => f.TouchedAt);
        file.HasIndex(f => f.LeaseUntil).HasFilter("state = 2");
        file.HasOne<UserRow>().WithMany().HasForeignKey(f => f.UserId).OnDelete(DeleteBehavior.Cascade);
        file.HasOne<ContentRow>().WithMany().HasForeignKey(f => f.Hash).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>A content, which any number of files may have.</summary>
public sealed class ContentRow
{
    /// <summary>SHA-256.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Where it is in the storage.</summary>
    public required string Key { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Its media type.</summary>
    public required string MediaType { get; init; }

    /// <summary>What it is to people.</summary>
    public required FileKind Kind { get; init; }

    /// <summary>Pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Pages.</summary>
    public int? Pages { get; init; }

    /// <summary>A tiny picture.</summary>
    public byte[]? Placeholder { get; init; }

    /// <summary>There are smaller pictures.</summary>
    public bool HasThumbnails { get; init; }

    /// <summary>When a file was last made of it.</summary>
    public required DateTimeOffset TouchedAt { get; set; }
}

sealed class ContentConfiguration : IEntityTypeConfiguration<ContentRow>
{
    public void Configure(EntityTypeBuilder<ContentRow> content)
    {
        content.ToTable("contents");
        content.HasKey(c => c.Hash);
        content.HasIndex(c => c.Key).IsUnique();
        content.HasIndex(c => c.TouchedAt);
    }
}

/// <summary>A file of a message: whoever may read the message may have it.</summary>
public sealed class MessageFileRow
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The message.</summary>
    public required long Seq { get; init; }

    /// <summary>The file. No foreign key: a file that is swept away meanwhile must not fail the batch of messages; it stays long enough for that.</summary>
    public required Guid FileId { get; init; }

    /// <summary>Its place among the files of the message, from 0; below 0, the poster of a film: -1 of the first file, -2 of the second.</summary>
    public required int Place { get; init; }

    /// <summary>What it is to people.</summary>
    public required FileKind Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The words of its name, by which it is found.</summary>
    public NpgsqlTsVector? Words { get; init; }

    /// <summary>Who sent the message.</summary>
    public required Guid SenderId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset PostedAt { get; init; }
}

sealed class MessageFileConfiguration : IEntityTypeConfiguration<MessageFileRow>
{
    public void Configure(EntityTypeBuilder<MessageFileRow> file)
    {
        file.ToTable("message_files");
        file.HasKey(f => new { f.ConversationId, f.Seq, f.FileId });
        file.HasIndex(f => f.FileId);
        file.HasIndex(f => new { f.ConversationId, f.Kind, f.Seq });
        file.HasIndex(f => f.Words).HasMethod("gin");
        file.HasIndex(f => new { f.PostedAt, f.ConversationId, f.Seq });
        file.HasOne<MessageRow>().WithMany().HasForeignKey(f => new { f.ConversationId, f.Seq }).OnDelete(DeleteBehavior.Cascade);
    }
}

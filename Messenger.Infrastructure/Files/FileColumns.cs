using System.Text.Json;
using Messenger.Contracts.Files;
using Messenger.Domain.Files;
using Messenger.Infrastructure.Messages;
using Npgsql;

namespace Messenger.Infrastructure.Files;

/// <summary>Reads contents, and makes attachments of them.</summary>
static class FileColumns
{
    /// <summary>The columns of a content <c>c</c>, as <see cref="ReadContent"/> takes them.</summary>
    public const string OfContent = "c.hash, c.key, c.size, c.media_type, c.kind, c.width, c.height, c.placeholder, c.has_thumbnails, c.pages";

    /// <summary>A file of a message <c>m</c> as its message has it, with what its sender's client said, as <see cref="ReadSent"/> takes it.</summary>
    public const string AsSent = """
        (select f.sent from messages x cross join lateral jsonb_array_elements(x.detail -> 'files') f (sent)
            where x.conversation_id = m.conversation_id and x.seq = m.seq and f.sent ->> 'fileId' = m.file_id::text)
        """;

    public static Attachment ReadSent(NpgsqlDataReader row, int column) => JsonSerializer.Deserialize(row.GetString(column), StoredJson.Default.Attachment)!;

    public static FileContent ReadContent(NpgsqlDataReader row, int first) =>
        new(row.GetFieldValue<byte[]>(first), row.GetString(first + 1), row.GetInt64(first + 2), row.GetString(first + 3), (FileKind)row.GetInt32(first + 4))
        {
            Width = row.IsDBNull(first + 5) ? null : row.GetInt32(first + 5),
            Height = row.IsDBNull(first + 6) ? null : row.GetInt32(first + 6),
            Placeholder = row.IsDBNull(first + 7) ? null : row.GetFieldValue<byte[]>(first + 7),
            HasThumbnails = row.GetBoolean(first + 8),
            Pages = row.IsDBNull(first + 9) ? null : row.GetInt32(first + 9),
        };

    public static Attachment AttachmentOf(Guid id, string name, FileContent content) => new()
    {
        FileId = id,
        Kind = content.Kind,
        Name = name,
        Size = content.Size,
        MediaType = content.MediaType,
        Width = content.Width,
        Height = content.Height,
        Placeholder = content.Placeholder is { } picture ? Convert.ToBase64String(picture) : null,
        HasThumbnails = content.HasThumbnails,
        Pages = content.Pages,
    };
}

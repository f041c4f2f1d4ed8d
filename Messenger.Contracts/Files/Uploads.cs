using System.Text.Json.Serialization;

namespace Messenger.Contracts.Files;

/// <summary>How far an upload is.</summary>
[JsonConverter(typeof(UploadStateConverter))]
public enum UploadState
{
    /// <summary>Some of it has not arrived.</summary>
    [JsonStringEnumMemberName("uploading")] Uploading = 1,

    /// <summary>All of it is here, and is being looked at.</summary>
    [JsonStringEnumMemberName("checking")] Checking = 2,

    /// <summary>It can be sent with messages.</summary>
    [JsonStringEnumMemberName("ready")] Ready = 3,

    /// <summary>It was found to be harmful, and is gone.</summary>
    [JsonStringEnumMemberName("refused")] Refused = 4,
}

sealed class UploadStateConverter() : JsonStringEnumConverter<UploadState>(namingPolicy: null, allowIntegerValues: false);

/// <summary>A file that the caller has uploaded, or has begun to.</summary>
public sealed record UploadedFile
{
    /// <summary>Its id, of the upload and of the file that it becomes.</summary>
    public required Guid Id { get; init; }

    /// <summary>How far it is.</summary>
    public required UploadState State { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes that were announced; <see cref="Attachment"/> says what a picture has without what it said of itself.</summary>
    public required long Size { get; init; }

    /// <summary>Bytes that are here.</summary>
    public required long Received { get; init; }

    /// <summary>When it was begun (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is thrown away if nothing more arrives (UTC); only while <c>uploading</c>.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What it is; only when <c>ready</c>.</summary>
    public Attachment? Attachment { get; init; }
}

/// <summary>What the caller has uploaded, the latest first.</summary>
public sealed record UploadList
{
    /// <summary>The files.</summary>
    public required IReadOnlyList<UploadedFile> Files { get; init; }

    /// <summary>The cursor of the next page; absent on the last.</summary>
    public string? Next { get; init; }

    /// <summary>Bytes of all of the caller's files, those under way in full.</summary>
    public required long Used { get; init; }

    /// <summary>Bytes that they may have.</summary>
    public required long Quota { get; init; }
}

/// <summary>A file in a conversation.</summary>
public sealed record ConversationFile
{
    /// <summary>The file.</summary>
    public required Attachment Attachment { get; init; }

    /// <summary>The message that it came with.</summary>
    public required long Seq { get; init; }

    /// <summary>Who sent it.</summary>
    public required Guid SenderId { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset PostedAt { get; init; }
}

/// <summary>Files of a conversation, the latest first.</summary>
public sealed record ConversationFileList
{
    /// <summary>The files.</summary>
    public required IReadOnlyList<ConversationFile> Files { get; init; }

    /// <summary>The cursor of the next page; absent on the last.</summary>
    public string? Next { get; init; }
}

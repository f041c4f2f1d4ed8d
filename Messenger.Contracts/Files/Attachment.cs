using System.Text.Json.Serialization;

namespace Messenger.Contracts.Files;

/// <summary>What a file is to people. It goes by the content, not by the name.</summary>
[JsonConverter(typeof(FileKindConverter))]
public enum FileKind
{
    /// <summary>A picture that browsers show.</summary>
    [JsonStringEnumMemberName("image")] Image = 1,

    /// <summary>A film.</summary>
    [JsonStringEnumMemberName("video")] Video = 2,

    /// <summary>Sound.</summary>
    [JsonStringEnumMemberName("audio")] Audio = 3,

    /// <summary>Anything else: it is downloaded, never shown by this server.</summary>
    [JsonStringEnumMemberName("document")] Document = 4,
}

/// <summary>Writes kinds as names, and reads nothing else.</summary>
public sealed class FileKindConverter() : JsonStringEnumConverter<FileKind>(namingPolicy: null, allowIntegerValues: false);

/// <summary>A file of a message. Its content is at <c>/files/{conversation}/{seq}/{fileId}</c>.</summary>
public sealed record Attachment
{
    /// <summary>The file.</summary>
    public required Guid FileId { get; init; }

    /// <summary>What it is.</summary>
    public required FileKind Kind { get; init; }

    /// <summary>Its name: one line without separators of paths, up to 200 UTF-16 code units.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The media type of the content (RFC 6838); <c>application/octet-stream</c> if it is not known.</summary>
    public required string MediaType { get; init; }

    /// <summary>Of a picture as it is shown, upright: pixels. Of a film if its sender's client said so.</summary>
    public int? Width { get; init; }

    /// <summary>Of a picture as it is shown, upright: pixels. Of a film if its sender's client said so.</summary>
    public int? Height { get; init; }

    /// <summary>A tiny, blurred picture of it to show until it is there: WebP, base64, up to 600 characters.</summary>
    public string? Placeholder { get; init; }

    /// <summary>There are smaller pictures of it at <c>?size=small</c> and <c>?size=large</c>: at most 320 and 1,280 pixels wide and high.</summary>
    public bool HasThumbnails { get; init; }

    /// <summary>Pages of a document, where that is known.</summary>
    public int? Pages { get; init; }

    /// <summary>It was spoken for this message.</summary>
    public bool IsVoice { get; init; }

    /// <summary>Of sound and films: milliseconds, as the sender's client says.</summary>
    public int? DurationMilliseconds { get; init; }

    /// <summary>Of sound: how loud it is over time, up to 64 bytes, base64, as the sender's client says.</summary>
    public string? Waveform { get; init; }

    /// <summary>Of a film: the picture that stands for it until it is played, if its sender's client sent one.</summary>
    public Poster? Poster { get; init; }
}

/// <summary>A picture that stands for a film. Its content is at <c>/files/{conversation}/{seq}/{fileId}</c> as well, in all sizes.</summary>
public sealed record Poster
{
    /// <summary>The picture.</summary>
    public required Guid FileId { get; init; }

    /// <summary>Pixels, upright.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels, upright.</summary>
    public int? Height { get; init; }

    /// <summary>A tiny, blurred picture of it: WebP, base64, up to 600 characters.</summary>
    public string? Placeholder { get; init; }
}

/// <summary>A file that was uploaded, to be sent with a message.</summary>
public sealed record AttachFile
{
    /// <summary>The upload; it is <c>ready</c>.</summary>
    public required Guid FileId { get; init; }

    /// <summary>It was spoken for this message; it is sound.</summary>
    public bool IsVoice { get; init; }

    /// <summary>Of sound and films: 1 to 86,400,000.</summary>
    public int? DurationMilliseconds { get; init; }

    /// <summary>Of sound: up to 64 bytes, base64.</summary>
    public string? Waveform { get; init; }

    /// <summary>Of a film: pixels, 1 to 16,384.</summary>
    public int? Width { get; init; }

    /// <summary>Of a film: pixels, 1 to 16,384.</summary>
    public int? Height { get; init; }

    /// <summary>Of a film: an upload with the picture that stands for it; it is <c>ready</c>, and is no file of the message by itself.</summary>
    public Guid? PosterId { get; init; }
}

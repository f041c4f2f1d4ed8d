using System.ComponentModel.DataAnnotations;

namespace Messenger.Domain.Files;

/// <summary>The section <c>Files</c> of the settings.</summary>
public sealed class FileSettings
{
    /// <summary>Where files are kept on disk; in <c>files</c> of the data directory if it is not given. Several nodes need one that all of them reach.</summary>
    public string? Directory { get; init; }

    /// <summary>Bytes of one file.</summary>
    [Range(1, 1L << 40)]
    public long MaxSize { get; init; } = 500_000_000;

    /// <summary>Bytes of all files of one user.</summary>
    [Range(0, long.MaxValue)]
    public long QuotaOfUser { get; init; } = 20_000_000_000;

    /// <summary>Bytes of the files of all users together, each counted as often as it was sent up.</summary>
    [Range(0, long.MaxValue)]
    public long QuotaInAll { get; init; } = long.MaxValue;

    /// <summary>Files of one message.</summary>
    [Range(1, 20)]
    public int MaxOfMessage { get; init; } = 10;

    /// <summary>How long an upload may rest before it is thrown away.</summary>
    [Range(typeof(TimeSpan), "0:01:00", "30.00:00:00")]
    public TimeSpan UploadRest { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a file stays that no message has, or no longer.</summary>
    [Range(typeof(TimeSpan), "1:00:00", "365.00:00:00")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromDays(1);
}

using System.Buffers.Text;
using Messenger.Contracts;
using Messenger.Contracts.Files;

namespace Messenger.Domain.Files;

/// <summary>Makes attachments of files that somebody has uploaded.</summary>
public sealed class FileAttacher(IFileStore store, FileSettings settings)
{
    const int LongestWaveform = 64;
    const int LongestSide = 16_384;
    const int LongestDuration = 24 * 60 * 60 * 1000;

    /// <summary>The attachments, in the order of the wishes; <see cref="ErrorCode.FileNotReady"/> if one cannot be sent.</summary>
    public async Task<Result<IReadOnlyList<Attachment>>> AttachAsync(Guid caller, IReadOnlyList<AttachFile> wishes, CancellationToken cancellationToken)
    {
        if (wishes.Count > settings.MaxOfMessage) return ErrorCode.TooMany;
        if (wishes.Count == 0 || !wishes.All(IsSound) || Named(wishes).Distinct().Count() < Named(wishes).Count()) return ErrorCode.InvalidRequest;
        var ready = await store.GetReadyAsync(caller, [.. Named(wishes)], cancellationToken);
        if (ready.Count < Named(wishes).Count()) return ErrorCode.FileNotReady;
        var attached = wishes.Select(wish => With(wish, ready[wish.FileId], wish.PosterId is { } poster ? ready[poster] : null)).ToList();
        return attached.Contains(null) ? ErrorCode.InvalidRequest : attached.OfType<Attachment>().ToList();
    }

    static IEnumerable<Guid> Named(IReadOnlyList<AttachFile> wishes) => wishes.SelectMany(w => w.PosterId is { } poster ? (Guid[])[w.FileId, poster] : [w.FileId]);

    static bool IsSound(AttachFile wish) =>
        wish.DurationMilliseconds is null or (>= 1 and <= LongestDuration) && wish.Width is null or (>= 1 and <= LongestSide) && wish.Height is null or (>= 1 and <= LongestSide)
        && (wish.Waveform is null || Base64.IsValid(wish.Waveform, out var length) && length is >= 1 and <= LongestWaveform && !wish.Waveform.AsSpan().ContainsAny(" \t\r\n"));

    /// <summary>The file with what its sender's client says of it; null if that is nothing for such a file.</summary>
    static Attachment? With(AttachFile wish, Attachment file, Attachment? poster)
    {
        var (isSound, isFilm) = (file.Kind == FileKind.Audio, file.Kind == FileKind.Video);
        // A recorder of a browser writes sound into the same container as films.
        if (wish.IsVoice && isFilm) (file, isSound, isFilm) = (file with { Kind = FileKind.Audio }, true, false);
        if ((wish.IsVoice || wish.Waveform is not null) && !isSound || wish.DurationMilliseconds is not null && !isSound && !isFilm || (wish.Width ?? wish.Height) is not null && !isFilm
            || poster is not null && (!isFilm || poster.Kind != FileKind.Image)) return null;
        return file with
        {
            IsVoice = wish.IsVoice,
            DurationMilliseconds = wish.DurationMilliseconds,
            Waveform = wish.Waveform,
            Width = wish.Width ?? file.Width,
            Height = wish.Height ?? file.Height,
            Poster = poster is null ? null : new() { FileId = poster.FileId, Width = poster.Width, Height = poster.Height, Placeholder = poster.Placeholder },
        };
    }
}

using System.Security.Cryptography;
using Messenger.Contracts;
using Messenger.Contracts.Files;

namespace Messenger.Domain.Files;

/// <summary>A checksum of what comes in one request.</summary>
/// <param name="Algorithm">How it was made.</param>
/// <param name="Value">What it is.</param>
public sealed record Checksum(HashAlgorithmName Algorithm, byte[] Value);

/// <summary>
/// Takes files in pieces. What has arrived is kept in segments of a few megabytes, each durable before it counts, so that another node goes on where a killed one
/// was; two clients that resume one upload cannot both move it on from one place.
/// </summary>
public sealed class FileUploader(IFileStore store, IFileStorage storage, FilesToFinish toFinish, FileSettings settings, TimeProvider clock)
{
    const int SegmentSize = 8 * 1024 * 1024;

    /// <summary>Begins an upload.</summary>
    public async Task<Result<UploadedFile>> CreateAsync(Guid caller, string? name, long size, CancellationToken cancellationToken)
    {
        if (size < 0) return ErrorCode.InvalidRequest;
        if (size > settings.MaxSize) return ErrorCode.FileTooLarge;
        var created = await store.CreateAsync(caller, Guid.CreateVersion7(clock.GetUtcNow()), FileNames.Clean(name), size, cancellationToken);
        if (created.IsOk(out var upload, out _) && upload.State == UploadState.Checking) toFinish.Hint();
        return created;
    }

    /// <summary>How far an upload is.</summary>
    public async Task<Result<UploadedFile>> GetAsync(Guid caller, Guid id, CancellationToken cancellationToken) =>
        await store.GetAsync(caller, id, cancellationToken) is { } upload ? upload : ErrorCode.NotFound;

    /// <summary>
    /// Takes what comes, as far as it comes: a body that breaks off counts up to there, unless it has a checksum. Answers the new offset;
    /// <see cref="ErrorCode.OffsetConflict"/> if the upload is elsewhere, or somebody else moves it on meanwhile.
    /// </summary>
    public async Task<Result<long>> AppendAsync(Guid caller, Guid id, long offset, Stream body, Checksum? checksum, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(caller, id, cancellationToken) is not { State: not UploadState.Refused } upload) return ErrorCode.NotFound;
        if (upload.Received != offset) return ErrorCode.OffsetConflict;
        using var hash = checksum is null ? null : IncrementalHash.CreateHash(checksum.Algorithm);
        var arriving = new ArrivingBody(body, upload.Size - offset, hash);
        var pending = new List<string>();
        var start = offset;
        while (!arriving.IsOver)
        {
            var key = $"uploads/{id:N}/{offset:D15}-{Guid.CreateVersion7(clock.GetUtcNow()):N}";
            var before = arriving.Taken;
            // Not ended with the caller: what has arrived is worth keeping.
            await storage.WriteAsync(key, (target, stop) => arriving.CopyAsync(target, SegmentSize, stop), CancellationToken.None);
            var length = arriving.Taken - before;
            if (length == 0)
            {
                await storage.DeleteAsync(key, CancellationToken.None);
                break;
            }
            pending.Add(key);
            if (arriving.IsTooLong) break;
            if (checksum is null && !await AdvanceAsync(offset, pending, length)) return ErrorCode.OffsetConflict;
            offset += length;
        }
        if (arriving.IsTooLong) return await ThrowAwayAsync(pending, ErrorCode.FileTooLarge);
        if (checksum is not null && offset > start)
        {
            if (arriving.BrokeOff || !CryptographicOperations.FixedTimeEquals(hash!.GetHashAndReset(), checksum.Value)) return await ThrowAwayAsync(pending, ErrorCode.ChecksumMismatch);
            if (!await AdvanceAsync(start, pending, offset - start)) return ErrorCode.OffsetConflict;
        }
        if (offset == upload.Size) toFinish.Hint();
        return offset;

        async Task<bool> AdvanceAsync(long from, List<string> segments, long length)
        {
            if (!await store.AdvanceAsync(caller, id, from, segments, length, CancellationToken.None))
            {
                await ThrowAwayAsync(segments, ErrorCode.OffsetConflict);
                return false;
            }
            segments.Clear();
            return true;
        }
    }

    /// <summary>Ends an upload, or removes a file that was not sent; <see cref="ErrorCode.Conflict"/> while it is looked at or a message has it.</summary>
    public async Task<Result<Done>> RemoveAsync(Guid caller, Guid id, CancellationToken cancellationToken)
    {
        if (await store.RemoveAsync(caller, id, cancellationToken) is not { } left) return await store.GetAsync(caller, id, cancellationToken) is null ? ErrorCode.NotFound : ErrorCode.Conflict;
        foreach (var key in left) await storage.DeleteAsync(key, CancellationToken.None);
        return new Done();
    }

    /// <summary>What the caller has uploaded.</summary>
    public async Task<Result<UploadList>> ListAsync(Guid caller, string? after, int limit, CancellationToken cancellationToken)
    {
        if (!IdCursor.TryParse(after, out var behind) || limit is < 1 or > 200) return ErrorCode.InvalidRequest;
        var (files, used) = await store.ListOwnAsync(caller, behind, limit + 1, cancellationToken);
        return new UploadList
        {
            Files = [.. files.Take(limit)],
            Next = files.Count > limit ? files[limit - 1].Id.ToString() : null,
            Used = used,
            Quota = settings.QuotaOfUser,
        };
    }

    async Task<ErrorCode> ThrowAwayAsync(List<string> segments, ErrorCode why)
    {
        foreach (var segment in segments) await storage.DeleteAsync(segment, CancellationToken.None);
        return why;
    }

    /// <summary>A body as it arrives: up to a length, and no further than it comes.</summary>
    sealed class ArrivingBody(Stream body, long most, IncrementalHash? hash)
    {
        readonly byte[] _buffer = new byte[64 * 1024];
        readonly byte[] _excess = new byte[1];

        public long Taken { get; private set; }

        public bool IsOver { get; private set; }

        public bool BrokeOff { get; private set; }

        public bool IsTooLong { get; private set; }

        public async Task CopyAsync(Stream target, long limit, CancellationToken cancellationToken)
        {
            for (var end = Taken + limit; Taken < end && !IsOver;)
            {
                var read = await ReadAsync((int)Math.Min(_buffer.Length, end - Taken));
                if (read == 0) return;
                // Whether more comes than may is to be known before the last of it counts.
                if (Taken == most) await ReadAsync(1);
                await target.WriteAsync(_buffer.AsMemory(0, read), cancellationToken);
            }
        }

        async Task<int> ReadAsync(int wanted)
        {
            var left = most - Taken;
            int read;
            try
            {
                read = await body.ReadAsync(left == 0 ? _excess : _buffer.AsMemory(0, (int)Math.Min(wanted, left)));
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                (BrokeOff, read) = (true, 0);
            }
            IsTooLong = read > left;
            IsOver = read == 0 || IsTooLong;
            if (IsOver) return 0;
            hash?.AppendData(_buffer.AsSpan(0, read));
            Taken += read;
            return read;
        }
    }
}

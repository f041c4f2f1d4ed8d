using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Messenger.Contracts.Operations;
using Messenger.Domain.Files;
using Messenger.Domain.Operations;

namespace Messenger.Infrastructure.Files;

/// <summary>The section <c>S3</c> of the settings: an object storage that keeps files.</summary>
public sealed class S3Settings : IValidatableObject
{
    /// <summary>The bucket. Without it files are kept in a directory.</summary>
    public string? Bucket { get; init; }

    /// <summary>The address of the storage; that of AWS if it is not given.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary>The region that requests are signed for.</summary>
    [Required]
    public string Region { get; init; } = "us-east-1";

    /// <summary>The key; that of the machine if it is not given.</summary>
    public string? AccessKey { get; init; }

    /// <summary>Its secret.</summary>
    public string? SecretKey { get; init; }

    /// <summary>The bucket stands in the path of addresses, not in the name of the host.</summary>
    public bool PathStyle { get; init; } = true;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ServiceUrl is { Length: > 0 } && !Uri.TryCreate(ServiceUrl, UriKind.Absolute, out _)) yield return new($"S3:ServiceUrl must be an address such as https://minio.example.com:9000, not '{ServiceUrl}'.", [nameof(ServiceUrl)]);
        if (AccessKey is null != SecretKey is null) yield return new("S3:AccessKey and S3:SecretKey are given together or not at all.", [nameof(SecretKey)]);
    }
}

/// <summary>Contents as objects of a bucket. An object is there only when all of it is, which the protocol promises.</summary>
sealed class S3FileStorage : IFileStorage, IStorageReadings, IDisposable
{
    /// <summary>Bytes of one request; 10,000 of them are the most that one object may have.</summary>
    const long Part = 16 * 1024 * 1024;

    readonly AmazonS3Client _client;
    readonly string _bucket;

    public S3FileStorage(S3Settings settings)
    {
        var config = new AmazonS3Config
        {
            AuthenticationRegion = settings.Region,
            ForcePathStyle = settings.PathStyle,
            // Others than AWS do not all know its newer checksums; ours is the hash in the database.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            MaxErrorRetry = 2,
        };
        if (settings.ServiceUrl is { Length: > 0 } url) config.ServiceURL = url;
        else config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(settings.Region);
        _client = settings.AccessKey is { } key ? new(new BasicAWSCredentials(key, settings.SecretKey), config) : new(config);
        _bucket = settings.Bucket!;
    }

    public async Task WriteAsync(string key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        // Whatever the size, it is not in memory; and what is sent again after a failure is still here.
        await using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await write(file, cancellationToken);
        await DoAsync(async () =>
        {
            file.Position = 0;
            if (file.Length > Part) await PutInPartsAsync(key, file, cancellationToken);
            else await _client.PutObjectAsync(new() { BucketName = _bucket, Key = key, InputStream = file, AutoCloseStream = false, UseChunkEncoding = false }, cancellationToken);
            return true;
        });
    }

    public StorageKind Kind => StorageKind.ObjectStorage;

    /// <summary>Asks for what is not there. Without the right to list the bucket AWS answers that as if it were forbidden.</summary>
    public async Task<StorageRoom> LookAsync(CancellationToken cancellationToken)
    {
        await using var nothing = await OpenAsync("health", cancellationToken);
        return new(null, null);
    }

    /// <summary>The SDK has this as well, but not without the encoding in chunks that not every storage knows.</summary>
    async Task PutInPartsAsync(string key, FileStream file, CancellationToken cancellationToken)
    {
        var upload = (await _client.InitiateMultipartUploadAsync(_bucket, key, cancellationToken)).UploadId;
        try
        {
            var parts = new List<PartETag>();
            for (var at = 0L; at < file.Length; at += Part)
            {
                file.Position = at;
                var part = new UploadPartRequest
                {
                    BucketName = _bucket,
                    Key = key,
                    UploadId = upload,
                    PartNumber = parts.Count + 1,
                    PartSize = Math.Min(Part, file.Length - at),
                    InputStream = file,
                    UseChunkEncoding = false,
                };
                parts.Add(new(parts.Count + 1, (await _client.UploadPartAsync(part, cancellationToken)).ETag));
            }
            await _client.CompleteMultipartUploadAsync(new() { BucketName = _bucket, Key = key, UploadId = upload, PartETags = parts }, cancellationToken);
        }
        catch
        {
            await _client.AbortMultipartUploadAsync(_bucket, key, upload, CancellationToken.None);
            throw;
        }
    }

    public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken) => DoAsync<Stream?>(async () =>
    {
        try
        {
            return new S3Content(this, key, (await _client.GetObjectMetadataAsync(_bucket, key, cancellationToken)).ContentLength);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    });

    public Task DeleteAsync(string key, CancellationToken cancellationToken) => DoAsync(async () => await _client.DeleteObjectAsync(_bucket, key, cancellationToken));

    public Task RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken) => DoAsync(async () =>
    {
        var begun = await _client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = _bucket }, cancellationToken);
        foreach (var upload in (begun.MultipartUploads ?? []).Where(u => u.Initiated < before.UtcDateTime)) await _client.AbortMultipartUploadAsync(_bucket, upload.Key, upload.UploadId, cancellationToken);
        return true;
    });

    public async IAsyncEnumerable<StoredContent> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var content in _client.Paginators.ListObjectsV2(new() { BucketName = _bucket }).S3Objects.WithCancellation(cancellationToken))
            yield return new(content.Key, content.Size ?? 0, content.LastModified?.ToUniversalTime() ?? DateTimeOffset.MaxValue);
    }

    public void Dispose() => _client.Dispose();

    static async Task<T> DoAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception e) when (e is AmazonClientException or HttpRequestException or AmazonServiceException or WebException)
        {
            throw new StorageUnavailableException($"The object storage cannot be used: {e.Message}", e);
        }
    }

    /// <summary>An object that is read from wherever one wants, as ranges of it are asked for.</summary>
    sealed class S3Content(S3FileStorage storage, string key, long length) : Stream
    {
        GetObjectResponse? _open;
        long _position;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position
        {
            get => _position;
            set => Seek(value, SeekOrigin.Begin);
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_position >= length || buffer.IsEmpty) return 0;
            var open = _open ??= await DoAsync(() => storage._client.GetObjectAsync(
                new GetObjectRequest { BucketName = storage._bucket, Key = key, ByteRange = _position == 0 ? null : new(_position, length - 1) }, cancellationToken));
            var read = await open.ResponseStream.ReadAsync(buffer, cancellationToken);
            _position += read;
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin)
        {
            var to = offset + (origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => length });
            if (to == _position) return to;
            _open?.Dispose();
            _open = null;
            return _position = to;
        }

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) _open?.Dispose();
            base.Dispose(disposing);
        }
    }
}

using System.Buffers.Binary;
using System.ComponentModel.DataAnnotations;
using System.Net.Sockets;
using System.Text;
using Messenger.Domain.Files;
using Microsoft.Extensions.Logging;

namespace Messenger.Infrastructure.Files;

/// <summary>The section <c>VirusScan</c> of the settings.</summary>
public sealed class VirusScanSettings : IValidatableObject
{
    /// <summary>Where <c>clamd</c> listens: <c>tcp://host:3310</c> or <c>unix:/run/clamav/clamd.ctl</c>. Without it nothing is scanned.</summary>
    public string? Clamd { get; init; }

    /// <summary>How long a scan may take.</summary>
    [Range(typeof(TimeSpan), "0:00:01", "1:00:00")]
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Clamd is { Length: > 0 } && EndPoint() is null) yield return new($"VirusScan:Clamd must be an address such as tcp://clamav:3310 or unix:/run/clamav/clamd.ctl, not '{Clamd}'.", [nameof(Clamd)]);
    }

    /// <summary>What to connect to; null if the address is none.</summary>
    internal (string Host, int Port)? EndPoint()
    {
        if (Clamd!.StartsWith("unix:/", StringComparison.Ordinal)) return (Clamd["unix:".Length..], 0);
        return Uri.TryCreate(Clamd, UriKind.Absolute, out var address) && address is { Scheme: "tcp", Port: > 0 } ? (address.Host, address.Port) : null;
    }
}

/// <summary>Asks ClamAV's daemon, by the command <c>INSTREAM</c> of its protocol (clamd(8)).</summary>
sealed partial class ClamdScanner(VirusScanSettings settings, ILogger<ClamdScanner> logger) : IVirusScanner
{
    const int Piece = 64 * 1024;

    public async Task<bool> IsCleanAsync(Stream content, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(settings.Patience);
        try
        {
            var answer = await AskAsync(content, patience.Token);
            if (answer.EndsWith(": OK", StringComparison.Ordinal)) return true;
            // What it cannot look at in full is not known to be clean: no time will change that, so it is not tried again.
            var isRefusal = answer.EndsWith(" FOUND", StringComparison.Ordinal) || answer.Contains("size limit exceeded", StringComparison.OrdinalIgnoreCase);
            if (!isRefusal) throw new IOException($"clamd answered '{answer}'.");
            LogRefused(answer);
            return false;
        }
        catch (SocketException e)
        {
            throw new IOException($"clamd cannot be reached at {settings.Clamd}.", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("clamd took too long.", e);
        }
    }

    async Task<string> AskAsync(Stream content, CancellationToken cancellationToken)
    {
        var (host, port) = settings.EndPoint()!.Value;
        using var socket = port == 0 ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await (port == 0 ? socket.ConnectAsync(new UnixDomainSocketEndPoint(host), cancellationToken) : socket.ConnectAsync(host, port, cancellationToken));
        await using var stream = new NetworkStream(socket);
        try
        {
            await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancellationToken);
            var buffer = new byte[4 + Piece];
            while (await content.ReadAsync(buffer.AsMemory(4), cancellationToken) is > 0 and var read)
            {
                BinaryPrimitives.WriteInt32BigEndian(buffer, read);
                await stream.WriteAsync(buffer.AsMemory(0, 4 + read), cancellationToken);
            }
            await stream.WriteAsync(new byte[4], cancellationToken);
        }
        catch (IOException)
        {
            // It closes its side when the content is too large for it, and has said so before.
        }
        var answer = new byte[1024];
        var length = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(answer, 0, length).TrimEnd('\0', '\n');
    }

    [LoggerMessage(3520, LogLevel.Warning, "A file was refused: {Answer}")]
    partial void LogRefused(string answer);
}

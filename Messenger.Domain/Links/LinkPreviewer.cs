using System.Threading.Channels;
using Messenger.Contracts.Messages;
using Messenger.Domain.Messages;

namespace Messenger.Domain.Links;

/// <summary>Reads what a page says of itself.</summary>
public interface ILinkReader
{
    /// <summary>Its title and description; null when it has none, may not be read, or does not answer in time as a page should.</summary>
    Task<LinkPreview?> ReadAsync(Uri link, CancellationToken cancellationToken);
}

/// <summary>
/// The messages of this node whose link is to be read. What does not fit, or is not read yet when the node ends, gets no preview: it is a courtesy, and no
/// message waits for it.
/// </summary>
public sealed class LinksToRead(LinkPreviewSettings settings)
{
    const int Capacity = 1_000;

    readonly Channel<LinkToRead> _waiting = Channel.CreateBounded<LinkToRead>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Takes a message that was just posted or edited.</summary>
    public void Offer(Message message)
    {
        if (settings.AllowedHosts.Count == 0 || MessageLinks.First(message.Text) is not { } link || !settings.Allows(link) || message.Preview?.Url == link.AbsoluteUri) return;
        _waiting.Writer.TryWrite(new(message.SenderId, message.ConversationId, message.Seq, link));
    }

    /// <summary>The messages, as they come.</summary>
    public IAsyncEnumerable<LinkToRead> ReadAllAsync(CancellationToken cancellationToken) => _waiting.Reader.ReadAllAsync(cancellationToken);
}

/// <summary>A message and its link.</summary>
public sealed record LinkToRead(Guid SenderId, Guid ConversationId, long Seq, Uri Link);

/// <summary>Gives a message the preview of its link.</summary>
public sealed class LinkPreviewer(ILinkReader reader, MessageReviser reviser)
{
    /// <summary>Reads the page and changes the message, if it still has that link then.</summary>
    public async Task PreviewAsync(LinkToRead item, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(item.Link, cancellationToken) is { } preview) await reviser.PreviewAsync(item.SenderId, item.ConversationId, item.Seq, preview, cancellationToken);
    }
}

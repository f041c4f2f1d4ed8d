using Messenger.Contracts;
using Messenger.Contracts.Search;

namespace Messenger.Client;

/// <summary>Searching.</summary>
public sealed partial class MessengerApi
{
    /// <summary>Messages that the user may read, by their text.</summary>
    public Task<Reply<MessageHits>> SearchAsync(SearchMessages request, CancellationToken cancellationToken) =>
        SendAsync<MessageHits>(HttpMethod.Post, "search/messages", request, cancellationToken);

    /// <summary>Files of messages that the user may read, by their names.</summary>
    public Task<Reply<FileHits>> SearchFilesAsync(SearchFiles request, CancellationToken cancellationToken) =>
        SendAsync<FileHits>(HttpMethod.Post, "search/files", request, cancellationToken);
}

using Messenger.Contracts;
using Messenger.Contracts.Conversations;

namespace Messenger.Client;

/// <summary>Finding and joining groups, and their pictures.</summary>
public sealed partial class MessengerApi
{
    /// <summary>The public groups.</summary>
    public Task<Reply<ChannelPage>> FindChannelsAsync(string? query, string? after, CancellationToken cancellationToken) =>
        SendAsync<ChannelPage>(HttpMethod.Get, Address("channels", ("query", query), ("after", after)), null, cancellationToken);

    /// <summary>Joins a public group, or asks to.</summary>
    public Task<Reply<JoinAnswer>> JoinAsync(Guid conversation, JoinConversation request, CancellationToken cancellationToken) =>
        SendAsync<JoinAnswer>(HttpMethod.Post, $"conversations/{conversation}/join", request, cancellationToken);

    /// <summary>Those who ask to join; administrators of the group only.</summary>
    public Task<Reply<JoinRequestList>> GetJoinRequestsAsync(Guid conversation, CancellationToken cancellationToken) =>
        SendAsync<JoinRequestList>(HttpMethod.Get, $"conversations/{conversation}/join-requests", null, cancellationToken);

    /// <summary>Lets somebody in who has asked, or not.</summary>
    public Task<Reply<Done>> AnswerJoinRequestAsync(Guid conversation, Guid user, AnswerJoinRequest request, CancellationToken cancellationToken) =>
        SendAsync<Done>(HttpMethod.Put, $"conversations/{conversation}/join-requests/{user}", request, cancellationToken);

    /// <summary>The links by which colleagues join; administrators of the group only.</summary>
    public Task<Reply<JoinLinkList>> GetJoinLinksAsync(Guid conversation, CancellationToken cancellationToken) =>
        SendAsync<JoinLinkList>(HttpMethod.Get, $"conversations/{conversation}/join-links", null, cancellationToken);

    /// <summary>Makes a link by which colleagues join.</summary>
    public Task<Reply<JoinLink>> CreateJoinLinkAsync(Guid conversation, CreateJoinLink request, CancellationToken cancellationToken) =>
        SendAsync<JoinLink>(HttpMethod.Post, $"conversations/{conversation}/join-links", request, cancellationToken);

    /// <summary>Ends a link.</summary>
    public Task<Reply<Done>> EndJoinLinkAsync(Guid conversation, Guid link, CancellationToken cancellationToken) =>
        SendAsync<Done>(HttpMethod.Delete, $"conversations/{conversation}/join-links/{link}", null, cancellationToken);

    /// <summary>Where a link leads.</summary>
    public Task<Reply<JoinPreview>> PreviewJoinLinkAsync(FollowJoinLink request, CancellationToken cancellationToken) =>
        SendAsync<JoinPreview>(HttpMethod.Post, "join-link/preview", request, cancellationToken);

    /// <summary>Joins by a link, or asks to.</summary>
    public Task<Reply<JoinAnswer>> FollowJoinLinkAsync(FollowJoinLink request, CancellationToken cancellationToken) =>
        SendAsync<JoinAnswer>(HttpMethod.Post, "join-link/follow", request, cancellationToken);

    /// <summary>Mutes a member for a time, or ends it.</summary>
    public Task<Reply<Done>> MuteMemberAsync(Guid conversation, Guid user, MuteMember request, CancellationToken cancellationToken) =>
        SendAsync<Done>(HttpMethod.Put, $"conversations/{conversation}/members/{user}/mute", request, cancellationToken);
}

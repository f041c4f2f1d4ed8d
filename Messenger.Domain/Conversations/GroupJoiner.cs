using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Messenger.Contracts;
using Messenger.Contracts.Conversations;

namespace Messenger.Domain.Conversations;

/// <summary>Lets people into groups: public ones, by request, by link.</summary>
public sealed class GroupJoiner(GroupChanges groups, IJoinStore store, ConversationLimits limits, TimeProvider clock)
{
    const int LongestNote = 200;
    const int MaxPage = 200;
    const int MaxQuery = 100;
    const int TokenBytes = 16;
    const int MostUses = 100_000;
    static readonly TimeSpan ShortestLink = TimeSpan.FromMinutes(1);
    static readonly TimeSpan LongestLink = TimeSpan.FromDays(365);

    /// <summary>A page of the public groups.</summary>
    public async Task<Result<ChannelPage>> FindChannelsAsync(Guid caller, string? query, string? after, int limit, CancellationToken cancellationToken) =>
        limit is < 1 or > MaxPage || query?.Length > MaxQuery || !TextRules.IsClean(query)
            ? ErrorCode.InvalidRequest
            : await store.FindChannelsAsync(caller, query, after, limit, cancellationToken);

    /// <summary>Joins a public group, or asks to.</summary>
    public async Task<Result<JoinAnswer>> JoinAsync(Guid caller, Guid conversationId, JoinConversation wish, CancellationToken cancellationToken)
    {
        if (CheckNote(wish.Note) is { } wrong) return wrong;
        return await EnterAsync(caller, conversationId, null, state => JoinRules.Join(state, caller, wish.Note, limits.MaxMembers), cancellationToken);
    }

    /// <summary>Where a link leads.</summary>
    public async Task<Result<JoinPreview>> PreviewAsync(Guid caller, FollowJoinLink wish, CancellationToken cancellationToken) =>
        (await store.FindLinkAsync(caller, HashOf(wish.Token), cancellationToken)).Select(found => found.Preview);

    /// <summary>Joins by a link, or asks to.</summary>
    public async Task<Result<JoinAnswer>> FollowAsync(Guid caller, FollowJoinLink wish, CancellationToken cancellationToken)
    {
        if (CheckNote(wish.Note) is { } wrong) return wrong;
        if (!(await store.FindLinkAsync(caller, HashOf(wish.Token), cancellationToken)).IsOk(out var found, out var refusal)) return refusal;
        return await EnterAsync(
            caller, found.Preview.Channel.Conversation.Id, found.Id, state => JoinRules.Follow(state, caller, wish.Note, limits.MaxMembers, clock.GetUtcNow()), cancellationToken);
    }

    /// <summary>Those who ask to join.</summary>
    public Task<Result<JoinRequestList>> GetRequestsAsync(Guid caller, Guid conversationId, CancellationToken cancellationToken) =>
        store.GetRequestsAsync(caller, conversationId, cancellationToken);

    /// <summary>Lets somebody in who has asked, or not.</summary>
    public async Task<Result<Done>> AnswerAsync(Guid caller, Guid conversationId, Guid user, AnswerJoinRequest wish, CancellationToken cancellationToken) =>
        (await groups.ChangeAsync(
            caller, conversationId, [user], null, state => JoinRules.Answer(state, caller, user, wish.Approve, limits.MaxMembers), cancellationToken)).Select(_ => new Done());

    /// <summary>Makes a link; the second is its token, which is kept nowhere.</summary>
    public async Task<Result<(JoinLink Link, string Token)>> CreateLinkAsync(
        Guid caller, Guid conversationId, CreateJoinLink wish, CancellationToken cancellationToken)
    {
        var time = TimeSpan.FromSeconds(Math.Clamp(wish.ExpiresInSeconds, 0, (long)LongestLink.TotalSeconds + 1));
        if (time < ShortestLink || time > LongestLink || wish.Uses is < 1 or > MostUses) return ErrorCode.InvalidRequest;
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var now = clock.GetUtcNow();
        var link = new NewJoinLink(wish.Id ?? Guid.CreateVersion7(now), HashOf(token), now + time, wish.Uses, wish.NeedsApproval);
        return (await store.CreateLinkAsync(caller, conversationId, link, cancellationToken)).Select(made => (made, token));
    }

    /// <summary>The links that are good.</summary>
    public Task<Result<JoinLinkList>> GetLinksAsync(Guid caller, Guid conversationId, CancellationToken cancellationToken) =>
        store.GetLinksAsync(caller, conversationId, cancellationToken);

    /// <summary>Ends a link.</summary>
    public Task<Result<Done>> EndLinkAsync(Guid caller, Guid conversationId, Guid linkId, CancellationToken cancellationToken) =>
        store.EndLinkAsync(caller, conversationId, linkId, cancellationToken);

    async Task<Result<JoinAnswer>> EnterAsync(
        Guid caller, Guid conversationId, Guid? link, Func<GroupState, Result<GroupEdit>> decide, CancellationToken cancellationToken)
    {
        var joined = false;
        var changed = await groups.ChangeAsync(caller, conversationId, [], link, Decide, cancellationToken);
        return changed.Select(_ => new JoinAnswer { ConversationId = conversationId, Joined = joined });

        Result<GroupEdit> Decide(GroupState state)
        {
            var decided = decide(state);
            joined = decided.IsOk(out var edit, out _) && (edit.Joins.Count > 0 || state.Roles.ContainsKey(caller));
            return decided;
        }
    }

    static ErrorCode? CheckNote(string? note) => note is null ? null : TextRules.CheckDescription(note, LongestNote);

    static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

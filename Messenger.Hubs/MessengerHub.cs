using System.Data.Common;
using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;
using Messenger.Contracts.Presence;
using Messenger.Domain;
using Messenger.Domain.Conversations;
using Messenger.Domain.Identity;
using Messenger.Domain.Limits;
using Messenger.Domain.Messages;
using Messenger.Domain.Personal;
using Messenger.Domain.Presence;
using Messenger.Hubs.Connections;
using Messenger.Hubs.Conversations;
using Messenger.Hubs.Identity;
using Messenger.Hubs.Presence;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace Messenger.Hubs;

/// <summary>The live connection of a device. Each method takes the request, calls one use case, and shapes the reply.</summary>
[Authorize]
sealed partial class MessengerHub(
    HubUseCases use, ISessionGate sessions, LiveConnections connections, PresenceTracker presence, ConnectionSettings settings, VerbPace verbs, RefusalHold hold,
    PassingFault isPassing, TimeProvider clock, ILogger<MessengerHub> logger)
    : Hub<IMessengerClient>, IMessengerHub
{
    /// <summary>A client that is thrown out for a frame that is no message (decision 0010), and comes back, counts as so many that come.</summary>
    const int BadFrameCost = 10;

    /// <inheritdoc />
    public Task<Reply<Message>> Post(PostMessage request) =>
        AnswerAsync(Verb.Send, (caller, cancellationToken) => use.Poster.PostAsync(caller.UserId, request, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<SyncResult>> Sync(Sync request) =>
        AnswerAsync(Verb.Read, async (caller, cancellationToken) =>
        {
            var read = await use.Lister.SyncAsync(caller.UserId, request, cancellationToken);
            return read.IsOk(out var sync, out var refusal) ? await use.Groups.AlignAsync(Context.ConnectionId, caller, sync, cancellationToken) : refusal;
        });

    /// <inheritdoc />
    public Task<Reply<ConversationChanges>> GetChanges(GetChanges request) =>
        AnswerAsync(Verb.Read, (caller, cancellationToken) => use.Reader.GetChangesAsync(caller.UserId, request, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<MessagePage>> GetMessages(GetMessages request) =>
        AnswerAsync(Verb.Read, (caller, cancellationToken) => use.Reader.GetMessagesAsync(caller.UserId, request, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<ReadState>> MarkRead(MarkRead request) =>
        AnswerAsync(Verb.Signal, (caller, cancellationToken) => use.Marker.MarkReadAsync(caller.UserId, request, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<Message>> Edit(EditMessage request) =>
        AnswerAsync(Verb.Change, (caller, cancellationToken) => use.Reviser.EditAsync(caller.UserId, request, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<Message>> Recall(RecallMessage request) =>
        AnswerAsync(Verb.Change, (caller, cancellationToken) => use.Reviser.RecallAsync(caller.UserId, request, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<Message>> React(React request) =>
        AnswerAsync(Verb.Change, (caller, cancellationToken) => use.Reviser.ReactAsync(caller.UserId, request, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<Message>> Pin(PinMessage request) =>
        AnswerAsync(Verb.Change, (caller, cancellationToken) => use.Reviser.PinAsync(caller.UserId, request, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<Message>> Confirm(ConfirmMessage request) =>
        AnswerAsync(Verb.Change, (caller, cancellationToken) => use.Reviser.ConfirmAsync(caller.UserId, request, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<Message>> Vote(Vote request) =>
        AnswerAsync(Verb.Change, (caller, cancellationToken) => use.Reviser.VoteAsync(caller.UserId, request, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<Message>> ClosePoll(ClosePoll request) =>
        AnswerAsync(Verb.Change, (caller, cancellationToken) => use.Reviser.ClosePollAsync(caller.UserId, request, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<CardPage>> GetCard(GetCard request) =>
        AnswerAsync(Verb.Read, (caller, cancellationToken) => use.Reader.GetCardAsync(caller.UserId, request, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<ThreadPage>> GetThread(GetThread request) =>
        AnswerAsync(Verb.Read, (caller, cancellationToken) => use.Reader.GetThreadAsync(caller.UserId, request, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<ThreadList>> GetThreads(GetThreads request) =>
        AnswerAsync(Verb.Read, (caller, cancellationToken) => use.Reader.GetThreadsAsync(caller.UserId, request, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<PersonalItem>> SetPersonal(SetPersonal request) =>
        AnswerAsync(Verb.Change, (caller, cancellationToken) => use.Keeper.SetAsync(caller.UserId, request, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<PersonalChanges>> GetPersonal(GetPersonal request) =>
        AnswerAsync(Verb.Read, (caller, cancellationToken) => use.Keeper.GetAsync(caller.UserId, request, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<Done>> Clear(ClearConversation request) =>
        AnswerAsync(Verb.Change, (caller, cancellationToken) => use.Clearer.ClearAsync(caller.UserId, request, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<Done>> SetTyping(SetTyping request) =>
        AnswerAsync(Verb.Signal, (caller, cancellationToken) => use.Typist.SetTypingAsync(caller.UserId, request, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<PresenceList>> WatchPresence(WatchPresence request) =>
        AnswerAsync(Verb.Signal, (caller, cancellationToken) => use.Watcher.WatchAsync(Context, caller.UserId, request, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<ConversationHead>> Start(StartConversation request) =>
        AnswerAsync(Verb.Create, async (caller, cancellationToken) => (await use.Starter.StartAsync(caller.UserId, request, cancellationToken)).Select(started => started.Head));

    /// <inheritdoc />
    public Task<Reply<Conversation>> Update(ConversationUpdate request) =>
        AnswerAsync(Verb.Change, (caller, cancellationToken) => use.Editor.UpdateAsync(caller.UserId, request.ConversationId, request.Changes, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<Conversation>> AddMembers(MemberAddition request) =>
        AnswerAsync(Verb.Members, (caller, cancellationToken) =>
            use.Editor.AddAsync(caller.UserId, request.ConversationId, new() { UserIds = request.UserIds }, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<Done>> RemoveMember(MemberRemoval request) =>
        AnswerAsync(Verb.Members, (caller, cancellationToken) => use.Editor.RemoveAsync(caller.UserId, request.ConversationId, request.UserId, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<Done>> ChangeRole(RoleChange request) =>
        AnswerAsync(Verb.Members, (caller, cancellationToken) =>
            use.Editor.ChangeRoleAsync(caller.UserId, request.ConversationId, request.UserId, new() { Role = request.Role }, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<Done>> MuteMember(MemberMuting request) =>
        AnswerAsync(Verb.Members, (caller, cancellationToken) =>
            use.Editor.MuteAsync(caller.UserId, request.ConversationId, request.UserId, new() { Seconds = request.Seconds }, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<JoinAnswer>> Join(JoinWish request) =>
        AnswerAsync(Verb.Create, (caller, cancellationToken) =>
            use.Joiner.JoinAsync(caller.UserId, request.ConversationId, new() { Note = request.Note }, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<Done>> AnswerJoin(JoinDecision request) =>
        AnswerAsync(Verb.Change, (caller, cancellationToken) =>
            use.Joiner.AnswerAsync(caller.UserId, request.ConversationId, request.UserId, new() { Approve = request.Approve }, cancellationToken));

    /// <inheritdoc />
    public Task<Reply<JoinAnswer>> FollowLink(FollowJoinLink request) =>
        AnswerAsync(Verb.Create, (caller, cancellationToken) => use.Joiner.FollowAsync(caller.UserId, request, cancellationToken));

    /// <summary>Takes the connection in, unless its session has ended since the request was authenticated.</summary>
    public override async Task OnConnectedAsync()
    {
        if (Context.User.FindCaller() is not { } caller || !Context.User.MayDo(AccessScope.Read))
        {
            Context.Abort();
            return;
        }
        CallPace.Begin(Context, settings, clock);
        // Registered first, so that a session that ends from here on finds the connection.
        connections.Add(Context, caller, Context.GetHttpContext()?.Connection.RemoteIpAddress?.ToString() ?? "");
        try
        {
            if (connections.CountOf(caller.UserId) > settings.PerUser || !await sessions.IsOpenAsync(caller.SessionId, Context.ConnectionAborted))
            {
                Context.Abort();
                return;
            }
            await use.Groups.EnterAsync(Context.ConnectionId, caller, Context.ConnectionAborted);
        }
        catch (OperationCanceledException) when (Context.ConnectionAborted.IsCancellationRequested)
        {
            return; // It has gone already; SignalR would call that an error.
        }
        catch (DbException e) when (isPassing(e))
        {
            LogUnavailable(nameof(OnConnectedAsync), e.Message);
            Context.Abort(); // The client comes again, as after any lost connection.
            return;
        }
        presence.Connected(caller.UserId, Context.ConnectionId);
    }

    /// <summary>Lets the connection go.</summary>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context.ConnectionId);
        use.Groups.Forget(Context.ConnectionId);
        use.Watcher.Forget(Context);
        if (Context.User.FindCaller() is not { } caller) return Task.CompletedTask;
        presence.Disconnected(caller.UserId, Context.ConnectionId);
        if (exception is InvalidDataException) verbs.Charge(caller.UserId, Verb.Connect, BadFrameCost);
        return Task.CompletedTask;
    }

    async Task<Reply<T>> AnswerAsync<T>(Verb verb, Func<Caller, CancellationToken, Task<Result<T>>> useCase)
        where T : class
    {
        try
        {
            if (Context.User.FindCaller() is not { } caller || !await sessions.IsOpenAsync(caller.SessionId, Context.ConnectionAborted))
                return ((Result<T>)ErrorCode.NotSignedIn).ToReply();
            if (!Context.User.MayDo(verb == Verb.Read ? AccessScope.Read : AccessScope.Write)) return ((Result<T>)ErrorCode.ScopeMissing).ToReply();
            if (await CallPace.TakeAsync(Context) is { } tooFast) return ((Result<T>)tooFast).ToReply();
            if (verbs.Take(caller.UserId, verb) is { } tooOften)
            {
                await hold.WaitAsync(Context.ConnectionAborted);
                return ((Result<T>)tooOften).ToReply();
            }
            return (await useCase(caller, Context.ConnectionAborted)).ToReply();
        }
        catch (OperationCanceledException) when (Context.ConnectionAborted.IsCancellationRequested)
        {
            // Nobody hears this any more. Thrown on, SignalR would call each connection that breaks in a call an error, with its stack.
            return ((Result<T>)ErrorCode.UnavailableRetry).ToReply();
        }
        catch (DbException e) when (isPassing(e))
        {
            LogUnavailable(typeof(T).Name, e.Message);
            return ((Result<T>)ErrorCode.UnavailableRetry).ToReply();
        }
    }

    [LoggerMessage(LogEvents.CallUnavailable, LogLevel.Warning, "The database could not answer a call for {Result}: {Reason}")]
    partial void LogUnavailable(string result, string reason); // Without its stack: while the database is away this is every call.
}

/// <summary>The use cases that the hub calls.</summary>
sealed record HubUseCases(
    MessagePoster Poster, MessageReviser Reviser, MessageReader Reader, ReadMarker Marker, ConversationLister Lister, ConversationStarter Starter, GroupEditor Editor, GroupJoiner Joiner,
    PersonalKeeper Keeper, HistoryClearer Clearer, Typist Typist, PresenceWatcher Watcher,
    DeliveryGroups Groups);

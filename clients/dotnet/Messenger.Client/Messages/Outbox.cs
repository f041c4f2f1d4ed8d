using Messenger.Client.Connection;
using Messenger.Contracts;
using Messenger.Contracts.Messages;

namespace Messenger.Client.Messages;

/// <summary>
/// Sends messages: those of one conversation one after the other, in the order asked for. A send whose outcome is unknown is repeated
/// under the same id until it is answered; what may still succeed holds back the later sends of its conversation, a refusal does not.
/// </summary>
sealed class Outbox(Func<PostMessage, CancellationToken, Task<Reply<Message>>> post, TimeProvider clock, Func<double> chance)
{
    /// <summary>Sends that wait in one conversation, at most; a further one is refused with <c>rate_limited</c>.</summary>
    public const int MaxWaiting = 1_000;

    readonly object _gate = new();
    readonly Dictionary<Guid, (Task Last, int Count)> _queues = [];

    /// <summary>Completes with the stored message or the refusal.</summary>
    public Task<Reply<Message>> SendAsync(PostMessage message, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var (last, count) = _queues.TryGetValue(message.ConversationId, out var queue) ? queue : (Task.CompletedTask, 0);
            if (count >= MaxWaiting) return Task.FromResult(Refuse(ErrorCode.RateLimited));
            var sending = Task.Run(() => SendInTurnAsync(last, message, cancellationToken), CancellationToken.None);
            _queues[message.ConversationId] = (sending, count + 1);
            return sending;
        }
    }

    async Task<Reply<Message>> SendInTurnAsync(Task previous, PostMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAny(previous).ConfigureAwait(false); // however that one ended
            return await SendUntilAnsweredAsync(message, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(message.ConversationId);
        }
    }

    async Task<Reply<Message>> SendUntilAnsweredAsync(PostMessage message, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            var wait = RetryPolicy.WaitAfter(failures, chance());
            try
            {
                var reply = await post(message, cancellationToken).ConfigureAwait(false);
                if (reply.Error is not { Code: ErrorCode.UnavailableRetry or ErrorCode.RateLimited or ErrorCode.Internal } error) return reply;
                var told = TimeSpan.FromMilliseconds(error.RetryAfterMilliseconds ?? 0);
                if (told > wait) wait = told;
            }
            catch (OutcomeUnknownException)
            {
                // Stored or not: asking again with the same id is harmless.
            }
            await clock.Wait(wait, cancellationToken).ConfigureAwait(false);
        }
    }

    void Leave(Guid conversation)
    {
        lock (_gate)
        {
            var (last, count) = _queues[conversation];
            if (count == 1) _queues.Remove(conversation);
            else _queues[conversation] = (last, count - 1);
        }
    }

    static Reply<Message> Refuse(ErrorCode code) => new() { Error = new Refusal { Code = code } };
}

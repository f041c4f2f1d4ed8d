using Messenger.Contracts;
using Messenger.Domain;

namespace Messenger.Hubs;

/// <summary>The one conversion from results of use cases to the hub's replies.</summary>
static class ResultReplies
{
    public static Reply<T> ToReply<T>(this Result<T> result)
        where T : class =>
        result.IsOk(out var value, out var refusal) ? new() { Value = value } : new() { Error = refusal };
}

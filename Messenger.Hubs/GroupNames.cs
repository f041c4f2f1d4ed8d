namespace Messenger.Hubs;

/// <summary>The names of SignalR groups.</summary>
static class GroupNames
{
    /// <summary>Those who look at a user.</summary>
    public static string Presence(Guid user) => $"presence:{user:N}";

    /// <summary>The members of a large conversation at a delivery epoch.</summary>
    public static string Conversation(Guid conversation, int epoch) => $"conversation:{conversation:N}:{epoch}";

    /// <summary>
    /// Those who look at a conversation. Removing a member raises the epoch: whoever was removed stays in a group to which nothing is sent any
    /// more, and the others come to the new one when they next say what they look at.
    /// </summary>
    public static string Typing(Guid conversation, int epoch) => $"typing:{conversation:N}:{epoch}";
}

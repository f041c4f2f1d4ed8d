using Messenger.Contracts.Conversations;

namespace Messenger.Client.Messages;

/// <summary>A conversation of the user, as the receiver follows it.</summary>
sealed class Tracked(ConversationHead head, ConversationLog log)
{
    public Guid Id => Head.Conversation.Id;

    /// <summary>As the last sync brought it.</summary>
    public ConversationHead Head { get; set; } = head;

    public ConversationLog Log { get; } = log;

    public ConversationInbox Inbox { get; } = new(log);

    /// <summary>The highest version that the server named.</summary>
    public long Target { get; set; } = head.Version;

    /// <summary>Its newest page was loaded, and its rows are kept.</summary>
    public bool IsOpen { get; set; }

    public HeldConversation Held()
    {
        var last = Math.Max(Head.Seq, Log.Held.Runs.Count > 0 ? Log.Held.Runs[^1].Last : 0);
        return new() { Head = Head, Version = Log.Version, Messages = [.. Log.Messages], Holes = Log.Held.HolesIn(Math.Max(Head.FirstSeq, 1), last) };
    }
}

using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;
using Messenger.Contracts.Presence;

namespace Messenger.Contracts;

/// <summary>What the server pushes. The names are wire names. Every push is a hint that may be lost or come twice.</summary>
public interface IMessengerClient
{
    /// <summary>Something changed in a conversation of the user.</summary>
    Task Changed(ConversationChanges changes);

    /// <summary>A member has read on.</summary>
    Task ReadChanged(ReadState state);

    /// <summary>Something that the user keeps for himself changed, on whichever device.</summary>
    Task PersonalChanged(PersonalChanges changes);

    /// <summary>Somebody types in the conversation that this connection looks at.</summary>
    Task Typing(TypingState state);

    /// <summary>A user whom this connection looks at came, went, or is away.</summary>
    Task PresenceChanged(UserPresence presence);

    /// <summary>Pushes may have been lost, or this node goes: act as <see cref="ResyncHint.Reason"/> says, after the delay.</summary>
    Task Resync(ResyncHint hint);

    /// <summary>The session has ended. The connection closes next; do not reconnect with it.</summary>
    Task SessionEnded(SessionEnd ended);
}

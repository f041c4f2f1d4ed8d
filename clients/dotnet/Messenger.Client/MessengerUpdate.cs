using Messenger.Contracts.Conversations;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;
using Messenger.Contracts.Presence;

namespace Messenger.Client;

/// <summary>Something that the client learned.</summary>
public abstract record MessengerUpdate;

/// <summary>
/// Rows of a conversation changed since the first sync: they are new, or newer than before. Each comes once per version, in order of seq within one
/// update, for open conversations and others alike. What was there before is history: see <see cref="MessengerClient.OpenAsync"/>.
/// </summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Messages">The rows.</param>
/// <param name="Version">The version that the client is at now.</param>
public sealed record MessagesChanged(Guid ConversationId, IReadOnlyList<Message> Messages, long Version) : MessengerUpdate;

/// <summary>
/// What was held of a conversation is gone, for too much has changed to be told one by one, or the server was restored. Of an open conversation
/// <see cref="MessagesChanged"/> with its newest page comes next; of others nothing is loaded. What lies between is a hole until it is paged.
/// </summary>
/// <param name="ConversationId">The conversation.</param>
public sealed record ConversationReloaded(Guid ConversationId) : MessengerUpdate;

/// <summary>The head of a conversation, as sync brought it.</summary>
/// <param name="Head">The head.</param>
public sealed record HeadChanged(ConversationHead Head) : MessengerUpdate;

/// <summary>The user is no longer a member: all of it is dropped, and nothing more of it comes.</summary>
/// <param name="ConversationId">The conversation.</param>
public sealed record ConversationLeft(Guid ConversationId) : MessengerUpdate;

/// <summary>
/// The server was restored from a backup: everything is dropped and loaded anew, open conversations too. Sends that are not answered yet go on.
/// </summary>
public sealed record ServerRestored : MessengerUpdate;

/// <summary>Somebody has read on.</summary>
/// <param name="State">How far.</param>
public sealed record ReadMoved(ReadState State) : MessengerUpdate;

/// <summary>What the user keeps for himself changed, on whichever device.</summary>
/// <param name="Items">The things as they are now; <see cref="PersonalItem.Deleted"/> ones are gone.</param>
/// <param name="Full">It is everything: what it does not name is no longer there. Several updates follow each other when there is much.</param>
public sealed record PersonalMoved(IReadOnlyList<PersonalItem> Items, bool Full) : MessengerUpdate;

/// <summary>Somebody types, or has stopped.</summary>
/// <param name="State">Who and where.</param>
public sealed record TypingChanged(TypingState State) : MessengerUpdate;

/// <summary>Somebody came, went or is away.</summary>
/// <param name="Presence">Who.</param>
public sealed record PresenceMoved(UserPresence Presence) : MessengerUpdate;

/// <summary>The connection came up or went down.</summary>
/// <param name="Connected">It is up.</param>
public sealed record ConnectionChanged(bool Connected) : MessengerUpdate;

/// <summary>The session is over and the client stopped; told once, and last.</summary>
/// <param name="End">
/// Why, and whether what is kept on the device must be deleted; null when the server refused the token or cookie without a word. Then keep what there
/// is until it is known who signs in next.
/// </param>
public sealed record SignedOut(SessionEnd? End) : MessengerUpdate;

using System.Text.Json.Serialization;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Directory;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Presence;

namespace Messenger.Contracts;

/// <summary>
/// How contracts travel as JSON, over REST and the hub alike: camelCase, absent instead of null, unknown fields ignored, unknown enum
/// values, duplicate fields and nulls where none belong refused.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 16)]
[JsonSerializable(typeof(Reply<Message>))]
[JsonSerializable(typeof(Reply<SyncResult>))]
[JsonSerializable(typeof(Reply<ConversationChanges>))]
[JsonSerializable(typeof(Reply<MessagePage>))]
[JsonSerializable(typeof(Reply<ReadState>))]
[JsonSerializable(typeof(Reply<Done>))]
[JsonSerializable(typeof(Reply<PresenceList>))]
[JsonSerializable(typeof(PostMessage))]
[JsonSerializable(typeof(Sync))]
[JsonSerializable(typeof(GetChanges))]
[JsonSerializable(typeof(GetMessages))]
[JsonSerializable(typeof(MarkRead))]
[JsonSerializable(typeof(SetTyping))]
[JsonSerializable(typeof(WatchPresence))]
[JsonSerializable(typeof(TypingState))]
[JsonSerializable(typeof(UserPresence))]
[JsonSerializable(typeof(ResyncHint))]
[JsonSerializable(typeof(SessionEnd))]
[JsonSerializable(typeof(SystemEntry))]
[JsonSerializable(typeof(StartConversation))]
[JsonSerializable(typeof(UpdateConversation))]
[JsonSerializable(typeof(AddMembers))]
[JsonSerializable(typeof(ChangeRole))]
[JsonSerializable(typeof(ConversationPage))]
[JsonSerializable(typeof(MemberPage))]
[JsonSerializable(typeof(UserPage))]
[JsonSerializable(typeof(SignIn))]
[JsonSerializable(typeof(SignedIn))]
[JsonSerializable(typeof(SignInOptions))]
[JsonSerializable(typeof(SessionList))]
[JsonSerializable(typeof(SetUp))]
[JsonSerializable(typeof(ChangePassword))]
[JsonSerializable(typeof(RedeemPasswordLink))]
[JsonSerializable(typeof(AccountPage))]
[JsonSerializable(typeof(CreateAccount))]
[JsonSerializable(typeof(CreatedAccount))]
[JsonSerializable(typeof(UpdateAccount))]
public sealed partial class ContractsJson : JsonSerializerContext;

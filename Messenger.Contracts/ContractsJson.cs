using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Directory;
using Messenger.Contracts.Files;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Operations;
using Messenger.Contracts.Personal;
using Messenger.Contracts.Presence;
using Messenger.Contracts.Search;

namespace Messenger.Contracts;

/// <summary>
/// How contracts travel as JSON, over REST and the hub alike: camelCase, absent instead of null, unknown fields ignored, unknown enum
/// values, duplicate fields and nulls where none belong refused. A property with a default has a setter: the generated reader would
/// overwrite the default of an <c>init</c> property that is absent.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 16,
    Converters = [typeof(TextConverter)])]
[JsonSerializable(typeof(Reply<Message>))]
[JsonSerializable(typeof(Reply<ConversationHead>))]
[JsonSerializable(typeof(Reply<Conversation>))]
[JsonSerializable(typeof(Reply<JoinAnswer>))]
[JsonSerializable(typeof(ConversationUpdate))]
[JsonSerializable(typeof(MemberAddition))]
[JsonSerializable(typeof(MemberRemoval))]
[JsonSerializable(typeof(RoleChange))]
[JsonSerializable(typeof(MemberMuting))]
[JsonSerializable(typeof(JoinWish))]
[JsonSerializable(typeof(JoinDecision))]
[JsonSerializable(typeof(Reply<SyncResult>))]
[JsonSerializable(typeof(Reply<ConversationChanges>))]
[JsonSerializable(typeof(Reply<MessagePage>))]
[JsonSerializable(typeof(Reply<ReadState>))]
[JsonSerializable(typeof(Reply<Done>))]
[JsonSerializable(typeof(Reply<PresenceList>))]
[JsonSerializable(typeof(Reply<ThreadPage>))]
[JsonSerializable(typeof(Reply<PersonalItem>))]
[JsonSerializable(typeof(Reply<PersonalChanges>))]
[JsonSerializable(typeof(Reply<CardPage>))]
[JsonSerializable(typeof(ConfirmMessage))]
[JsonSerializable(typeof(Vote))]
[JsonSerializable(typeof(VoteBody))]
[JsonSerializable(typeof(ClosePoll))]
[JsonSerializable(typeof(GetCard))]
[JsonSerializable(typeof(VoterPage))]
[JsonSerializable(typeof(ReaderList))]
[JsonSerializable(typeof(ChannelPage))]
[JsonSerializable(typeof(JoinConversation))]
[JsonSerializable(typeof(JoinAnswer))]
[JsonSerializable(typeof(JoinRequestList))]
[JsonSerializable(typeof(AnswerJoinRequest))]
[JsonSerializable(typeof(CreateJoinLink))]
[JsonSerializable(typeof(JoinLink))]
[JsonSerializable(typeof(JoinLinkList))]
[JsonSerializable(typeof(FollowJoinLink))]
[JsonSerializable(typeof(JoinPreview))]
[JsonSerializable(typeof(Reply<ThreadList>))]
[JsonSerializable(typeof(GetThreads))]
[JsonSerializable(typeof(FollowerList))]
[JsonSerializable(typeof(CreateAccessToken))]
[JsonSerializable(typeof(AccessToken))]
[JsonSerializable(typeof(AccessTokenList))]
[JsonSerializable(typeof(SetPersonal))]
[JsonSerializable(typeof(GetPersonal))]
[JsonSerializable(typeof(ClearConversation))]
[JsonSerializable(typeof(ClearBody))]
[JsonSerializable(typeof(PostMessage))]
[JsonSerializable(typeof(EditMessage))]
[JsonSerializable(typeof(RecallMessage))]
[JsonSerializable(typeof(React))]
[JsonSerializable(typeof(PinMessage))]
[JsonSerializable(typeof(GetThread))]
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
[JsonSerializable(typeof(MuteMember))]
[JsonSerializable(typeof(ConversationPage))]
[JsonSerializable(typeof(MemberPage))]
[JsonSerializable(typeof(UserPage))]
[JsonSerializable(typeof(Profile))]
[JsonSerializable(typeof(OwnProfile))]
[JsonSerializable(typeof(UpdateProfile))]
[JsonSerializable(typeof(PersonStatus))]
[JsonSerializable(typeof(DepartmentTree))]
[JsonSerializable(typeof(Department))]
[JsonSerializable(typeof(CreateDepartment))]
[JsonSerializable(typeof(UpdateDepartment))]
[JsonSerializable(typeof(SearchPeople))]
[JsonSerializable(typeof(PeopleHits))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(SignIn))]
[JsonSerializable(typeof(SignedIn))]
[JsonSerializable(typeof(SignInOptions))]
[JsonSerializable(typeof(SessionList))]
[JsonSerializable(typeof(SetUp))]
[JsonSerializable(typeof(ChangePassword))]
[JsonSerializable(typeof(RedeemPasswordLink))]
[JsonSerializable(typeof(AccountPage))]
[JsonSerializable(typeof(OpenSessionPage))]
[JsonSerializable(typeof(PolicyList))]
[JsonSerializable(typeof(SystemReport))]
[JsonSerializable(typeof(NodeReport))]
[JsonSerializable(typeof(CreateAccount))]
[JsonSerializable(typeof(PostBody))]
[JsonSerializable(typeof(ReadBody))]
[JsonSerializable(typeof(EditBody))]
[JsonSerializable(typeof(PinList))]
[JsonSerializable(typeof(ReactionPage))]
[JsonSerializable(typeof(EarlierTexts))]
[JsonSerializable(typeof(TypingBody))]
[JsonSerializable(typeof(CreatedAccount))]
[JsonSerializable(typeof(UpdateAccount))]
[JsonSerializable(typeof(SearchMessages))]
[JsonSerializable(typeof(MessageHits))]
[JsonSerializable(typeof(SearchFiles))]
[JsonSerializable(typeof(FileHits))]
[JsonSerializable(typeof(UploadedFile))]
[JsonSerializable(typeof(UploadList))]
[JsonSerializable(typeof(ConversationFileList))]
public sealed partial class ContractsJson : JsonSerializerContext
{
    /// <summary>
    /// Gives the options of a serializer the rules above, and these contracts as the only types that it knows. Chinese travels as it is,
    /// not as escapes: what is written here is never put into HTML.
    /// </summary>
    public static void Apply(JsonSerializerOptions options)
    {
        var rules = Default.Options;
        options.PropertyNamingPolicy = rules.PropertyNamingPolicy;
        options.PropertyNameCaseInsensitive = rules.PropertyNameCaseInsensitive;
        options.NumberHandling = rules.NumberHandling;
        options.DefaultIgnoreCondition = rules.DefaultIgnoreCondition;
        options.RespectNullableAnnotations = rules.RespectNullableAnnotations;
        options.RespectRequiredConstructorParameters = rules.RespectRequiredConstructorParameters;
        options.AllowDuplicateProperties = rules.AllowDuplicateProperties;
        options.MaxDepth = rules.MaxDepth;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new TextConverter());
        options.TypeInfoResolverChain.Insert(0, Default);
    }
}

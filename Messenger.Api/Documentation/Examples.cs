using System.Text.Json;
using System.Text.Json.Nodes;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Directory;
using Messenger.Contracts.Files;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;
using Messenger.Contracts.Presence;
using Messenger.Contracts.Search;
using Messenger.Contracts;

namespace Messenger.Api.Documentation;

/// <summary>An example of what developers send, and of what they read most: values of the contracts themselves, so that they cannot be out of date.</summary>
static class Examples
{
    static readonly Guid Conversation = Guid.Parse("019dc000-0000-7000-8000-0000000000c1");
    static readonly Guid Ann = Guid.Parse("019dc000-0000-7000-8000-0000000000a1");
    static readonly Guid Bob = Guid.Parse("019dc000-0000-7000-8000-0000000000b1");
    static readonly Guid OfClient = Guid.Parse("019dc000-0000-7000-8000-0000000000d1");
    static readonly DateTimeOffset Noon = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    static readonly Message Posted = new()
    {
        ConversationId = Conversation,
        Seq = 42,
        Version = 57,
        Kind = MessageKind.Text,
        SenderId = Ann,
        ClientMessageId = OfClient,
        PostedAt = Noon,
        Text = "Release 2.0 is out. <@019dc000-0000-7000-8000-0000000000b1>, thank you!",
        Mentions = [Bob],
        Reactions = [new() { Emoji = "🎉", Count = 1, UserIds = [Bob] }],
    };

    /// <summary>The examples by the names of their types.</summary>
    public static readonly IReadOnlyDictionary<string, JsonNode> All = new object[]
    {
        Posted,
        new PostBody { ClientMessageId = OfClient, Text = "Release 2.0 is out. <@019dc000-0000-7000-8000-0000000000b1>, thank you!", ReplyTo = 40 },
        new EditBody { Text = "Release 2.0.1 is out." },
        new VoteBody { Options = [0, 2] },
        new ReadBody { Seq = 42 },
        new ClearBody { UpTo = 42 },
        new TypingBody { Active = true },
        new SetPersonal { Item = new() { Kind = PersonalKind.Saved, Key = $"{Conversation}/42", Saved = new() { Note = "for the minutes" } } },
        new StartConversation { Kind = ConversationKind.Group, Id = OfClient, Title = "Release 2.0", MemberIds = [Bob], Visibility = Visibility.Public, Joining = Joining.Approval },
        new UpdateConversation { Announcement = "Code freeze on Friday.", SlowModeSeconds = 10 },
        new AddMembers { UserIds = [Bob] },
        new ChangeRole { Role = MemberRole.Administrator },
        new MuteMember { Seconds = 3_600 },
        new JoinConversation { Note = "I write the release notes." },
        new AnswerJoinRequest { Approve = true },
        new CreateJoinLink { Id = OfClient, ExpiresInSeconds = 86_400, Uses = 20 },
        new FollowJoinLink { Token = "kjt7wqPmtQMTeHtr6xmmYA" },
        new CreateAccessToken { Id = OfClient, Name = "build server", Scopes = [AccessScope.Read, AccessScope.Write], ExpiresInDays = 90 },
        new SignIn { UserName = "ann", Password = "correct horse battery" },
        new ChangePassword { CurrentPassword = "correct horse battery", NewPassword = "staple 电池 4711" },
        new SetUp { Token = "kjt7wqPmtQMTeHtr6xmmYA", UserName = "root", DisplayName = "Administrator", Password = "correct horse battery" },
        new RedeemPasswordLink { Token = "kjt7wqPmtQMTeHtr6xmmYA", NewPassword = "correct horse battery" },
        new CreateAccount { UserName = "bob", DisplayName = "Bob Li", Email = "bob@example.com", Department = "R&D/Platform", Title = "Engineer" },
        new UpdateAccount { Department = "Operations" },
        new UpdateProfile { Phone = "+86 10 5555 0100", TimeZone = "Asia/Shanghai", Language = "zh-CN" },
        new PersonStatus { Availability = Availability.Busy, Emoji = "📅", Text = "In a meeting", Until = Noon },
        new SearchPeople { Text = "wangf" },
        new CreateDepartment { Id = OfClient, Name = "Platform", HeadIds = [Bob] },
        new UpdateDepartment { Name = "Platform and Tools" },
        new SearchFiles { Text = "minutes 2027", Kind = FileKind.Document },
        new SearchMessages { Text = "release \"code freeze\"", SenderId = Ann, After = Noon },
    }.ToDictionary(example => example.GetType().Name, example => JsonSerializer.SerializeToNode(example, example.GetType(), ContractsJson.Default)!);
}

using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace Messenger.Tests.People;

/// <summary>Whoever is blocked reaches the other one no longer, by any verb; in groups all goes on.</summary>
public sealed class BlockingColleagues(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task Nothing_that_a_blocked_colleague_writes_directly_is_taken_until_he_is_let_in_again()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var talk = (await ann.StartDirectAsync(bob)).Conversation.Id;
        var group = (await ann.StartGroupAsync("All", bob)).Conversation.Id;
        var before = await bob.PostAsync(talk, "before");
        await using var bobs = await bob.ConnectAsync();
        await ann.KeepAsync(Contact(bob, blocked: true));

        var overHub = await bobs.InvokeAsync<Reply<Message>>(
            "Post", new PostMessage { ConversationId = talk, ClientMessageId = Employee.NewId(), Text = "let me in" }, TestContext.Current.CancellationToken);
        Assert.Equal(ErrorCode.Blocked, overHub.Error!.Code);
        Assert.Equal(ErrorCode.Blocked, await bob.RefusalAsync(HttpMethod.Post, $"conversations/{talk}/messages", new PostBody { ClientMessageId = Employee.NewId(), Text = "let me in" }));
        Assert.Equal(ErrorCode.Blocked, await bob.RefusalAsync(HttpMethod.Patch, Employee.PathOf(before), new EditBody { Text = "let me in" }));
        Assert.Equal(ErrorCode.Blocked, await bob.RefusalAsync(HttpMethod.Put, $"{Employee.PathOf(before)}/reactions/{Uri.EscapeDataString("👍")}"));
        // A retry of what was stored before is answered as it was.
        Assert.Equal(before, await bob.PostAsync(talk, "before", before.ClientMessageId));
        await bob.PostAsync(group, "here all goes on");
        await ann.PostAsync(talk, "I may");

        await ann.KeepAsync(Contact(bob, blocked: false));
        await bob.PostAsync(talk, "thank you");
        await ann.KeepAsync(Contact(bob, blocked: true));
        await ann.KeepAsync(Contact(bob, blocked: false) with { Contact = null, Deleted = true });
        await bob.PostAsync(talk, "once more");

        Assert.Equal(["before", "I may", "thank you", "once more"], (await ann.ReadAsync(talk)).Messages.OrderBy(m => m.Seq).Select(m => m.Text));
    }

    [Fact]
    public async Task A_scheduled_message_to_whom_one_is_blocked_by_says_so()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var talk = (await ann.StartDirectAsync(bob)).Conversation.Id;
        await ann.KeepAsync(Contact(bob, blocked: true));

        var key = Employee.NewId().ToString();
        await bob.KeepAsync(new() { Kind = PersonalKind.Scheduled, Key = key, Scheduled = new() { ConversationId = talk, At = TimeProvider.System.GetUtcNow(), Text = "later" } });

        await Eventually.TrueAsync(async () => (await bob.KeptAsync()).Items.Single(i => i.Key == key).Scheduled?.Refused == ErrorCode.Blocked);
        Assert.Empty((await ann.ReadAsync(talk)).Messages);
    }

    [Fact]
    public async Task A_contact_is_a_colleague_under_a_proper_name()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));

        var kept = await ann.KeepAsync(new() { Kind = PersonalKind.Contact, Key = bob.Id.ToString(), Contact = new() { Starred = true, Alias = "Bobby 小波" } });

        Assert.Equal(("Bobby 小波", true), (kept.Contact!.Alias, kept.Contact.Starred));
        Assert.Equal(ErrorCode.UserNotFound, await RefusalAsync(ann, new() { Kind = PersonalKind.Contact, Key = Guid.Empty.ToString(), Contact = new() }));
        Assert.Equal(ErrorCode.InvalidRequest, await RefusalAsync(ann, new() { Kind = PersonalKind.Contact, Key = "bob", Contact = new() }));
        Assert.Equal(ErrorCode.TextEmpty, await RefusalAsync(ann, new() { Kind = PersonalKind.Contact, Key = bob.Id.ToString(), Contact = new() { Alias = " " } }));
        Assert.Equal(ErrorCode.InvalidRequest, await RefusalAsync(ann, new() { Kind = PersonalKind.Contact, Key = bob.Id.ToString() }));
    }

    static PersonalItem Contact(Employee whom, bool blocked) =>
        new() { Kind = PersonalKind.Contact, Key = whom.Id.ToString(), Contact = new() { Blocked = blocked, Starred = !blocked } };

    static Task<ErrorCode?> RefusalAsync(Employee who, PersonalItem item) => who.RefusalAsync(HttpMethod.Put, "personal", new SetPersonal { Item = item });
}

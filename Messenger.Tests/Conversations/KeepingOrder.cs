using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Conversations;

/// <summary>Who may write in a group: muted members, announcement channels, slow mode, archives.</summary>
public sealed class KeepingOrder(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task In_an_announcement_channel_only_administrators_write()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("News", bob)).Conversation.Id;
        var before = await bob.PostAsync(room, "before");

        var changed = await UpdateAsync(ann, room, new() { Posting = MemberRole.Administrator });

        Assert.Equal(MemberRole.Administrator, changed.Posting);
        Assert.Equal(ErrorCode.PostingRestricted, await TryPostAsync(bob, room));
        Assert.Equal(ErrorCode.PostingRestricted, await bob.RefusalAsync(HttpMethod.Patch, Employee.PathOf(before), new EditBody { Text = "x" }));
        Assert.Null(await TryPostAsync(ann, room));
        Assert.Equal(before.Seq, (await bob.PostAsync(room, "a retry", before.ClientMessageId)).Seq); // what is stored already is answered
    }

    [Fact]
    public async Task A_muted_member_reads_and_does_not_write()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        var message = await ann.PostAsync(room, "hello");

        await ann.SendAsync(HttpMethod.Put, $"conversations/{room}/members/{bob.Id}/mute", new MuteMember { Seconds = 3600 });
        using var refused = await bob.RequestAsync(HttpMethod.Post, $"conversations/{room}/messages", new PostBody { ClientMessageId = Employee.NewId(), Text = "x" });
        var reaction = await bob.RefusalAsync(HttpMethod.Put, $"{Employee.PathOf(message)}/reactions/{Uri.EscapeDataString("👍")}");
        var members = await bob.SendAsync<MemberPage>(HttpMethod.Get, $"conversations/{room}/members");
        await ann.SendAsync(HttpMethod.Put, $"conversations/{room}/members/{bob.Id}/mute", new MuteMember { Seconds = 0 });

        Assert.Equal(ErrorCode.Muted, await Employee.RefusalAsync(refused));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 3000, 3600);
        Assert.Equal(ErrorCode.Muted, reaction);
        Assert.NotNull(members.Members.Single(m => m.UserId == bob.Id).MutedUntil);
        Assert.Null(await TryPostAsync(bob, room));
    }

    [Fact]
    public async Task Slow_mode_lets_a_member_post_once_in_its_pause()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        await UpdateAsync(ann, room, new() { SlowModeSeconds = 600 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => TryPostAsync(bob, room)));
        var later = await TryPostAsync(bob, room);
        await UpdateAsync(ann, room, new() { SlowModeSeconds = 0 });

        Assert.Single(answers, a => a is null);
        Assert.Equal(4, answers.Count(a => a == ErrorCode.SlowMode));
        Assert.Equal(ErrorCode.SlowMode, later);
        Assert.Null(await TryPostAsync(bob, room));
    }

    [Fact]
    public async Task An_archived_group_is_read_and_not_written_until_it_is_restored()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        var message = await ann.PostAsync(room, "hello");

        var archived = await UpdateAsync(ann, room, new() { Archived = true });
        var refusals = new[]
        {
            await TryPostAsync(ann, room),
            await ann.RefusalAsync(HttpMethod.Put, $"{Employee.PathOf(message)}/pin"),
            await ann.RefusalAsync(HttpMethod.Post, $"conversations/{room}/members", new AddMembers { UserIds = [company.Administrator.Id] }),
        };
        var read = await bob.ReadAsync(room);
        await UpdateAsync(ann, room, new() { Archived = false });

        Assert.NotNull(archived.ArchivedAt);
        Assert.All(refusals, refusal => Assert.Equal(ErrorCode.Archived, refusal));
        Assert.Contains(read.Messages, m => m.Text == "hello");
        Assert.Null(await TryPostAsync(bob, room));
    }

    static Task<Conversation> UpdateAsync(Employee who, Guid conversation, UpdateConversation wish) =>
        who.SendAsync<Conversation>(HttpMethod.Patch, $"conversations/{conversation}", wish);

    static Task<ErrorCode?> TryPostAsync(Employee who, Guid conversation) =>
        who.RefusalAsync(HttpMethod.Post, $"conversations/{conversation}/messages", new PostBody { ClientMessageId = Employee.NewId(), Text = "hello" });
}

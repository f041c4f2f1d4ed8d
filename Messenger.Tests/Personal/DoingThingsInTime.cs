using Messenger.Contracts;
using Messenger.Contracts.Personal;
using Messenger.Domain.Personal;
using Messenger.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Messenger.Tests.Personal;

/// <summary>Scheduled messages and reminders.</summary>
public sealed class DoingThingsInTime(TestHost host) : IClassFixture<TestHost>
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scheduled_message_is_posted_once_when_its_time_comes_and_is_no_longer_waiting()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var chat = (await ann.StartDirectAsync(bob)).Conversation.Id;
        using var pushes = new Received(await bob.ConnectAsync());
        using var own = new Received(await ann.ConnectAsync());
        var tomorrow = Scheduled(chat, "tomorrow", TimeSpan.FromDays(1));
        await ann.KeepAsync(tomorrow);

        var soon = await ann.KeepAsync(Scheduled(chat, "soon", TimeSpan.FromSeconds(1)));

        var posted = (await pushes.TextAsync("soon")).Messages.Single();
        Assert.Equal((ann.Id, soon.Key), (posted.SenderId, posted.ClientMessageId.ToString()));
        await own.FirstAsync<PersonalChanges>(c => c.Items.Any(i => i.Key == soon.Key && i.Deleted));
        Assert.Equal(["soon"], (await bob.ReadAsync(chat)).Messages.Select(m => m.Text));
        Assert.Equal([tomorrow.Key], (await ann.KeptAsync()).Items.Where(i => !i.Deleted).Select(i => i.Key));
    }

    [Fact]
    public async Task Two_nodes_that_look_for_work_at_once_post_every_message_once()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var chat = (await ann.StartDirectAsync(bob)).Conversation.Id;
        for (var i = 0; i < 40; i++) await ann.KeepAsync(Scheduled(chat, $"{i:00}", TimeSpan.FromSeconds(2)));

        var work = host.Services.GetRequiredService<DueWork>();
        await Eventually.TrueAsync(async () =>
        {
            await Task.WhenAll(work.RunAsync(Cancelled), work.RunAsync(Cancelled));
            return (await ann.KeptAsync()).Items.Count(i => i.Deleted) == 40;
        });

        var texts = (await bob.ReadAsync(chat, "limit=200")).Messages.Select(m => m.Text!).Order(StringComparer.Ordinal);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"{i:00}"), texts);
    }

    [Fact]
    public async Task What_a_dead_node_had_taken_another_one_does_and_what_it_had_posted_is_not_posted_again()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var chat = (await ann.StartDirectAsync(bob)).Conversation.Id;
        var item = Scheduled(chat, "once", TimeSpan.FromDays(1));
        await ann.PostAsync(chat, "once", Guid.Parse(item.Key)); // what the dead node came to

        await ann.KeepAsync(item with { Scheduled = item.Scheduled! with { At = TimeProvider.System.GetUtcNow() } });

        await Eventually.TrueAsync(async () => (await ann.KeptAsync()).Items.Single().Deleted);
        Assert.Single((await bob.ReadAsync(chat)).Messages);
    }

    [Fact]
    public async Task What_cannot_be_posted_says_why_and_waits_for_its_user()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        using var pushes = new Received(await bob.ConnectAsync());
        var item = await bob.KeepAsync(Scheduled(room, "too late", TimeSpan.FromSeconds(3)));

        await ann.SendAsync(HttpMethod.Delete, $"conversations/{room}/members/{bob.Id}");

        var refused = await pushes.FirstAsync<PersonalChanges>(c => c.Items.Any(i => i.Key == item.Key && i.Scheduled?.Refused is not null));
        Assert.Equal(ErrorCode.NotAMember, refused.Items.Single().Scheduled!.Refused);
        Assert.DoesNotContain((await ann.ReadAsync(room)).Messages, m => m.Text == "too late");
    }

    [Fact]
    public async Task A_reminder_comes_due_on_all_devices_and_stays_until_it_is_removed()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var message = await bob.PostAsync((await ann.StartDirectAsync(bob)).Conversation.Id, "call me");
        using var pushes = new Received(await ann.ConnectAsync());

        var set = await ann.KeepAsync(new()
        {
            Kind = PersonalKind.Reminder,
            Key = Employee.NewId().ToString(),
            Reminder = new() { ConversationId = message.ConversationId, Seq = message.Seq, At = TimeProvider.System.GetUtcNow(), Note = "Bob", Due = true },
        });

        Assert.False(set.Reminder!.Due); // only the server says so
        var due = await pushes.FirstAsync<PersonalChanges>(c => c.Items.Any(i => i.Reminder?.Due == true));
        Assert.Equal((set.Key, "Bob"), (due.Items.Single().Key, due.Items.Single().Reminder!.Note));
        Assert.True((await ann.KeptAsync()).Items.Single().Reminder!.Due);
    }

    static PersonalItem Scheduled(Guid conversation, string text, TimeSpan after) => new()
    {
        Kind = PersonalKind.Scheduled,
        Key = Employee.NewId().ToString(),
        Scheduled = new() { ConversationId = conversation, At = TimeProvider.System.GetUtcNow() + after, Text = text },
    };
}

using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;
using Messenger.Domain.Personal;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Messenger.Tests.Personal;

/// <summary>Drafts, saved messages, folders and so on, through REST and the hub.</summary>
public sealed class KeepingThingsForOneself(KeepingThingsForOneself.Small host) : IClassFixture<KeepingThingsForOneself.Small>
{
    /// <summary>A host on which a user has two folders.</summary>
    public sealed class Small : TestHost
    {
        public Small(PgServer server)
            : base(server)
        {
            Settings["Personal:MaxFolders"] = "2";
        }
    }

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_device_writes_the_other_is_told_and_a_device_that_was_away_asks_for()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var phone = await company.AtAnotherDeviceAsync(ann);
        var chat = (await ann.StartDirectAsync(bob)).Conversation.Id;
        using var pushes = new Received(await phone.ConnectAsync());
        using var bobs = new Received(await bob.ConnectAsync());

        var written = await ann.KeepAsync(Draft(chat, "dear Bob"));
        var removed = await ann.KeepAsync(Draft(chat, "") with { Draft = null, Deleted = true });

        var push = await pushes.FirstAsync<PersonalChanges>(c => c.Version == written.Version);
        Assert.Equal(("dear Bob", written.Version - 1), (push.Items.Single().Draft!.Text, push.After));
        Assert.True((await pushes.FirstAsync<PersonalChanges>(c => c.After == written.Version)).Items.Single().Deleted);
        Assert.Equal(removed.Version, (await phone.SyncAsync()).PersonalVersion);
        Assert.Equivalent(removed, (await phone.KeptAsync(written.Version)).Items.Single());
        Assert.Empty(bobs.All<PersonalChanges>());
        Assert.Empty((await bob.KeptAsync()).Items);
    }

    [Fact]
    public async Task The_hub_writes_and_reads_the_same_things()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var chat = (await ann.StartDirectAsync(bob)).Conversation.Id;
        var connection = await ann.ConnectAsync(messagePack: true);

        var wish = new SetPersonal { Item = Preferences(chat, new() { Notify = NotifyLevel.Mentions, Pinned = true }) };
        var set = await connection.InvokeAsync<Reply<PersonalItem>>("SetPersonal", wish, Cancelled);
        var got = await connection.InvokeAsync<Reply<PersonalChanges>>("GetPersonal", new GetPersonal { Since = 0 }, Cancelled);

        Assert.Equivalent(set.Value, got.Value!.Items.Single());
        Assert.Equal((NotifyLevel.Mentions, true), (set.Value!.Conversation!.Notify, set.Value.Conversation.Pinned));
        Assert.Equivalent(got.Value, await ann.KeptAsync());
    }

    [Fact]
    public async Task Two_devices_that_change_a_folder_at_once_do_not_lose_each_others_change()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var folder = Folder("Work");
        var made = await ann.KeepAsync(folder, ifVersion: 0);
        var first = await ann.KeepAsync(folder with { Folder = folder.Folder! with { Name = "Office" } }, made.Version);

        var late = await ann.RefusalAsync(HttpMethod.Put, "personal", new SetPersonal { Item = folder, IfVersion = made.Version });

        Assert.Equal(ErrorCode.Conflict, late);
        Assert.Equal("Office", (await ann.KeptAsync()).Items.Single().Folder!.Name);
        Assert.Equal(first.Version, (await ann.KeptAsync()).Version);
    }

    [Fact]
    public async Task Nothing_is_kept_about_what_one_does_not_see()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob, eve) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Eve"));
        var secret = await ann.PostAsync((await ann.StartDirectAsync(bob)).Conversation.Id, "secret");
        var own = await eve.PostAsync((await eve.StartDirectAsync(ann)).Conversation.Id, "hello");

        Assert.Equal(ErrorCode.NotAMember, await RefusalAsync(eve, Saved(secret.ConversationId, secret.Seq)));
        Assert.Equal(ErrorCode.NotAMember, await RefusalAsync(eve, Draft(secret.ConversationId, "x")));
        Assert.Equal(ErrorCode.NotAMember, await RefusalAsync(eve, Remind(secret, TimeSpan.Zero)));
        Assert.Equal(ErrorCode.NotAMember, await RefusalAsync(eve, Scheduled(secret.ConversationId, TimeSpan.Zero)));
        Assert.Equal(ErrorCode.NotFound, await RefusalAsync(eve, Saved(own.ConversationId, own.Seq + 1)));
        Assert.Equal(0, (await eve.KeptAsync()).Version);
    }

    [Fact]
    public async Task A_thing_has_a_key_of_its_kind_and_the_one_value_of_its_kind()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var message = await ann.PostAsync((await ann.StartDirectAsync(bob)).Conversation.Id, "hello");
        var good = Saved(message.ConversationId, message.Seq);

        PersonalItem[] wrong =
        [
            good with { Key = message.ConversationId.ToString() },
            good with { Key = good.Key.ToUpperInvariant() },
            good with { Key = $"{message.ConversationId}/0{message.Seq}" },
            good with { Key = $"{message.ConversationId:N}/{message.Seq}" },
            good with { Key = "" },
            good with { Saved = null },
            good with { Draft = new() { Text = "x" } },
            good with { Deleted = true },
            good with { Kind = PersonalKind.Hidden },
            new() { Kind = PersonalKind.QuietHours, Key = "loud", QuietHours = Quiet },
            new() { Kind = PersonalKind.QuietHours, Key = "quiet", QuietHours = Quiet with { TimeZone = "Middle/Earth" } },
            new() { Kind = PersonalKind.QuietHours, Key = "quiet", QuietHours = Quiet with { UntilMinute = 1_440 } },
            new() { Kind = PersonalKind.QuietHours, Key = "quiet", QuietHours = Quiet with { Days = [7] } },
            Scheduled(message.ConversationId, TimeSpan.FromDays(400)),
        ];

        Assert.Null(await RefusalAsync(ann, good));
        Assert.Null(await RefusalAsync(ann, new() { Kind = PersonalKind.QuietHours, Key = "quiet", QuietHours = Quiet }));
        foreach (var item in wrong) Assert.Equal(ErrorCode.InvalidRequest, await RefusalAsync(ann, item));
        Assert.Equal(ErrorCode.TextInvalid, await RefusalAsync(ann, Draft(message.ConversationId, "a\u0007")));
        Assert.Equal(ErrorCode.MessageTooLong, await RefusalAsync(ann, Draft(message.ConversationId, new('x', 8_001))));
    }

    [Fact]
    public async Task There_are_no_more_of_a_kind_than_may_be()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var (one, two) = (Folder("one"), Folder("two"));
        await ann.KeepAsync(one);
        await ann.KeepAsync(two);

        Assert.Equal(ErrorCode.TooMany, await RefusalAsync(ann, Folder("three")));
        await ann.KeepAsync(two with { Folder = two.Folder! with { Position = 1 } });
        await ann.KeepAsync(new() { Kind = one.Kind, Key = one.Key, Deleted = true });
        Assert.Null(await RefusalAsync(ann, Folder("three")));
    }

    [Fact]
    public async Task Whatever_two_devices_write_at_once_a_third_that_asks_meanwhile_ends_with_the_same()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var chat = (await ann.StartDirectAsync(bob)).Conversation.Id;
        var seqs = new List<long>();
        for (var i = 0; i < 12; i++) seqs.Add((await ann.PostAsync(chat, $"{i}")).Seq);
        var held = new Dictionary<(PersonalKind, string), PersonalItem>();
        var version = 0L;

        var writes = Task.WhenAll(Enumerable.Range(0, 120).Select(i => i % 3 == 2
            ? ann.KeepAsync(new() { Kind = PersonalKind.Saved, Key = $"{chat}/{seqs[i / 3 % 12]}", Deleted = true })
            : ann.KeepAsync(Saved(chat, seqs[i % 12]) with { Saved = new() { Note = new('x', 900) } })));
        do await CatchUpAsync();
        while (!writes.IsCompleted);
        var written = await writes;
        await CatchUpAsync();

        Assert.Equal(written.Max(w => w.Version), version);
        var fresh = (await ann.KeptAsync()).Items.Where(i => !i.Deleted).ToDictionary(i => (i.Kind, i.Key));
        Assert.Equivalent(fresh, held.Where(i => !i.Value.Deleted).ToDictionary());

        async Task CatchUpAsync()
        {
            PersonalChanges changes;
            do
            {
                changes = await ann.KeptAsync(version);
                Assert.True(changes.Version >= version);
                foreach (var item in changes.Items) held[(item.Kind, item.Key)] = item;
                version = changes.Version;
            }
            while (changes.More);
        }
    }

    [Fact]
    public async Task Whoever_comes_after_removals_were_forgotten_loads_everything()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var chat = (await ann.StartDirectAsync(bob)).Conversation.Id;
        var draft = await ann.KeepAsync(Draft(chat, "x"));
        await ann.KeepAsync(new() { Kind = draft.Kind, Key = draft.Key, Deleted = true });
        var kept = await ann.KeepAsync(Preferences(chat, new() { Favourite = true }));

        await host.Services.GetRequiredService<IPersonalStore>().ForgetRemovedAsync(TimeProvider.System.GetUtcNow().AddMinutes(1), Cancelled);
        var late = await ann.KeptAsync(draft.Version);
        var inTime = await ann.KeptAsync(kept.Version - 1);

        Assert.True(late.Full);
        Assert.Equal([kept.Key], late.Items.Select(i => i.Key));
        Assert.False(inTime.Full);
        Assert.Equal([kept.Key], inTime.Items.Select(i => i.Key));
    }

    [Fact]
    public async Task The_reading_of_a_thread_never_goes_back()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var root = await ann.PostAsync((await ann.StartDirectAsync(bob)).Conversation.Id, "thread");
        var read = new PersonalItem { Kind = PersonalKind.Thread, Key = $"{root.ConversationId}/{root.Seq}", Thread = new() { Following = true, ReadSeq = 7 } };

        await ann.KeepAsync(read);
        var later = await ann.KeepAsync(read with { Thread = new() { Following = false, ReadSeq = 3 } });

        Assert.Equal((false, 7), (later.Thread!.Following, later.Thread.ReadSeq));
    }

    [Fact]
    public async Task What_one_clears_is_gone_on_all_ones_devices_and_stays_with_others()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var phone = await company.AtAnotherDeviceAsync(ann);
        var chat = (await ann.StartDirectAsync(bob)).Conversation.Id;
        var old = await bob.PostAsync(chat, "old");
        var kept = await bob.PostAsync(chat, "new");
        var token = (await phone.SyncAsync()).Token;
        using var pushes = new Received(await phone.ConnectAsync());

        await ann.SendAsync(HttpMethod.Post, $"conversations/{chat}/clear", new ClearBody { UpTo = old.Seq });

        await pushes.FirstAsync<ResyncHint>(h => h.Reason == ResyncReason.ConversationsChanged);
        var head = (await phone.SyncAsync(token)).Heads.Single(h => h.Conversation.Id == chat);
        Assert.Equal((kept.Seq, 1), (head.FirstSeq, head.Unread));
        Assert.Equal([kept.Seq], (await phone.ReadAsync(chat)).Messages.Select(m => m.Seq));
        Assert.Equal([old.Seq, kept.Seq], (await bob.ReadAsync(chat)).Messages.Select(m => m.Seq));
    }

    static QuietHours Quiet => new() { FromMinute = 22 * 60, UntilMinute = 7 * 60, TimeZone = "Asia/Shanghai", Days = [0, 6] };

    static Task<ErrorCode?> RefusalAsync(Employee who, PersonalItem item) => who.RefusalAsync(HttpMethod.Put, "personal", new SetPersonal { Item = item });

    static PersonalItem Draft(Guid conversation, string text) => new() { Kind = PersonalKind.Draft, Key = conversation.ToString(), Draft = new() { Text = text } };

    static PersonalItem Preferences(Guid conversation, ConversationPreferences preferences) =>
        new() { Kind = PersonalKind.Conversation, Key = conversation.ToString(), Conversation = preferences };

    static PersonalItem Folder(string name) =>
        new() { Kind = PersonalKind.Folder, Key = Employee.NewId().ToString(), Folder = new() { Name = name, ConversationIds = [] } };

    static PersonalItem Saved(Guid conversation, long seq) => new() { Kind = PersonalKind.Saved, Key = $"{conversation}/{seq}", Saved = new() };

    static PersonalItem Remind(Message message, TimeSpan after) => new()
    {
        Kind = PersonalKind.Reminder,
        Key = Employee.NewId().ToString(),
        Reminder = new() { ConversationId = message.ConversationId, Seq = message.Seq, At = TimeProvider.System.GetUtcNow() + after },
    };

    static PersonalItem Scheduled(Guid conversation, TimeSpan after) => new()
    {
        Kind = PersonalKind.Scheduled,
        Key = Employee.NewId().ToString(),
        Scheduled = new() { ConversationId = conversation, At = TimeProvider.System.GetUtcNow() + after, Text = "later" },
    };
}

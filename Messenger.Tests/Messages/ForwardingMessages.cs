using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Messages;

public sealed class ForwardingMessages(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task One_message_comes_with_who_wrote_it_and_stays_when_the_original_is_recalled()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob, eve) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Eve"));
        var original = await ann.PostAsync((await ann.StartDirectAsync(bob)).Conversation.Id, $"ask <@{eve.Id}>");
        var room = (await bob.StartGroupAsync("Room", eve)).Conversation.Id;

        var copy = await bob.PostAsync(room, Post(original.ConversationId, original.Seq));
        await ann.RecallAsync(original);

        var read = (await eve.ReadAsync(room)).Messages.Single(m => m.Seq == copy.Seq);
        Assert.Equal((original.Text, ann.Id, bob.Id), (read.Text, read.Forwarded!.SenderId, read.SenderId));
        Assert.Equal(original.PostedAt, read.Forwarded.PostedAt);
        Assert.Null(read.Mentions); // who forwards it does not call anybody
        Assert.Equal(ErrorCode.Forbidden, await bob.RefusalAsync(HttpMethod.Patch, Employee.PathOf(copy), new EditBody { Text = "Ann never said that" }));
    }

    [Fact]
    public async Task Several_come_as_one_card_that_is_opened_in_pages()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var chat = (await ann.StartDirectAsync(bob)).Conversation.Id;
        var seqs = new List<long>();
        for (var i = 0; i < 12; i++) seqs.Add((await (i % 2 == 0 ? ann : bob).PostAsync(chat, $"{i} " + new string('长', 2_600))).Seq);
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;

        var card = await ann.PostAsync(room, Post(chat, [.. seqs]));

        var lines = new List<CardLine>();
        CardPage page;
        do lines.AddRange((page = await bob.SendAsync<CardPage>(HttpMethod.Get, $"{Employee.PathOf(card)}/card?after={lines.Count}")).Lines);
        while (page.More);
        Assert.Equal(12, card.Card!.Count);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"{i}"), lines.Select(l => l.Text.Split(' ')[0]));
        Assert.Equal([ann.Id, bob.Id], lines.Take(2).Select(l => l.SenderId));
        Assert.Equal(4, card.Text!.Split('\n').Length);
        await ann.RecallAsync(card);
        Assert.Equal(ErrorCode.NotFound, await bob.RefusalAsync(HttpMethod.Get, $"{Employee.PathOf(card)}/card"));
    }

    [Fact]
    public async Task What_one_does_not_see_cannot_be_forwarded()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob, eve) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Eve"));
        var secret = await ann.PostAsync((await ann.StartDirectAsync(bob)).Conversation.Id, "secret");
        var late = (await ann.StartGroupAsync("Late", HistoryVisibility.FromJoining)).Conversation.Id;
        var before = await ann.PostAsync(late, "before Eve came");
        await ann.SendAsync<Conversation>(HttpMethod.Post, $"conversations/{late}/members", new AddMembers { UserIds = [eve.Id] });
        var seen = await ann.PostAsync(late, "for Eve");
        var gone = await ann.PostAsync(late, "gone");
        await ann.RecallAsync(gone);
        var own = (await eve.StartDirectAsync(eve)).Conversation.Id;

        Assert.Equal(ErrorCode.NotAMember, await RefusalAsync(eve, own, Post(secret.ConversationId, secret.Seq)));
        Assert.Equal(ErrorCode.NotFound, await RefusalAsync(eve, own, Post(late, before.Seq)));
        Assert.Equal(ErrorCode.NotFound, await RefusalAsync(eve, own, Post(late, gone.Seq)));
        Assert.Equal(ErrorCode.NotFound, await RefusalAsync(eve, own, Post(late, 1_000)));
        Assert.Equal(ErrorCode.NotAMember, await RefusalAsync(eve, secret.ConversationId, Post(late, seen.Seq)));
    }

    [Fact]
    public async Task A_malformed_wish_is_refused()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var own = (await ann.StartDirectAsync(ann)).Conversation.Id;
        var note = await ann.PostAsync(own, "note");
        var good = Post(own, note.Seq);

        Assert.Equal(ErrorCode.InvalidRequest, await RefusalAsync(ann, own, good with { Text = "and more" }));
        Assert.Equal(ErrorCode.InvalidRequest, await RefusalAsync(ann, own, good with { Forward = good.Forward! with { Seqs = [] } }));
        Assert.Equal(ErrorCode.InvalidRequest, await RefusalAsync(ann, own, good with { Forward = good.Forward! with { Seqs = [note.Seq, note.Seq] } }));
        Assert.Equal(ErrorCode.InvalidRequest, await RefusalAsync(ann, own, good with { Forward = good.Forward! with { Seqs = [0] } }));
        Assert.Equal(ErrorCode.InvalidRequest, await RefusalAsync(ann, own, good with { Forward = new() { ConversationId = own, AsCard = true, Seqs = [.. Enumerable.Repeat(1L, 101)] } }));
        Assert.Equal(ErrorCode.InvalidRequest, await RefusalAsync(ann, own, good with { Poll = new() { Options = ["a", "b"] } }));
    }

    static Task<ErrorCode?> RefusalAsync(Employee who, Guid conversation, PostBody body) =>
        who.RefusalAsync(HttpMethod.Post, $"conversations/{conversation}/messages", body);

    static PostBody Post(Guid conversation, params long[] seqs) => new()
    {
        ClientMessageId = Employee.NewId(),
        Text = "",
        Forward = new() { ConversationId = conversation, Seqs = seqs, AsCard = seqs.Length > 1 },
    };
}

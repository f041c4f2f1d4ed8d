using Messenger.Client.Messages;
using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Messages;

/// <summary>
/// Several people do all kinds of things to the same messages at once. What their devices were pushed is then lost in part, repeated and put out of
/// order; whoever catches up afterwards must hold what a fresh device reads, and what the verbs make when they are done one after the other by version.
/// </summary>
public sealed class ConvergingOnVerbs(TestHost host) : IClassFixture<TestHost>
{
    const int People = 4;
    const int Rounds = 30;
    static readonly string[] Emoji = ["👍", "🎉", "👀"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task All_devices_end_with_the_same_rows_as_a_fresh_one_and_as_the_model(int seed)
    {
        await using var company = await Company.FoundAsync(host);
        var people = await Task.WhenAll(Enumerable.Range(0, People).Select(i => company.HireAsync($"P{i}")));
        var room = (await people[0].StartGroupAsync("Room", people[1..])).Conversation.Id;
        var pushes = new List<Received>();
        foreach (var person in people) pushes.Add(new(await person.ConnectAsync(messagePack: seed % 2 == 0)));
        var random = new Random(seed);
        var done = new List<DoneVerb>();

        for (var round = 0; round < Rounds; round++)
        {
            var known = done.Select(d => d.Reply.Seq).Distinct().ToList();
            var wishes = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Wish(random, people, room, known)).ToList();
            foreach (var outcome in await Task.WhenAll(wishes.Select(DoAsync)))
                if (outcome is not null) done.Add(outcome);
        }
        var head = done.Max(d => d.Reply.Version);
        var fresh = await CatchUpAsync(people[0], new ConversationLog());
        foreach (var received in pushes) await received.FirstAsync<ConversationChanges>(c => c.Version >= head);

        Assert.True(fresh.Version >= head);
        Assert.True(done.Count > Rounds);
        CheckAgainstModel(done, fresh);
        for (var device = 0; device < 20; device++)
        {
            var held = Lossy(random, pushes[device % People].All<ConversationChanges>().ToList(), joinedAt: random.NextInt64(head), fresh.Version);
            Assert.Equivalent(fresh.Messages, (await CatchUpAsync(people[device % People], await held)).Messages, strict: true);
        }
        foreach (var received in pushes) received.Dispose();

        // A device that knows the rows up to some version, and then hears only a part of the rest, out of order.
        async Task<ConversationLog> Lossy(Random chance, List<ConversationChanges> heard, long joinedAt, long last)
        {
            var log = new ConversationLog();
            ConversationChanges changes;
            do log.Apply(changes = await people[0].ChangesAsync(room, log.Version), out _);
            while (changes.More && log.Version < joinedAt);
            var inbox = new ConversationInbox(log);
            foreach (var push in heard.Where(_ => chance.Next(4) > 0).SelectMany(p => Enumerable.Repeat(p, chance.Next(5) == 0 ? 2 : 1)).OrderBy(p => p.Version + chance.Next(12)))
                inbox.Take(push, out _);
            Assert.True(log.Version <= last);
            return log;
        }

        async Task<ConversationLog> CatchUpAsync(Employee reader, ConversationLog log)
        {
            ConversationChanges changes;
            do log.Apply(changes = await reader.ChangesAsync(room, log.Version), out _);
            while (changes.More);
            return log;
        }
    }

    /// <summary>Does the verbs one after the other, in the order of the versions that they made, to rows of its own.</summary>
    static void CheckAgainstModel(List<DoneVerb> done, ConversationLog fresh)
    {
        foreach (var row in fresh.Messages.Where(m => m.Kind == MessageKind.Text))
        {
            var verbs = done.Where(d => d.Reply.Seq == row.Seq).OrderBy(d => d.Reply.Version).ToList();
            var model = new Model();
            foreach (var verb in verbs) verb.Apply(model, verb.Reply);
            Assert.All(verbs, v => Assert.True(v.Reply.Version <= row.Version));
            Assert.Equal(model.Recalled is null ? model.Text : null, row.Text);
            Assert.Equal(model.Recalled, row.Recalled?.UserId);
            if (model.Recalled is not null) continue;
            Assert.Equal(model.IsPinned, row.Pinned is not null);
            Assert.Equivalent(
                model.Reactions.Where(r => r.Value.Count > 0).ToDictionary(r => r.Key, r => r.Value.Order()),
                (row.Reactions ?? []).ToDictionary(r => r.Emoji, r => r.UserIds.Order()), strict: true);
            Assert.All(row.Reactions ?? [], r => Assert.Equal(r.UserIds.Count, r.Count));
            if (row.Poll is { } poll)
                Assert.Equal([.. Enumerable.Range(0, 3).Select(o => model.Votes.Count(v => v.Value == o))], poll.Options.Select(o => o.Votes));
            Assert.Equal(fresh.Messages.Count(m => m.ThreadSeq == row.Seq), row.Thread?.Replies ?? 0);
        }
        // A quote loses its text with the message that it quotes.
        var recalled = fresh.Messages.Where(m => m.Recalled is not null).Select(m => m.Seq).ToHashSet();
        Assert.All(fresh.Messages.Where(m => m.ReplyTo is not null), m => Assert.Equal(recalled.Contains(m.ReplyTo!.Seq), m.ReplyTo.Text is null));
    }

    static Wanted Wish(Random random, Employee[] people, Guid room, List<long> known)
    {
        var who = people[random.Next(people.Length)];
        var verb = known.Count == 0 ? 0 : random.Next(10);
        if (verb < 3)
        {
            long? other = known.Count > 0 ? known[random.Next(known.Count)] : null;
            var body = new PostBody { ClientMessageId = Employee.NewId(), Text = $"text {random.Next(1_000)}" };
            return new(() => who.PostAsync(room, verb switch
            {
                0 when random.Next(2) == 0 => body with { Poll = new() { Options = ["a", "b", "c"] } },
                1 => body with { ReplyTo = other },
                2 => body with { ThreadSeq = other },
                _ => body,
            }), (model, _) => model.Text = body.Text);
        }
        // The latest ones meet each other's verbs most.
        var seq = known[^random.Next(1, Math.Min(known.Count, 5) + 1)];
        var path = $"conversations/{room}/messages/{seq}";
        var (emoji, text, option) = (Emoji[random.Next(Emoji.Length)], $"edited {random.Next(1_000)}", random.Next(3));
        return verb switch
        {
            3 => new(() => who.SendAsync<Message>(HttpMethod.Patch, path, new EditBody { Text = text }), (model, _) => model.Text = text),
            4 => new(() => who.SendAsync<Message>(HttpMethod.Delete, path), (model, reply) => model.Recalled ??= reply.Recalled!.UserId),
            5 => new(() => who.SendAsync<Message>(HttpMethod.Put, $"{path}/pin"), (model, _) => model.IsPinned = true),
            6 => new(() => who.SendAsync<Message>(HttpMethod.Delete, $"{path}/pin"), (model, _) => model.IsPinned = false),
            7 => new(() => who.SendAsync<Message>(HttpMethod.Put, $"{path}/votes", new VoteBody { Options = [option] }), (model, _) => model.Votes[who.Id] = option),
            8 => new(() => who.SendAsync<Message>(HttpMethod.Delete, $"{path}/reactions/{Uri.EscapeDataString(emoji)}"), (model, _) => model.Of(emoji).Remove(who.Id)),
            _ => new(() => who.SendAsync<Message>(HttpMethod.Put, $"{path}/reactions/{Uri.EscapeDataString(emoji)}"), (model, _) => model.Of(emoji).Add(who.Id)),
        };
    }

    /// <summary>Null when it was refused: somebody else's message, one that is recalled, one without a poll.</summary>
    static async Task<DoneVerb?> DoAsync(Wanted wish)
    {
        try
        {
            return new(await wish.Send(), wish.Apply);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    sealed record Wanted(Func<Task<Message>> Send, Action<Model, Message> Apply);

    sealed record DoneVerb(Message Reply, Action<Model, Message> Apply);

    sealed class Model
    {
        public string? Text { get; set; }

        public Guid? Recalled { get; set; }

        public bool IsPinned { get; set; }

        public Dictionary<string, HashSet<Guid>> Reactions { get; } = [];

        public Dictionary<Guid, int> Votes { get; } = [];

        public HashSet<Guid> Of(string emoji) => Reactions.TryGetValue(emoji, out var users) ? users : Reactions[emoji] = [];
    }
}

using Messenger.Client;
using Messenger.Client.Messages;
using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Xunit;

namespace Messenger.Tests.Client;

/// <summary>Running clients do random verbs to the same messages while their connections break at random moments; once these hold, all have the same rows.</summary>
public sealed class ConvergingThroughDisconnections(CompanyHost company) : IClassFixture<CompanyHost>
{
    const int Verbs = 30;
    static readonly string[] Emoji = ["👍", "🎉", "👀"];

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task All_clients_end_with_the_rows_of_a_fresh_one(int seed)
    {
        var people = new[] { await company.HireAsync("ann"), await company.HireAsync("bob"), await company.HireAsync("carol") };
        var room = (await people[0].StartGroupWith(people[1..])).Conversation.Id;
        await using var doors = new Doors(company.Address, people.Length);
        await using var devices = new Devices([.. people.Select((p, i) => p.Options(i == 0 ? WireProtocol.MessagePack : WireProtocol.Json) with { Server = doors[i].Address })]);
        foreach (var device in devices.All) CompanyHost.Value(await device.Client.OpenAsync(room, Cancelled));

        using var quiet = new CancellationTokenSource();
        var breaking = Task.WhenAll(doors.All.Select((door, i) => BreakAsync(door, new Random(seed * 100 + i), quiet.Token)));
        var changed = await Task.WhenAll(devices.All.Select((device, i) => DoAsync(device, room, new Random(seed * 10 + i))));
        await quiet.CancelAsync();
        await breaking;

        await using var fresh = new Device(people[0].Options());
        CompanyHost.Value(await fresh.Client.OpenAsync(room, Cancelled));
        var expected = await HeldAsync(fresh, room);
        Assert.True(changed.Sum() > Verbs, $"only {changed.Sum()} verbs were done");
        Assert.Empty(expected.Holes);
        foreach (var device in devices.All)
        {
            await Eventually.TrueAsync(async () => (await HeldAsync(device, room)).Messages.Count == expected.Messages.Count
                && (await HeldAsync(device, room)).Messages.Max(m => m.Version) == expected.Messages.Max(m => m.Version));
            Assert.Equivalent(expected.Messages, (await HeldAsync(device, room)).Messages, strict: true);
            Assert.Contains(device.Told, u => u is ConnectionChanged { Connected: false });
        }
    }

    static async Task BreakAsync(Door door, Random random, CancellationToken quiet)
    {
        while (!quiet.IsCancellationRequested)
        {
            await Task.WhenAny(Task.Delay(random.Next(300, 1_200), quiet));
            door.Close();
            await Task.WhenAny(Task.Delay(random.Next(20, 200), quiet));
            door.Open();
        }
    }

    /// <summary>Answers how many verbs were not refused.</summary>
    static async Task<int> DoAsync(Device device, Guid room, Random random)
    {
        var done = 0;
        for (var i = 0; i < Verbs; i++)
        {
            var known = (await HeldAsync(device, room)).Messages.Where(m => m.Kind == MessageKind.Text).Select(m => m.Seq).ToList();
            if ((await VerbAsync(device.Client, room, random, known)).Error is null) done++;
        }
        return done;
    }

    static Task<Reply<Message>> VerbAsync(MessengerClient client, Guid room, Random random, List<long> known)
    {
        var verb = known.Count == 0 ? 0 : random.Next(7);
        if (verb < 2) return client.PostAsync(room, $"text {random.Next(1_000)}", Cancelled);
        var seq = known[^random.Next(1, Math.Min(known.Count, 5) + 1)];
        return verb switch
        {
            2 => client.EditAsync(new() { ConversationId = room, Seq = seq, Text = $"edited {random.Next(1_000)}" }, Cancelled),
            3 => client.RecallAsync(new() { ConversationId = room, Seq = seq }, Cancelled),
            4 => client.PinAsync(new() { ConversationId = room, Seq = seq, Active = random.Next(2) == 0 }, Cancelled),
            _ => client.ReactAsync(new() { ConversationId = room, Seq = seq, Emoji = Emoji[random.Next(Emoji.Length)], Active = random.Next(4) > 0 }, Cancelled),
        };
    }

    static async Task<HeldConversation> HeldAsync(Device device, Guid conversation) =>
        Assert.IsType<HeldConversation>(await device.Client.GetHeldAsync(conversation, Cancelled));

    sealed class Doors(Uri server, int count) : IAsyncDisposable
    {
        public IReadOnlyList<Door> All { get; } = [.. Enumerable.Range(0, count).Select(_ => new Door(server))];

        public Door this[int i] => All[i];

        public async ValueTask DisposeAsync()
        {
            foreach (var door in All) await door.DisposeAsync();
        }
    }

    sealed class Devices(IReadOnlyList<MessengerClientOptions> options) : IAsyncDisposable
    {
        public IReadOnlyList<Device> All { get; } = [.. options.Select(o => new Device(o))];

        public async ValueTask DisposeAsync()
        {
            foreach (var device in All) await device.DisposeAsync();
        }
    }
}

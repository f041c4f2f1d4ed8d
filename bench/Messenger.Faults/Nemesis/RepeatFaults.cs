using Messenger.Faults.Checking.Events;
using Messenger.Faults.Proxy;
using Messenger.Faults.Workload;

namespace Messenger.Faults.Nemesis;

/// <summary>One message asked for many times at once.</summary>
static class RepeatFaults
{
    const int Copies = 10;
    static readonly TimeSpan FrozenFor = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The same id ten times at once, to all nodes, some with another text; and under the same id another user's message, and one to another
    /// conversation, which are messages of their own.
    /// </summary>
    public static Fault Duplicates(Surroundings s) => new Fault
    {
        Name = "F19",
        Target = "every message ten times at once, to all nodes",
        Lasts = s.Seconds(3, 6),
    }.While(stop => RepeatAsync(s, stop));

    /// <summary>A node's link to the database freezes in the middle of a send; the client asks another node, and then the first goes on.</summary>
    public static Fault OtherNode(Surroundings s)
    {
        var first = s.Chance.Next(s.Cluster.Nodes.Count);
        var link = s.Cluster.Nodes[first].Postgres;
        List<Task> sends = [];
        return new()
        {
            Name = "F20",
            Target = $"the link of {s.Cluster.Nodes[first].Name} to PostgreSQL is frozen, its sends are repeated to another node",
            Lasts = FrozenFor,
            LongestSilence = FrozenFor + TimeSpan.FromSeconds(10),
            BeginAsync = () =>
            {
                sends = [.. Enumerable.Range(0, Copies).Select(_ => SendToBothAsync(s, first))];
                link.Set(new LaneFaults { Hold = true });
                return Task.CompletedTask;
            },
            EndAsync = async () =>
            {
                await link.HealAsync();
                await Task.WhenAll(sends);
            },
        };
    }

    static async Task RepeatAsync(Surroundings s, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var group = s.Company.Groups[s.Chance.Next(s.Company.Groups.Count)];
            using var one = s.SessionOf(group.Members[1], "f19");
            using var another = s.SessionOf(group.Members[2], "f19");
            var message = Sender.NewMessage(group.Id, "once");
            var sender = new Sender(s.History, one.Plan);
            await Task.WhenAll(Enumerable.Range(1, Copies)
                .Select(copy => sender.TryAsync(one.Api(copy % one.Ways), copy % 4 == 3 ? message with { Text = $"other {copy} {message.ClientMessageId:N}" } : message, copy))
                .Append(new Sender(s.History, another.Plan).TryAsync(another.Api(0), message with { Text = $"mine {message.ClientMessageId:N}" }, 1))
                .Append(sender.TryAsync(one.Api(0), message with { ConversationId = s.Company.Everybody.Id, Text = $"elsewhere {message.ClientMessageId:N}" }, 1)));
            await Task.WhenAny(Task.Delay(200, stop));
        }
    }

    static async Task SendToBothAsync(Surroundings s, int first)
    {
        var group = s.Company.Groups[s.Chance.Next(s.Company.Groups.Count)];
        using var session = s.SessionOf(group.Members[1], "f20");
        var sender = new Sender(s.History, session.Plan);
        var message = Sender.NewMessage(group.Id, "to both");
        var attempts = 1;
        var held = sender.TryAsync(session.Api(first + 1), message, attempts, FrozenFor * 3);
        await Task.Delay(s.Chance.Next(50, 500));
        var other = (first + 1) % s.Cluster.Nodes.Count + 1;
        while (await sender.TryAsync(session.Api(other), message, ++attempts) == Phase.Unknown && attempts < 20) await Task.Delay(500);
        await held;
    }
}

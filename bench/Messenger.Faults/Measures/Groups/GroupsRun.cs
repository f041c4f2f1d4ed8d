using System.Diagnostics;
using System.Globalization;
using System.Text;
using Messenger.Client;
using Messenger.Client.Identity;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Faults.Deployment;

namespace Messenger.Faults.Measures.Groups;

/// <summary>What a send and a removal cost in a large group, beside a small one; the two take turns.</summary>
static class GroupsRun
{
    const int Small = 100;

    /// <summary>A push to one connection in the large group may cost so many times what it does in the small one, where it is addressed to each user.</summary>
    const double Bound = 1.5;

    static readonly TimeSpan Settles = TimeSpan.FromSeconds(2);

    public static IReadOnlyDictionary<string, string> Defaults { get; } = new Dictionary<string, string>
    {
        ["--members"] = "10000",
        ["--connected"] = "1000",
        ["--rounds"] = "5",
        ["--sends"] = "20",
    };

    /// <summary>0 when a push in the large group costs no more than the bound allows.</summary>
    public static async Task<int> RunAsync(Choices choices, Action<string> say)
    {
        var settings = choices.Cluster("groups", nodes: 1);
        var (members, connected, sends) = (choices.Number("--members"), choices.Number("--connected"), choices.Number("--sends"));
        say("Starting a node, PostgreSQL and Redis …");
        await using var cluster = await Cluster.StartAsync(settings, new(settings.Seed));
        var node = cluster.Nodes[0];
        var people = await Population.FoundAsync(cluster.Postgres, members, Small, connected);
        say($"Connecting {connected} of {members} members …");
        await using var listeners = new Listeners();
        await listeners.ConnectAsync(node.OwnAddress, people.Tokens);
        using var owner = new MessengerApi(new() { Server = node.OwnAddress, Tokens = new PersonalAccessToken(people.Tokens[0]) });
        using var process = Process.GetProcessById(node.Process.Id);
        await Task.Delay(Settles);

        var (small, large) = (new Findings(Math.Min(Small, connected)), new Findings(connected));
        await SendAsync(people.Small, small, warmUp: true);
        await SendAsync(people.Large, large, warmUp: true);
        for (var round = 0; round < choices.Number("--rounds"); round++)
        {
            foreach (var (group, findings) in ((Guid, Findings)[])[(people.Small, small), (people.Large, large)])
            {
                await SendAsync(group, findings, warmUp: false);
                // In the large group all who are connected move on to a new delivery group; in the small one each is addressed.
                await ChangeAsync(findings, group == people.Small ? people.Users[Small - 1] : people.Users[^(round + 1)], group);
            }
        }
        var report = Report(choices, small, large);
        await File.WriteAllTextAsync(Path.Combine(settings.Folder, "report.md"), report);
        say(report);
        return Median(large.SendCpu) / large.Connected <= Bound * Median(small.SendCpu) / small.Connected ? 0 : 1;

        async Task SendAsync(Guid group, Findings findings, bool warmUp)
        {
            var before = Cpu();
            for (var i = 0; i < sends; i++)
            {
                var mark = $"mark {Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
                var heard = listeners.Expect(mark, findings.Connected);
                var begun = Stopwatch.GetTimestamp();
                var post = new PostMessage { ConversationId = group, ClientMessageId = Ids.Create(TimeProvider.System.GetUtcNow()), Text = mark };
                _ = (await owner.PostAsync(post, CancellationToken.None)).Value ?? throw new InvalidOperationException("A send was refused.");
                var acknowledged = Stopwatch.GetElapsedTime(begun);
                var last = await heard.All;
                if (warmUp) continue;
                findings.Acks.Add(acknowledged.TotalMilliseconds);
                findings.LastPushes.Add(last.TotalMilliseconds);
            }
            if (!warmUp) findings.SendCpu.Add((Cpu() - before).TotalMilliseconds / sends);
        }

        async Task ChangeAsync(Findings findings, Guid user, Guid group)
        {
            var (before, begun) = (Cpu(), Stopwatch.GetTimestamp());
            if ((await owner.RemoveMemberAsync(group, user, CancellationToken.None)).Error is { } refused) throw new InvalidOperationException($"A removal was refused: {refused.Code}.");
            findings.Removals.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await Task.Delay(Settles);
            findings.RemovalCpu.Add((Cpu() - before).TotalMilliseconds);
            begun = Stopwatch.GetTimestamp();
            _ = (await owner.AddMembersAsync(group, new AddMembers { UserIds = [user] }, CancellationToken.None)).Value ?? throw new InvalidOperationException("A join was refused.");
            findings.Joins.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            begun = Stopwatch.GetTimestamp();
            _ = (await owner.GetMembersAsync(group, null, CancellationToken.None)).Value ?? throw new InvalidOperationException("Members were refused.");
            findings.Pages.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await Task.Delay(Settles);
        }

        TimeSpan Cpu()
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    static string Report(Choices choices, Findings small, Findings large)
    {
        var text = new StringBuilder();
        Line($"# Large groups: {choices.Number("--members")} members, {large.Connected} of them connected, beside {Small}");
        Line($"");
        Line($"One node with Redis, {choices.Number("--rounds")} rounds in turns, {choices.Number("--sends")} sends in each; medians in milliseconds. Processor time is the node's alone.");
        Line($"");
        Line($"| | {Small} members, {small.Connected} connected | {choices.Number("--members")} members, {large.Connected} connected | ratio |");
        Line($"| --- | ---: | ---: | ---: |");
        Row("processor time of one send", f => f.SendCpu);
        Line($"| of it for each connection | {Median(small.SendCpu) / small.Connected:0.000} | {Median(large.SendCpu) / large.Connected:0.000} | {Median(large.SendCpu) / large.Connected / (Median(small.SendCpu) / small.Connected):0.00} (bound {Bound}) |");
        Row("until the sender is answered", f => f.Acks);
        Row("until the last push has arrived", f => f.LastPushes);
        Row("one removal, until it is answered", f => f.Removals);
        Row("processor time of one removal, and of the two seconds after it", f => f.RemovalCpu);
        Row("one join, until it is answered", f => f.Joins);
        Row("a page of 100 members", f => f.Pages);
        return text.ToString();

        void Row(string what, Func<Findings, List<double>> of) =>
            Line($"| {what} | {Median(of(small)):0.00} | {Median(of(large)):0.00} | {Median(of(large)) / Median(of(small)):0.00} |");

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }

    static double Median(List<double> values) => Quantiles.Median(values);

    /// <summary>What was seen of one group.</summary>
    sealed record Findings(int Connected)
    {
        public List<double> SendCpu { get; } = [];

        public List<double> Acks { get; } = [];

        public List<double> LastPushes { get; } = [];

        public List<double> Removals { get; } = [];

        public List<double> RemovalCpu { get; } = [];

        public List<double> Joins { get; } = [];

        public List<double> Pages { get; } = [];
    }
}

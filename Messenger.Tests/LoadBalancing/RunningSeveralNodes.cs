using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Messenger.Infrastructure.Demo;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.LoadBalancing;

/// <summary><c>run.sh --nodes</c>, with the host that was built together with these tests.</summary>
public sealed partial class RunningSeveralNodes : IAsyncDisposable
{
    static readonly string Script = Path.Combine(HostProcess.Root, "run.sh");
    readonly TestFolder _folder = TestFolder.Create();
    readonly int _port = FreePort.Take();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task People_talk_on_when_a_node_is_killed_and_a_signal_ends_all_that_was_started(string signal)
    {
        await using var run = Run("--nodes", "2", "--demo");
        var address = new UriBuilder(await run.ReadyAsync()) { Host = "127.0.0.1" }.Uri;
        var processes = await DescendantsAsync(run.Id);
        await using var alice = new Employee(address);
        await using var bob = new Employee(address);
        await alice.SignInAsync("alice", DemoCompany.Password);
        await bob.SignInAsync("bob", DemoCompany.Password);
        var talk = (await alice.StartDirectAsync(bob)).Conversation.Id;

        await alice.PostAsync(talk, "from two nodes");
        var killed = int.Parse(NodeLine().Match(run.Printed).Groups["pid"].Value, CultureInfo.InvariantCulture);
        Kill(killed);
        await Eventually.TrueAsync(() => run.Complained.Contains($"node1 (process {killed}) has ended, the others go on", StringComparison.Ordinal));
        await alice.PostAsync(talk, "from one node");

        Assert.Equal(["from two nodes", "from one node"], (await bob.ReadAsync(talk)).Messages.OrderBy(m => m.Seq).TakeLast(2).Select(m => m.Text));
        run.SignalGroup(signal); // as a terminal sends it
        Assert.Equal(0, await run.ExitAsync());
        Assert.True(processes.Count > 5, string.Join('\n', processes)); // two nodes, HAProxy, Redis, the database and its server
        Assert.DoesNotContain(processes, process => process.Exists);
        Assert.DoesNotContain(System.IO.Directory.GetFiles(_folder.In("data"), "postmaster.pid", SearchOption.AllDirectories), File.Exists);
    }

    /// <summary>One run for three sentences: a start of three nodes takes its time.</summary>
    [Fact]
    public async Task The_set_up_link_is_good_at_any_node_a_second_run_on_the_data_is_refused_and_without_a_node_it_ends_and_says_so()
    {
        await using var run = Run("--nodes", "3");
        await run.ReadyAsync();
        await Eventually.TrueAsync(() => SetUpLine().IsMatch(run.Printed));
        var link = SetUpLine().Match(run.Printed);

        await using var founder = new Employee(new Uri(link.Groups["address"].Value));
        var setUp = new Contracts.Identity.SetUp { Token = link.Groups["token"].Value, UserName = "root", DisplayName = "Root", Password = Company.Password };
        Assert.True(await founder.TrySignInAsync("setup", setUp));

        await using var second = HostProcess.Run([Script, "--nodes", "2", "--data", _folder.In("data"), "--port", $"{FreePort.Take()}"], Environment);
        Assert.Equal(1, await second.ExitAsync());
        Assert.Contains("already runs on the data folder", Assert.Single(second.Complained.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        await founder.SendAsync(HttpMethod.Get, "session"); // the first run is left alone

        foreach (Match node in NodeLine().Matches(run.Printed)) Kill(int.Parse(node.Groups["pid"].Value, CultureInfo.InvariantCulture));
        Assert.Equal(1, await run.ExitAsync());
        Assert.Contains("no node is left", run.Complained, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("10")]
    [InlineData("two")]
    public async Task A_wrong_number_of_nodes_is_one_line(string nodes)
    {
        await using var run = HostProcess.Run([Script, "--nodes", nodes]);

        Assert.Equal(2, await run.ExitAsync());
        Assert.Contains($"--nodes must be a number from 2 to 9, not '{nodes}'", Assert.Single(run.Complained.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("haproxy")]
    [InlineData("redis-server")]
    public async Task A_missing_program_is_one_line_that_names_its_package(string program)
    {
        foreach (var present in ((string[])["dotnet", "node", "npm", "haproxy", "redis-server"]).Except([program]))
        {
            await File.WriteAllTextAsync(_folder.In(present), "#!/bin/sh\necho v20.0.0\n", TestContext.Current.CancellationToken);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder.In(present), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
        foreach (var needed in (string[])["bash", "dirname"]) File.CreateSymbolicLink(_folder.In(needed), Path.Combine("/usr/bin", needed));

        await using var run = HostProcess.Run([Script, "--nodes", "2"], new Dictionary<string, string> { ["PATH"] = _folder.Path });

        Assert.Equal(1, await run.ExitAsync());
        Assert.Equal(
            $"run.sh: '{program}' is missing, which --nodes needs: install it (Debian: apt-get install {program}).",
            Assert.Single(run.Complained.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    static Dictionary<string, string> Environment => new() { ["MESSENGER_HOST"] = Path.GetDirectoryName(HostProcess.Assembly)! };

    HostProcess Run(params string[] options) =>
        HostProcess.Run([Script, "--port", _port.ToString(CultureInfo.InvariantCulture), "--data", _folder.In("data"), .. options], Environment);

    static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }

    /// <summary>The process, all that it has started, and the server of the database, which has left its family.</summary>
    async Task<IReadOnlyList<Running>> DescendantsAsync(int pid)
    {
        var found = new List<Running> { Running.Find(pid)! };
        for (var i = 0; i < found.Count; i++)
        {
            var children = await File.ReadAllTextAsync($"/proc/{found[i].Pid}/task/{found[i].Pid}/children", TestContext.Current.CancellationToken);
            foreach (var child in children.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                if (Running.Find(int.Parse(child, CultureInfo.InvariantCulture)) is { } running) found.Add(running);
        }
        var postmaster = await File.ReadAllLinesAsync(Path.Combine(_folder.In("data"), "postgres", "postmaster.pid"), TestContext.Current.CancellationToken);
        found.Add(Running.Find(int.Parse(postmaster[0], CultureInfo.InvariantCulture))!);
        return found;
    }

    [GeneratedRegex(@"^Node \d is process (?<pid>\d+) at ", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex NodeLine();

    [GeneratedRegex(@"^Set up Messenger at (?<address>.*)/setup#(?<token>\S+) ", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex SetUpLine();

    /// <summary>A process, known by its start too: a number may come to belong to another one.</summary>
    sealed record Running(int Pid, string Start, string Name)
    {
        public bool Exists => Find(Pid) == this;

        /// <summary>The process of this number; null if there is none, or only what is left of one.</summary>
        public static Running? Find(int pid)
        {
            try
            {
                var stat = File.ReadAllText($"/proc/{pid}/stat");
                var end = stat.LastIndexOf(')');
                var fields = stat[(end + 2)..].Split(' ');
                return fields[0] == "Z" ? null : new(pid, fields[19], stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..end]);
            }
            catch (IOException)
            {
                return null;
            }
        }
    }
}

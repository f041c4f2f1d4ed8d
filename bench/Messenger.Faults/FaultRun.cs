using Messenger.Faults.Checking;
using Messenger.Faults.Checking.Events;
using Messenger.Faults.Deployment;
using Messenger.Faults.Nemesis;
using Messenger.Faults.Observing;
using Messenger.Faults.Recording;
using Messenger.Faults.Reporting;
using Messenger.Faults.Workload;
using Npgsql;

namespace Messenger.Faults;

/// <summary>One run: start the service, drive it, break it, let it heal, read everything, kill everything and read again, judge.</summary>
/// <param name="settings">What is asked for.</param>
/// <param name="say">Hears what is going on.</param>
/// <param name="conclude">Hears the judgement.</param>
sealed class FaultRun(RunSettings settings, Action<string> say, Action<string> conclude)
{
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    static readonly TimeSpan Breath = TimeSpan.FromSeconds(2);

    readonly Random _chance = new(settings.Seed);
    int _marks;

    /// <summary>Without a backplane, devices on other nodes learn by their own sync.</summary>
    Limits Limits => settings.Redis || settings.Nodes == 1
        ? new()
        : new() { Convergence = TimeSpan.FromSeconds(45), Revocation = TimeSpan.FromSeconds(15) };

    /// <summary>Runs, and writes the report. What an earlier run has left in the folder goes.</summary>
    public async Task<Verdict> RunAsync()
    {
        // The same seed once more begins anew: histories of two runs would be judged as one. Another kind of folder is nobody's to delete.
        if (File.Exists(HistoryFiles.PathOf(settings.Folder, "runner"))) Directory.Delete(settings.Folder, recursive: true);
        Directory.CreateDirectory(settings.Folder);
        Surroundings surroundings;
        using (var history = new HistoryWriter("runner", HistoryFiles.PathOf(settings.Folder, "runner")))
            surroundings = await RecordAsync(history);

        say("Judging …");
        var recorded = new History(HistoryFiles.Read(settings.Folder), Limits);
        var verdict = Checker.Check(recorded);
        Observations.Judge(recorded, surroundings);
        if (surroundings.Findings.Count > 0) verdict = verdict with { Judgement = Judgement.Violated };
        var report = new Report(settings, recorded, verdict, surroundings.Findings, surroundings.Notes);
        await File.WriteAllTextAsync(Path.Combine(settings.Folder, "report.md"), report.Write());
        conclude(report.Summary());
        return verdict;
    }

    async Task<Surroundings> RecordAsync(HistoryWriter history)
    {
        say($"Starting {settings.Nodes} node(s), PostgreSQL, HAProxy{(settings.Redis ? " and Redis" : "")} (seed {settings.Seed}) …");
        await using var cluster = await Cluster.StartAsync(settings, _chance);
        var company = await Company.FoundAsync(cluster.Postgres, settings.Users, settings.Faults.Contains(ReconnectStorm.Name) ? ReconnectStorm.Users : 0);
        say($"Signing in {settings.Users} users …");
        await using var crew = await Crew.GatherAsync(settings, cluster, company, _chance);
        var finals = new Finals(cluster, company, crew, history);
        var surroundings = new Surroundings(cluster, company, crew, history, _chance);

        await crew.StartAsync();
        await Task.Delay(WarmUp);
        var memory = new MemoryWatch(surroundings);
        await memory.MeasureAsync(_marks);
        await BreakAsync(surroundings, finals, memory);

        say("Quiet; reading everything …");
        await crew.QuietAsync();
        await HealAsync(surroundings, finals);
        await memory.MeasureAsync(_marks);
        await crew.ViewAsync();
        await finals.ReadLogsAsync(History.Sql);
        await finals.ReadNodesAsync();
        await finals.ReadHeadsOfUsersAsync();

        foreach (var node in cluster.Nodes) Observations.Unobserved(node, surroundings);

        say("Killing everything, and reading again …");
        await Task.WhenAll(cluster.Nodes.Select(n => n.Process.KillAsync()).Append(cluster.Postgres.KillAsync()));
        await cluster.Postgres.StartAsync();
        await finals.ReadLogsAsync(History.AfterCrash);
        return surroundings;
    }

    /// <summary>One fault after the other, until the time is over or each had its turns. In a run by time two sometimes come at once.</summary>
    async Task BreakAsync(Surroundings surroundings, Finals finals, MemoryWatch memory)
    {
        var possible = (settings.Faults.Count > 0 ? settings.Faults : [.. Catalogue.Names]).Where(f => Catalogue.WhyNot(f, settings) is null).ToList();
        var agenda = new Queue<string>();
        var rounds = 0;
        for (var begun = TimeProvider.System.GetTimestamp(); possible.Count > 0 && (settings.Rounds > 0 || TimeProvider.System.GetElapsedTime(begun) < settings.Duration);)
        {
            if (agenda.Count == 0 && rounds++ == settings.Rounds && settings.Rounds > 0) break;
            if (agenda.Count == 0) foreach (var name in possible.OrderBy(_ => _chance.Next())) agenda.Enqueue(name);
            var names = new List<string> { agenda.Dequeue() };
            if (settings.Rounds == 0 && agenda.TryPeek(out var second) && _chance.Next(4) == 0 && Catalogue.GoTogether(names[0], second)) names.Add(agenda.Dequeue());
            var faults = names.Select(name => Catalogue.Make(name, surroundings)).ToList();
            await Task.WhenAll(faults.Select(f => DoAsync(f, surroundings)).Append(RevokeSometimesAsync(surroundings)));
            await HealAsync(surroundings, finals);
            if (faults.Exists(f => f.EndsInQuiet)) await surroundings.Crew.ResumeAsync();
            await memory.MeasureAsync(_marks, faults.Find(f => f.BringsClients)?.Name);
            await Task.Delay(Breath);
        }
    }

    async Task DoAsync(Fault fault, Surroundings surroundings)
    {
        say($"{fault.Name}: {fault.Target}");
        await fault.PrepareAsync();
        var done = new FaultDone { Fault = fault.Name, Target = fault.Target, Begins = true, LongestSilence = (long)fault.LongestSilence.TotalMicroseconds };
        surroundings.History.Write(done);
        await BeginAsync(fault);
        await Task.Delay(fault.Lasts);
        if (fault.EndsInQuiet)
        {
            surroundings.History.Write(new Paused());
            await surroundings.Crew.PauseAsync();
        }
        await fault.EndAsync();
        surroundings.History.Write(done with { Begins = false });
    }

    /// <summary>Another fault of the same moment may have PostgreSQL: then this one begins when it is back.</summary>
    static async Task BeginAsync(Fault fault)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await fault.BeginAsync();
                return;
            }
            catch (NpgsqlException) when (tries < 60)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500));
            }
        }
    }

    async Task RevokeSometimesAsync(Surroundings surroundings)
    {
        if (_chance.Next(2) == 0) await surroundings.Crew.RevokeAsync();
    }

    /// <summary>Starts again what is down, and lets every device catch up.</summary>
    async Task HealAsync(Surroundings surroundings, Finals finals)
    {
        foreach (var node in surroundings.Cluster.Nodes.Where(n => n.Process.HasExited))
        {
            surroundings.Find($"{node.Name} had ended with code {node.Process.ExitCode}, and nobody had killed it.");
            await node.StartAsync();
        }
        await surroundings.Cluster.Postgres.WaitUntilUpAsync(TimeSpan.FromSeconds(60));
        await surroundings.Cluster.WaitUntilReadyAsync();
        surroundings.History.Write(new Healed { Mark = ++_marks });
        await surroundings.Crew.MarkAsync(new(_marks, Limits.Convergence.TotalSeconds + 5, await finals.ReadHeadsAsync()));
    }
}

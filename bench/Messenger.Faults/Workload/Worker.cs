using System.Text.Json;
using Messenger.Faults.Checking.Events;
using Messenger.Faults.Recording;

namespace Messenger.Faults.Workload;

/// <summary>
/// A client process. It obeys one word per line on its standard input and answers each with a line:
/// <c>start</c>, <c>mark</c> (with the heads to converge to), <c>revoke</c> (with a device), <c>pause</c>, <c>resume</c>, <c>quiet</c>, <c>view</c>, <c>exit</c>.
/// </summary>
sealed class Worker : IAsyncDisposable
{
    const int RowsAtAMark = 50;
    static readonly TimeSpan PauseLimit = TimeSpan.FromSeconds(10);
    static readonly TimeSpan RevokeLimit = TimeSpan.FromSeconds(5);

    readonly WorkOrder _order;
    readonly HistoryWriter _history;
    readonly Random _chance;
    readonly List<Talker> _talkers;
    readonly List<Listener> _listeners;
    readonly CancellationTokenSource _quiet = new();
    readonly List<Task> _working = [];
    readonly Rest _rest = new();

    Worker(WorkOrder order)
    {
        _order = order;
        _history = new(order.Worker, HistoryFiles.PathOf(order.Folder, order.Worker));
        _chance = new(order.Seed);
        _talkers = [.. order.Devices.Where(d => d.Kind == DeviceKind.Talker).Select(d => new Talker(d, order, _history, new(_chance.Next())))];
        _listeners = [.. order.Devices.Where(d => d.Kind != DeviceKind.Talker).Select(d => new Listener(d, order, _history, new(_chance.Next())))];
    }

    /// <summary>Works as an order says, until told to exit.</summary>
    public static async Task<int> RunAsync(string file)
    {
        var order = JsonSerializer.Deserialize<WorkOrder>(await File.ReadAllTextAsync(file))!;
        await using var worker = new Worker(order);
        while (!worker.IsSynced) await Task.Delay(50);
        Console.WriteLine("ready");
        while (Console.ReadLine() is { } line && line != "exit")
        {
            var words = line.Split(' ', 2);
            await worker.ObeyAsync(words[0], words.ElementAtOrDefault(1) ?? "");
            Console.WriteLine(words[0]);
        }
        return 0;
    }

    bool IsSynced => _talkers.TrueForAll(t => t.IsSynced) && _listeners.TrueForAll(l => l.IsSynced);

    public async ValueTask DisposeAsync()
    {
        await _quiet.CancelAsync();
        await Task.WhenAll(_talkers.Select(t => t.DisposeAsync().AsTask()).Concat(_listeners.Select(l => l.DisposeAsync().AsTask())));
        _history.Dispose();
        _quiet.Dispose();
    }

    Task ObeyAsync(string word, string rest) => word switch
    {
        "start" => StartAsync(),
        "mark" => MarkAsync(JsonSerializer.Deserialize<MarkOrder>(rest)!),
        "revoke" => RevokeAsync(rest),
        "pause" => PauseAsync(),
        "resume" => ResumeAsync(),
        "quiet" => QuietAsync(),
        "view" => ViewAsync(),
        _ => throw new ArgumentException($"'{word}' is not an order."),
    };

    Task StartAsync()
    {
        _working.Add(PaceAsync());
        foreach (var plan in _order.Churn)
        {
            var owner = _talkers.Single(t => t.Plan.User == plan.Owner);
            _working.Add(new Churner(plan, owner.Session, _history, new(_chance.Next()), _rest).RunAsync(_quiet.Token));
        }
        return Task.CompletedTask;
    }

    /// <summary>Lets somebody who is free act, so many times a second.</summary>
    async Task PaceAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / _order.Rate));
        while (!_quiet.IsCancellationRequested && await timer.WaitForNextTickAsync())
        {
            if (!_rest.IsOn) _ = _talkers[_chance.Next(_talkers.Count)].ActAsync();
        }
    }

    /// <summary>Nobody begins anything; what is under way ends first, unless another fault holds it up.</summary>
    async Task PauseAsync()
    {
        var resting = Task.WhenAll(_talkers.Select(t => t.RestAsync()).Append(_rest.BeginAsync()));
        await Task.WhenAny(resting, Task.Delay(PauseLimit));
    }

    Task ResumeAsync()
    {
        _rest.End();
        return Task.CompletedTask;
    }

    async Task QuietAsync()
    {
        await _quiet.CancelAsync();
        await Task.WhenAll(_working);
        await Task.WhenAll(_talkers.Select(t => t.RestAsync()));
    }

    /// <summary>Notes when each device shows all that was in the log, and what it shows then.</summary>
    async Task MarkAsync(MarkOrder mark)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(mark.PatienceSeconds));
        var changing = _order.Churn.Select(c => (c.Conversation, c.Who)).ToHashSet();
        await Task.WhenAll(_talkers.Select(async talker =>
        {
            while (!patience.IsCancellationRequested)
            {
                if (talker.Plan.Conversations.All(c => changing.Contains((c, talker.Plan.User)) || talker.View.Top(c) >= mark.Heads.GetValueOrDefault(c)))
                {
                    _history.Write(new Converged { User = talker.Plan.User, Device = talker.Plan.Name, Session = talker.Plan.Session, Mark = mark.Mark });
                    break;
                }
                await Task.WhenAny(Task.Delay(50, patience.Token));
            }
            Write(talker, RowsAtAMark, final: false);
        }));
    }

    Task ViewAsync()
    {
        foreach (var talker in _talkers) Write(talker, int.MaxValue, final: true);
        return Task.CompletedTask;
    }

    void Write(Talker talker, int most, bool final)
    {
        foreach (var conversation in talker.View.Conversations)
        {
            var (first, rows) = talker.View.Read(conversation, most);
            _history.Write(new Viewed { User = talker.Plan.User, Device = talker.Plan.Name, Session = talker.Plan.Session, Conversation = conversation, Final = final, Base = first, Rows = rows });
        }
    }

    /// <summary>The user ends the session of another of his devices.</summary>
    async Task RevokeAsync(string device)
    {
        var victim = _order.Devices.Single(d => d.Name == device);
        var owner = _talkers.Single(t => t.Plan.User == victim.User);
        var revoked = new Revoked { User = victim.User, Device = owner.Plan.Name, Session = owner.Plan.Session, Ended = victim.Session, Phase = Phase.Invoke };
        _history.Write(revoked);
        var (phase, _, code) = await Tries.UntilKnownAsync(ct => owner.Session.Api(_chance.Next(owner.Session.Ways)).EndSessionAsync(victim.Session, ct), RevokeLimit, CancellationToken.None);
        _history.Write(revoked with { Phase = phase == Phase.Refused && code != nameof(Contracts.ErrorCode.NotFound) ? Phase.Refused : Phase.Ok });
    }
}

/// <summary>What devices must show after the faults.</summary>
sealed record MarkOrder(int Mark, double PatienceSeconds, Dictionary<Guid, long> Heads);

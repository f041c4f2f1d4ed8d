using System.Text.Json;
using Messenger.Faults.Deployment;

namespace Messenger.Faults.Workload;

/// <summary>The client processes of a run.</summary>
sealed class Crew : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(4); // a starved machine is no fault of the service

    readonly List<Hand> _hands = [];
    readonly Queue<(Hand Hand, string Device)> _victims = new();

    /// <summary>The devices, for faults that need one.</summary>
    public required IReadOnlyList<DevicePlan> Devices { get; init; }

    /// <summary>The folder of the run.</summary>
    public required string Folder { get; init; }

    /// <summary>Sessions that are left to be ended.</summary>
    public int VictimsLeft => _victims.Count;

    /// <summary>Signs everybody in, starts the processes, and waits until all devices are connected and have synced.</summary>
    public static async Task<Crew> GatherAsync(RunSettings settings, Cluster cluster, Company company, Random chance)
    {
        var devices = await SignInAsync(settings, cluster, company);
        var crew = new Crew { Devices = devices, Folder = settings.Folder };
        try
        {
            // A group stays with one process: two processes must not churn one of its members.
            var parts = Enumerable.Range(0, settings.Workers).Select(w => company.Groups.Where((_, g) => g % settings.Workers == w).ToList()).Where(p => p.Count > 0).ToList();
            for (var i = 0; i < parts.Count; i++)
            {
                var members = parts[i].SelectMany(g => g.Members).ToHashSet();
                var order = new WorkOrder
                {
                    Worker = $"client-{i + 1}",
                    Folder = settings.Folder,
                    Seed = chance.Next(),
                    Address = cluster.Address,
                    Nodes = [.. cluster.Nodes.Select(n => n.Address)],
                    SyncInterval = settings.Redis || settings.Nodes == 1 ? TimeSpan.FromSeconds(60) : TimeSpan.FromSeconds(30),
                    Rate = (double)settings.Rate * parts[i].Count / company.Groups.Count,
                    Devices = [.. devices.Where(d => members.Contains(d.User))],
                    Churn = [.. parts[i].Where((_, g) => g % 2 == 0).Select(g => new ChurnPlan(g.Id, g.Members[0], g.Members[^1]))],
                };
                var hand = await Hand.StartAsync("work", order.Worker, order.Folder, order, Patience);
                crew._hands.Add(hand);
                foreach (var victim in order.Devices.Where(d => d.Kind == DeviceKind.Victim)) crew._victims.Enqueue((hand, victim.Name));
            }
            await Task.WhenAll(crew._hands.Select(h => h.HearAsync("ready")));
            return crew;
        }
        catch
        {
            await crew.DisposeAsync();
            throw;
        }
    }

    public Task StartAsync() => TellAsync("start");

    /// <summary>Waits until every device shows what was in the log, or patience ends.</summary>
    public Task MarkAsync(MarkOrder mark) => TellAsync($"mark {JsonSerializer.Serialize(mark)}", "mark");

    /// <summary>Nobody begins anything any more, until <see cref="ResumeAsync"/>.</summary>
    public Task PauseAsync() => TellAsync("pause");

    public Task ResumeAsync() => TellAsync("resume");

    public Task QuietAsync() => TellAsync("quiet");

    public Task ViewAsync() => TellAsync("view");

    /// <summary>Ends one more session.</summary>
    public Task RevokeAsync() => _victims.TryDequeue(out var victim) ? victim.Hand.TellAsync($"revoke {victim.Device}", "revoke") : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var hand in _hands) await hand.DisposeAsync();
    }

    Task TellAsync(string order, string? answer = null) => Task.WhenAll(_hands.Select(h => h.TellAsync(order, answer ?? order)));

    /// <summary>Talkers for all; two listeners in each group; sessions to be ended for a tenth.</summary>
    static async Task<IReadOnlyList<DevicePlan>> SignInAsync(RunSettings settings, Cluster cluster, Company company)
    {
        var devices = new List<DevicePlan>();
        using var few = new SemaphoreSlim(cluster.Nodes.Count * 2);
        await Task.WhenAll(Enumerable.Range(0, settings.Users).Select(async user =>
        {
            await few.WaitAsync();
            try
            {
                var node = cluster.Nodes[user % cluster.Nodes.Count].Address;
                var talker = await company.SignInAsync(user, $"t{user}", DeviceKind.Talker, node);
                lock (devices) devices.Add(talker);
                if (user % Company.GroupSize is 3 or Company.GroupSize - 1)
                    lock (devices) devices.Add(talker with { Name = $"l{user}", Kind = DeviceKind.Listener });
                if (user % Company.GroupSize is not 5) return;
                for (var i = 0; i < (settings.Users < 100 ? 3 : 1); i++)
                {
                    var victim = await company.SignInAsync(user, $"v{user}-{i}", DeviceKind.Victim, node);
                    lock (devices) devices.Add(victim);
                }
            }
            finally
            {
                few.Release();
            }
        }));
        return devices;
    }
}

using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Faults.Checking;
using Messenger.Faults.Checking.Events;
using Message = Messenger.Contracts.Messages.Message;

namespace Messenger.Tests.Simulation;

/// <summary>
/// Two nodes, five devices of four people, one small and one large conversation, a database that fails in every way, a Redis that loses pushes and goes
/// away, processes that are killed, connections that break: some two hundred events, all decided by a seed.
/// </summary>
sealed class Simulation
{
    static readonly Guid Small = new(1, 0, 0, new byte[8]);
    static readonly Guid Large = new(2, 0, 0, new byte[8]);
    static readonly Guid[] Users = [.. Enumerable.Range(10, 4).Select(i => new Guid(i, 0, 0, [(byte)i, 0, 0, 0, 0, 0, 0, 0]))];

    /// <summary>How soon after the end of all faults every device must show the log: two backstop syncs.</summary>
    static readonly Limits Limits = new() { Convergence = TimeSpan.FromSeconds(45) };

    readonly Random _chance;
    readonly SimulatedRedis _redis;
    readonly List<SimulatedNode> _nodes = [];
    readonly List<HistoryEvent> _events = [];
    readonly List<SimulatedDevice> _devices;

    Simulation(int seed, Bug bug)
    {
        (Bug, _chance) = (bug, new Random(seed));
        Database = new(_chance, Clock, bug);
        _redis = new(_chance, Database, Clock, bug);
        Database.Add(new(Small, isLarge: false, Users[..2], Clock, bug));
        Database.Add(new(Large, isLarge: true, Users, Clock, bug));
        _devices = [.. Users.Select((user, i) => new SimulatedDevice($"device {i}", user, this)), new SimulatedDevice("second device", Users[1], this)];
    }

    public Bug Bug { get; }

    public SimulatedClock Clock { get; } = new();

    public SimulatedDatabase Database { get; }

    public bool IsOver { get; private set; }

    /// <summary>Runs one seed and judges it.</summary>
    public static Verdict Judge(int seed, Bug bug = Bug.None)
    {
        var run = new Simulation(seed, bug);
        new SeededScheduler(run._chance, run.Clock).Run(run.RunAsync);
        return Checker.Check(new History(run._events, Limits), ["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I10", "I11", "I12"]);
    }

    /// <summary>FNV-1a: quick, and the same in every run.</summary>
    public static ulong Hash(string text) => text.Aggregate(14_695_981_039_346_656_037UL, (hash, c) => (hash ^ c) * 1_099_511_628_211UL);

    public static IReadOnlyList<Row> Rows(IEnumerable<Message> messages) => [.. messages.Select(m => new Row(m.Seq, m.Version, m.SenderId, m.ClientMessageId ?? Guid.Empty, Hash(m.Text ?? ""))
    {
        Joined = m.System?.Event == SystemEvent.MembersAdded ? m.System.UserIds : null,
        Left = m.System?.Event == SystemEvent.MemberRemoved ? m.System.UserIds : null,
    })];

    public void Record(HistoryEvent happened)
    {
        happened.At = Clock.Now;
        happened.Number = _events.Count + 1;
        _events.Add(happened);
    }

    /// <summary>From 0 up to 1.</summary>
    public double Chance() => _chance.NextDouble();

    public SimulatedNode AnyNode() => _nodes[_chance.Next(_nodes.Count)];

    async Task RunAsync()
    {
        for (var i = 0; i < 2; i++) _nodes.Add(new(Database, _redis, Clock, Bug));
        var living = _devices.Select(d => d.LiveAsync()).ToList();
        var faults = HarmAsync();
        await Task.WhenAll([.. _devices.Select(TalkAsync), ChangeMembersAsync()]);
        await faults;
        Record(new Healed { Mark = 1 });
        await ConvergeAsync();
        Conclude();
        IsOver = true;
        foreach (var device in _devices) device.Drop();
        await Task.WhenAll(living);
    }

    async Task TalkAsync(SimulatedDevice device)
    {
        for (var i = 0; i < 8; i++)
        {
            await Database.PauseAsync(600);
            // People outside of the small conversation try to write there too.
            var conversation = _chance.Next(3) == 0 ? Small : Large;
            if (_chance.Next(4) == 0) await device.ReadAsync(conversation);
            else await device.SendAsync(conversation);
        }
    }

    async Task ChangeMembersAsync()
    {
        var wanderer = Users[^1];
        for (var i = 0; i < 4; i++)
        {
            await Database.PauseAsync(1_500);
            var (joins, conversation) = (i % 2 == 1, Database[Large]);
            var change = new MemberChanged { User = Users[0], Conversation = Large, Who = wanderer, Added = joins, Phase = Phase.Invoke };
            Record(change);
            var move = await Database.ChangeAsync(xid => (Move: conversation.Change(wanderer, joins, Users[0], xid), Changes: conversation.Since(conversation.Version - 1)));
            Record(change with { Phase = Phase.Ok });
            var node = AnyNode();
            node.Publish(move.Move ?? (Delivery)new ChangesDelivery(conversation.Audience, move.Changes));
            node.Publish(new ConversationsChangedDelivery(new UserAudience([wanderer])));
        }
    }

    async Task HarmAsync()
    {
        for (var i = 0; i < 5; i++)
        {
            await Database.PauseAsync(1_200);
            Record(new FaultDone { Fault = "simulated", Begins = true });
            switch (_chance.Next(4))
            {
                case 0:
                    var victim = _chance.Next(_nodes.Count);
                    _nodes[victim].Kill();
                    _nodes[victim] = new(Database, _redis, Clock, Bug);
                    break;
                case 1:
                    await _redis.BreakAsync();
                    break;
                default:
                    _devices[_chance.Next(_devices.Count)].Drop();
                    break;
            }
        }
    }

    async Task ConvergeAsync()
    {
        var deadline = Clock.Now + (long)(2 * Limits.Convergence).TotalMicroseconds;
        var behind = _devices.ToList();
        while (behind.Count > 0 && Clock.Now < deadline)
        {
            foreach (var device in behind.Where(d => Database.Conversations.All(d.Shows)).ToList())
            {
                Record(new Converged { Mark = 1, Device = device.Name, User = device.User });
                behind.Remove(device);
            }
            await Task.Delay(TimeSpan.FromMilliseconds(500), Clock);
        }
    }

    void Conclude()
    {
        foreach (var device in _devices) device.RecordViews();
        foreach (var conversation in Database.Conversations)
        {
            Record(new FinalLog { Source = History.Sql, Conversation = conversation.Id, Rows = Rows(conversation.Rows) });
            foreach (var user in Users.Where(u => conversation.Find(u) is not null))
                Record(new FinalHead { User = user, Conversation = conversation.Id, Seq = conversation.Seq, Read = conversation.Find(user)!.ReadSeq, Unread = conversation.Unread(user) });
        }
    }
}
